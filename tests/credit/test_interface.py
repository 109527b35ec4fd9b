"""The interface for other systems: key, address, source, once per request, problems in Chinese, every call written down."""

import json
from datetime import date, datetime

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from registry.credit import tokens
from registry.credit.models import ApiCall, ApiToken, CreditFact, Delivery
from registry.ledger.actors import system_actor
from registry.ledger.errors import Refusal
from registry.ledger.keys import fingerprint
from registry.parties.membership import end
from tests import builders

from .helpers import TODAY, reporter, source

pytestmark = pytest.mark.django_db
URL = "/api/v1/credit-facts/"
FACT = {
    "uscc": builders.ENTERPRISE_CODES[0], "kind": "欠税公告", "to": "2026-06-01", "level": "adverse",
    "statement": "欠税未缴", "reference": "税公〔2026〕2号",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(datetime.fromisoformat("2026-06-10T10:00:00+08:00"), tick=False):
        yield


@pytest.fixture
def key():
    builders.business()
    return make()


def make(**given):
    fields = {
        "name": "税务系统",
        "source": source(),
        "holder": reporter(),
        "expires_on": date(2026, 12, 31),
    } | given
    return tokens.issue_token(ApiToken(**fields), actor=builders.user("sysadmin", "admin"), today=TODAY)


def told(*facts, **given):
    return {"source": "TAX", "purpose": "动态核查", "authority": "协议", "use_until": "2027-01-01", "facts": list(facts or [FACT])} | given  # fmt: skip


def post(client, key, body, number="request-0001", **extra):
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": number}
    return client.post(URL, json.dumps(body), content_type="application/json", headers=headers, **extra)


def test_a_report_is_booked_once_however_often_it_is_sent(client, key):
    first, again = post(client, key, told()), post(client, key, told())
    assert (first.status_code, again.status_code) == (201, 200) and first.json() == again.json()
    assert first.json()["outcome"] == "accepted" and CreditFact.objects.count() == 1
    held = Delivery.objects.get()
    assert (held.channel, held.received_by, held.purpose, held.authority) == (
        "api",
        reporter(),
        "动态核查",
        "协议",
    )
    assert CreditFact.objects.get().history.get().history_source == f"delivery:{held.pk}"
    assert [c.answered for c in ApiCall.objects.order_by("id")] == [201, 200]


def test_the_same_number_with_other_contents_is_refused(client, key):
    post(client, key, told())
    answer = post(client, key, told(FACT | {"statement": "另"}))
    assert answer.status_code == 422 and "已经用过" in answer.json()["detail"]


def test_bad_rows_are_named_and_nothing_is_kept_unless_the_good_ones_are_asked_for(client, key):
    bad = FACT | {"uscc": "1", "to": "2026-06-31"}
    answer = post(client, key, told(FACT, bad))
    assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"
    assert {(e["row"], e["column"]) for e in answer.json()["errors"]} == {(2, "所属期止")}
    assert not CreditFact.objects.exists() and not Delivery.objects.exists()
    answer = post(client, key, told(FACT, bad, partial=True))
    assert (
        answer.status_code == 201 and answer.json()["outcome"] == "partial" and answer.json()["rejected"] == 1
    )


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"source": "MARKET"}, 403),
        ({"purpose": ""}, 422),
        ({"use_until": "2026-06-09"}, 422),
        ({"use_until": 5}, 422),
        ({"facts": []}, 422),
        ({"facts": ["x"]}, 422),
        ({"facts": [{}]}, 422),
    ],
)
def test_what_is_wrong_is_said_in_chinese(client, key, change, status):
    answer = post(client, key, told() | change)
    assert answer.status_code == status and "。" in answer.json()["detail"]
    assert not Delivery.objects.exists()


def test_without_a_good_key_nobody_comes_in(client, key):
    token = ApiToken.objects.get()
    assert post(client, "", told()).status_code == 401
    assert post(client, key[:-1] + "x", told()).status_code == 401
    with time_machine.travel(datetime.fromisoformat("2027-01-01T10:00:00+08:00")):
        assert post(client, key, told()).status_code == 401
    tokens.revoke_token(token, actor=builders.user("sysadmin"), today=TODAY, reason="离岗")
    assert post(client, key, told()).status_code == 401
    assert not Delivery.objects.exists() and ApiCall.objects.filter(answered=401).count() == 4


def test_a_holder_who_left_takes_the_key_along(client, key):
    end(
        reporter().memberships.get(role="reporter"),
        actor=system_actor(),
        today=TODAY,
        reason="调离",
    )
    assert post(client, key, told()).status_code == 401


def test_an_address_list_admits_its_own_only(client):
    builders.business()
    key = make(addresses="10.1.2.0/24\n192.0.2.7")
    assert post(client, key, told(), REMOTE_ADDR="203.0.113.5").status_code == 403
    assert post(client, key, told(), REMOTE_ADDR="10.1.2.9").status_code == 201


def test_too_many_calls_in_a_minute_are_put_off(client, key):
    for n in range(30):
        assert post(client, "wrong", told(), f"request-{n:04d}").status_code == 401
    answer = post(client, key, told())
    assert answer.status_code == 429 and answer["Retry-After"] == "60"


def test_other_methods_and_formats(client, key):
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "request-0001"}
    assert client.get(URL, headers=headers).status_code == 405
    assert client.post(URL, {"a": 1}, headers=headers).status_code == 415
    assert client.post(URL, "{", content_type="application/json", headers=headers).status_code == 400
    assert client.post(URL, "{}", content_type="application/json", headers={"Authorization": f"Bearer {key}"}).status_code == 400  # fmt: skip


def test_a_key_is_kept_as_a_fingerprint_only(key):
    token = ApiToken.objects.get()
    kept = json.dumps(
        [str(v) for row in (*ApiToken.objects.values(), *ApiToken.history.values()) for v in row.values()]
    )
    assert key not in kept and token.digest == fingerprint(key)
    with pytest.raises(Refusal) as said:
        make(holder=builders.clerk(), expires_on=date(2030, 1, 1), addresses="内网")
    assert len(said.value.sentences) == 3


@pytest.mark.parametrize(
    "statement", ["UPDATE credit_apicall SET outcome = 'x'", "DELETE FROM credit_apicall"]
)
def test_the_log_of_calls_cannot_be_changed(client, statement):
    post(client, "wrong", told())
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
