"""Keys of institutions: they ask more often and take more at once, from where and as long as was agreed; nothing else opens."""

from datetime import date, timedelta

import pytest
import time_machine

from cms.api import limits
from cms.models import ReadingKey, ReadingUse, Reads
from cms.reading import keys
from registry.history.errors import Refusal
from registry.ledger.errors import NotAllowed
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY, CODE = date(2026, 5, 8), "91150627MAXXXXX15T"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(f"{DAY}T12:00:00+08:00", tick=False) as traveller:
        yield traveller


def made(**given):
    fields = {
        "name": "信用平台",
        "institution": builders.institution("NSH"),
        "expires_on": DAY + timedelta(days=30),
    }
    return keys.issue_key(ReadingKey(**fields | given), actor=builders.admin(), today=DAY)


def ask(client, path, key=None, address="203.0.113.7", **query):
    shown = {"authorization": f"Bearer {key}"} if key else {}
    return client.get(f"/api/v1/{path}", query, headers=shown, REMOTE_ADDR=address)


def refused(answer, status, sentence):
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert sentence in answer.json()["detail"] and answer["Cache-Control"] == "no-store"
    return answer


def test_the_holder_asks_more_often_than_the_public_and_as_often_as_was_agreed(client, settings, clock):
    settings.API_PER_MINUTE = 2
    key = made(per_minute=60)
    assert [ask(client, "workdays/?from=2026-05-08&days=1").status_code for _ in range(3)] == [200, 200, 429]
    answers = [ask(client, "roster/", key) for _ in range(60)]
    assert {one.status_code for one in answers} == {200}
    assert answers[0]["Cache-Control"].startswith("private") and "Authorization" in answers[0]["Vary"]
    late = refused(ask(client, "roster/", key), 429, "一分钟内最多请求60次")
    assert 1 <= int(late["Retry-After"]) <= 60
    clock.shift(60)
    assert ask(client, "roster/", key).status_code == 200


def test_all_workers_count_together_and_who_reads_a_little_writes_nothing(client, settings):
    settings.API_PER_MINUTE = 40
    ask(client, "roster/")
    assert not Reads.objects.exists()
    for _ in range(5):
        for _ in range(7):
            assert ask(client, "roster/").status_code == 200
        limits._asked.clear()  # as another worker, which has only the database
    assert Reads.objects.get().asked == 32
    told = [ask(client, "roster/").status_code for _ in range(20)]
    assert told.index(429) == 8 and set(told[told.index(429) :]) == {429}


def test_changes_come_a_thousand_at_once_with_a_key_and_a_hundred_without(client):
    chapters.notice_of([builders.business()], DAY)
    key = made()
    refused(ask(client, "changes/", limit=1000), 400, "没有密钥的一次最多100条")
    assert len(ask(client, "changes/", key, limit=1000).json()["items"]) == 1
    assert ask(client, "changes/", key, limit=1001).status_code == 400


def test_codes_are_looked_up_past_thirty_by_who_may_and_one_at_a_time(client):
    may, may_not = made(reads_checks=True), made(name="另一套")
    refused(ask(client, "check/", may_not, code=CODE), 403, "没有“批量核对”的权限")
    assert {ask(client, "check/", may, code=CODE).status_code for _ in range(31)} == {200}
    assert ask(client, "check/", may, code=CODE[:10]).status_code == 400


def test_wrong_expired_revoked_elsewhere_and_beyond_are_told_apart_to_who_holds_it(client, clock):
    key = made(addresses="203.0.113.0/24\n2001:db8::/32", reads_changes=False)
    held = ReadingKey.objects.get()
    wrong = refused(ask(client, "roster/", "x" * 43), 401, "密钥不存在")
    assert wrong["WWW-Authenticate"].startswith("Bearer")
    refused(
        client.get("/api/v1/roster/", headers={"authorization": "Basic YTpi"}), 401, "Authorization: Bearer"
    )
    refused(client.get("/api/v1/opendata/", headers={"authorization": "Bearer 密钥"}), 401, "密钥不存在")
    refused(ask(client, "roster/", key, "198.51.100.1"), 403, "不能从地址 198.51.100.1 使用")
    refused(ask(client, "changes/", key), 403, "没有“读取变化”的权限")
    assert ask(client, "roster/", key, "2001:db8::7").status_code == 200
    keys.revoke_key(held, actor=builders.admin(), today=DAY, reason="换系统")
    refused(ask(client, "roster/", key), 401, "已经到期或者吊销")
    assert ask(client, "roster/").status_code == 200
    second = made(name="第二枚", expires_on=DAY)
    assert ask(client, "roster/", second).status_code == 200
    clock.shift(timedelta(days=1))
    refused(ask(client, "roster/", second), 401, "已经到期或者吊销")
    told = ReadingUse.objects.filter(key=held).values_list("address", "outcome")
    assert set(told) == {
        ("198.51.100.1", keys.ELSEWHERE), ("203.0.113.7", keys.BEYOND), ("2001:db8::7", keys.ANSWERED),
        ("203.0.113.7", keys.OVER),
    }  # fmt: skip


def test_the_last_use_is_kept_to_the_minute(client, clock):
    key = made()
    for seconds in (0, 30, 45):
        clock.shift(seconds)
        ask(client, "roster/", key)
    use = ReadingUse.objects.get()
    assert (use.last_at - use.first_at).seconds == 75


def test_who_may_give_keys_out_and_which(client):
    with pytest.raises(NotAllowed):
        keys.issue_key(ReadingKey(name="x"), actor=builders.head(), today=DAY)
    with pytest.raises(Refusal, match="至少选一项") as told:
        made(reads_public=False, reads_changes=False, expires_on=date(2029, 1, 1), addresses="哪里")
    assert len(told.value.sentences) == 3 and not ReadingKey.objects.exists()


def test_it_is_shown_once_and_what_was_typed_is_kept_when_it_is_refused(client):
    client.force_login(builders.admin())
    given = {
        "name": "核心系统", "institution": builders.institution("NSH").pk, "reads_public": "on", "per_minute": "600",
        "expires_on": "2029-01-01", "addresses": "203.0.113.0/24", "change_reason": "开通读取", "expected_version": "0",
    }  # fmt: skip
    page = client.post("/admin/cms/readingkey/add/", given)
    assert page.status_code == 200 and not ReadingKey.objects.exists()
    told = page.content.decode()
    assert "最长有效24个月" in told and 'value="核心系统"' in told and "开通读取" in told
    page = client.post("/admin/cms/readingkey/add/", given | {"expires_on": "2026-12-31"}).content.decode()
    held = ReadingKey.objects.get()
    assert held.prefix in page and "只显示这一次" in page and held.digest not in page
    again = client.get(f"/admin/cms/readingkey/{held.pk}/change/").content.decode()
    assert "没有用过" in again and "只显示这一次" not in again
