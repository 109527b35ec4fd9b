"""The guarantor's net assets: entered by the guarantor or the office, put right with a reason, both versions kept."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from registry.reports.models import GuarantorWorth
from tests import builders

from .scenes import noon

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)
ADD = "/admin/reports/guarantorworth/add/"


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


def given(**changed):
    body = builders.institution("GUARANTOR", "guarantor")
    fields = {
        "guarantor": body.pk,
        "as_of": "2026-09-30",
        "net_assets": "52180000.00",
        "source": "季度报表",
        "change_reason": "报送",
    }
    return fields | changed


def post(client, user, **changed):
    builders.institution("GUARANTOR", "guarantor")
    client.force_login(user)
    return client.post(ADD, given(**changed))


@pytest.mark.parametrize("who", [builders.guarantor, builders.clerk])
def test_guarantor_and_office_enter_it_and_put_it_right(client, who):
    assert post(client, who()).status_code == 302
    row = GuarantorWorth.objects.get()
    answer = client.post(
        f"/admin/reports/guarantorworth/{row.pk}/change/",
        given(net_assets="51000000.00", change_reason="审计调整", expected_version=row.version),
    )
    assert answer.status_code == 302
    kept = list(row.history.order_by("history_id").values_list("net_assets", "history_change_reason"))
    assert kept == [(Decimal("52180000.00"), "报送"), (Decimal("51000000.00"), "审计调整")]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"as_of": "2026-10-09"}, "晚于今天2026年10月8日"),
        ({"net_assets": "0"}, "净资产应大于零"),
        ({"source": ""}, ""),
    ],
)
def test_what_cannot_be_is_refused_in_words(client, changed, sentence):
    answer = post(client, builders.guarantor(), **changed)
    assert answer.status_code == 200 and sentence in answer.content.decode()
    assert not GuarantorWorth.objects.exists()


def test_the_same_day_twice_is_refused(client):
    post(client, builders.guarantor())
    assert "已经登记过" in post(client, builders.clerk()).content.decode()
    assert GuarantorWorth.objects.count() == 1


def test_a_bank_neither_enters_nor_reads_it(client):
    post(client, builders.guarantor())
    assert post(client, builders.bank_maker()).status_code == 403
    assert not GuarantorWorth.objects.visible_to(builders.bank_maker()).exists()
    assert GuarantorWorth.objects.visible_to(builders.leader()).count() == 1
