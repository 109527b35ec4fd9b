"""Exports: their own right, visible rows only, columns and choices in words, no live formula."""

import io
from datetime import datetime

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.lending.models import LoanNote
from registry.parties.models import Business, User
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(datetime.fromisoformat(f"{COUNTY_DAY}T04:00:00+00:00"), tick=False):
        yield


def export(client, username, model):
    client.force_login(User.objects.get(username=username))
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export")
    answer = client.post(address, {"format": "0", "resource": "0"})
    if answer.status_code != 200 or "spreadsheet" not in answer["Content-Type"]:
        return answer.status_code, []
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    return 200, list(sheet.iter_rows(values_only=True))


def test_a_bank_exports_its_own_notes_in_words(client):
    status, rows = export(client, "bank", LoanNote)
    header, *lines = rows
    assert status == 200 and "借据号" in header and "状态" in header
    numbers = {line[header.index("借据号")] for line in lines}
    assert numbers == set(LoanNote.objects.filter(bank__code="NSH").values_list("note_no", flat=True))
    assert {line[header.index("状态")] for line in lines} <= {"正常", "逾期", "已结清", "已代偿", "已核销"}


def test_a_formula_in_a_name_is_harmless(client):
    business = Business.objects.first()
    business.name = "=HYPERLINK(1)"
    with acting(system_actor(), "试"):
        business.save()
    _, rows = export(client, "office", Business)
    assert "'=HYPERLINK(1)" in {cell for row in rows for cell in row}


@pytest.mark.parametrize("username", ["legal", "reviewer", "auditor", "town"])
def test_without_the_right_there_is_no_export(client, username):
    assert export(client, username, Business)[0] == 403
