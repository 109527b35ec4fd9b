"""The banks' own door: a key of one bank and one person, the same bytes once, foreign ones not there, two persons to book."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.utils import timezone

from imports.background import asking
from imports.background.working import work
from imports.interface import keys, views
from imports.models import Upload, UploadCall, UploadJob, UploadKey
from registry.ledger.actors import system_actor
from registry.ledger.errors import NotAllowed, Refusal
from registry.lending.models import LoanNote
from registry.parties.membership import end
from tests import builders

from .test_uploading import file_of, row

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)
URL = "/api/v1/uploads/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-06-30T10:00:00+08:00", tick=False) as travelling:
        yield travelling


@pytest.fixture
def key():
    builders.qualified()
    return made()


def made(code="NSH", holder=None, **given):
    holder = holder or builders.bank_maker(code)
    fields = {
        "name": "核心系统",
        "bank": builders.institution(code),
        "holder": holder,
        "expires_on": date(2026, 12, 31),
    }
    return keys.issue_key(UploadKey(**fields | given), actor=builders.admin(), today=DAY)


def headers(key):
    return {"Authorization": f"Bearer {key}"}


def post(client, key, content=None, name="台账.csv", **given):
    file = SimpleUploadedFile(name, file_of(row()) if content is None else content)
    return client.post(URL, {"file": file, **given}, headers=headers(key))


def get(client, key, number):
    return client.get(f"{URL}{number}/", headers=headers(key))


def confirm(client, key, number, **said):
    return client.post(f"{URL}{number}/confirm/", said, content_type="application/json", headers=headers(key))


def worked():
    with TestCase.captureOnCommitCallbacks(execute=True):
        return work(DAY, timezone.now)


def test_sent_asked_confirmed(client, key):
    answer = post(client, key)
    told = answer.json()
    assert answer.status_code == 202 and told["state"] == "waiting" and told["upload"] is None
    assert answer["Location"] == f"{URL}{told['id']}/" and told["progress"]["phase"] == "等待办理"
    worked()
    told = get(client, key, told["id"]).json()
    upload = Upload.objects.get()
    expected = {"state": "received", "upload": upload.pk, "outcome": "", "rows": 1, "created": 1, "updated": 0, "unchanged": 0,
                "rejected": 0, "warnings": 0, "errors": [], "errors_total": 0, "workbook": "", "progress": None, "problems": []}  # fmt: skip
    assert expected.items() <= told.items()
    assert not LoanNote.objects.exists()
    answer = confirm(client, key, told["id"])
    assert answer.status_code == 200 and answer.json()["outcome"] == answer.json()["state"] == "accepted"
    assert confirm(client, key, told["id"]).status_code == 200 and LoanNote.objects.count() == 1
    assert Upload.objects.get().confirmed_by == builders.bank_maker() == LoanNote.history.get().history_user
    assert list(UploadCall.objects.order_by("id").values_list("answered", flat=True)) == [202, 200, 200, 200]


def test_the_same_bytes_are_the_same_upload(client, key):
    first, second = post(client, key), post(client, key)
    assert (first.status_code, second.status_code) == (202, 200) and first.json()["id"] == second.json()["id"]
    worked()
    confirm(client, key, first.json()["id"])
    third = post(client, made(holder=builders.user("second", "bank_maker", "NSH")), name="另一个名字.csv")
    assert third.status_code == 200 and third.json()["id"] == first.json()["id"]
    assert third.json()["state"] == "accepted" and UploadJob.objects.count() == Upload.objects.count() == 1
    assert post(client, key, unit="yuan").json()["id"] != first.json()["id"]


def test_what_was_put_aside_may_be_sent_again(client, key):
    from imports.uploading import reject

    first = post(client, key).json()["id"]
    worked()
    reject(Upload.objects.get(), actor=builders.bank_maker(), today=DAY, reason="发错了")
    assert get(client, key, first).json()["state"] == "rejected"
    assert post(client, key).json()["id"] != first


def test_errors_are_those_of_the_page(client, key):
    number = post(
        client, key, file_of(row(), row(note_no="JJ002", contract_no="HT002", balance="2000000"))
    ).json()["id"]
    worked()
    told = get(client, key, number).json()
    (error,) = told["errors"]
    assert {"row", "column", "code", "found", "expected", "message"} <= error.keys() and error["row"] == 3
    refused = confirm(client, key, number)
    assert refused.status_code == 422 and "有1行不符合要求" in refused.json()["detail"]
    assert refused["Content-Type"] == "application/problem+json"
    assert confirm(client, key, number, partial=True).json()["outcome"] == "partial"


def test_warnings_are_seen_first(client, key):
    number = post(client, key, file_of(row(guarantee_type="抵押"))).json()["id"]
    worked()
    refused = confirm(client, key, number)
    assert refused.status_code == 422 and "有1行有提醒" in refused.json()["detail"]
    assert confirm(client, key, number, warnings_seen=True).status_code == 200


def test_maker_and_checker_are_two_keys_of_two_persons(client, key):
    checker = made(holder=builders.bank_checker(), name="复核系统")
    number = post(client, key).json()["id"]
    worked()
    refused = confirm(client, key, number)
    assert (
        refused.status_code == 403
        and "须由另一人办理" in refused.json()["detail"]
        and not LoanNote.objects.exists()
    )
    assert post(client, checker, file_of(row(balance="1"))).status_code == 403
    assert confirm(client, checker, number).status_code == 200
    assert Upload.objects.get().confirmed_by == builders.bank_checker()


def test_another_banks_upload_is_not_there(client, key):
    number = post(client, key).json()["id"]
    worked()
    other, absent = made("ZGYH"), "00000000-0000-4000-8000-000000000000"
    for ask in (get, confirm):
        foreign, never = ask(client, other, number), ask(client, other, absent)
        assert (foreign.status_code, foreign.content) == (404, never.content)
    assert post(client, other).json()["id"] != number
    assert Upload.objects.get().status == "received"


def test_work_of_the_page_is_not_seen_here_nor_the_other_way_round(client, key):
    job = asking.ask_reading(
        "台账.csv", file_of(row()), bank=builders.institution("NSH"), actor=builders.bank_maker()
    )
    assert get(client, key, job.key).status_code == 404
    refused = post(client, key)
    assert refused.status_code == 422 and "已经由本行人员交给后台" in refused.json()["detail"]


def test_a_large_one_is_booked_in_the_background(client, key, monkeypatch):
    monkeypatch.setattr(views, "LARGE", 0)
    number = post(client, key).json()["id"]
    worked()
    answer = confirm(client, key, number)
    assert (
        answer.status_code == 202
        and answer.json()["state"] == "waiting"
        and answer.json()["progress"]["percent"] == 0
    )
    assert (
        confirm(client, key, number).status_code == 202 and UploadJob.objects.filter(kind="book").count() == 1
    )
    worked()
    assert get(client, key, number).json()["state"] == "accepted"


def test_what_the_reading_refuses_is_told(client, key):
    assert post(client, key, b"").status_code == 422
    assert post(client, key, b"MZ", name="a.exe").status_code == 422
    number = post(client, key, "单位：万元\n".encode() + file_of(row()), unit="yuan").json()["id"]
    worked()
    told = get(client, key, number).json()
    assert told["state"] == "failed" and "单位" in told["problems"][0]
    assert confirm(client, key, number).status_code == 409


def test_unknown_headers_wait_for_the_holder(client, key):
    number = post(client, key, file_of(row()).replace("借据号".encode(), "流水".encode())).json()["id"]
    worked()
    told = get(client, key, number).json()
    assert told["state"] == "unmapped" and "核对表头的对应" in told["problems"][0]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer nonsense", "Basic x", "Bearer " + "x" * 5000])
def test_without_a_key_nothing_is_told(client, header):
    given = {"headers": {"Authorization": header}} if header is not None else {}
    for answer in (
        client.post(URL, **given),
        client.get(f"{URL}00000000-0000-4000-8000-000000000000/", **given),
    ):
        assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer"
        assert answer.json()["title"] == "密钥无效"


def test_a_key_ends_with_its_day_its_revocation_or_its_holders_post(client, key, clock):
    revoked = made()
    keys.revoke_key(UploadKey.objects.first(), actor=builders.admin(), today=DAY, reason="换系统")
    assert post(client, revoked).status_code == 401 and post(client, key).status_code == 202
    clock.move_to("2027-01-01T00:00:00+08:00")
    assert post(client, key).status_code == 401
    clock.move_to("2026-06-30T10:00:00+08:00")
    end(builders.bank_maker().memberships.get(), actor=system_actor(), today=DAY, reason="离岗")
    assert post(client, key).status_code == 401


def test_a_holder_who_left_in_between_books_nothing(client, key):
    number = post(client, key).json()["id"]
    end(builders.bank_maker().memberships.get(), actor=system_actor(), today=DAY, reason="离岗")
    worked()
    assert UploadJob.objects.get(key=number).state == "failed" and not Upload.objects.exists()


def test_a_key_is_for_its_addresses(client, key):
    bound = made(addresses="10.1.2.0/24")
    assert post(client, bound).status_code == 403
    file = SimpleUploadedFile("台账.csv", file_of(row()))
    assert client.post(URL, {"file": file}, headers=headers(bound), REMOTE_ADDR="10.1.2.9").status_code == 202


def test_too_often_is_told_and_not_written_down(client, key, monkeypatch):
    monkeypatch.setattr(views, "PER_MINUTE", 2)
    answers = [post(client, key).status_code for _ in range(4)]
    assert answers == [202, 200, 429, 429] and UploadCall.objects.count() == 2


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda client, key: client.get(URL, headers=headers(key)), 405),
        (lambda client, key: client.post(URL, b"x", content_type="text/csv", headers=headers(key)), 415),
        (lambda client, key: client.post(URL, {"unit": ""}, headers=headers(key)), 400),
        (lambda client, key: post(client, key, unit="dollar"), 400),
    ],
)
def test_wrong_requests_are_told_in_chinese(client, key, ask, status):
    answer = ask(client, key)
    assert answer.status_code == status and answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status and any("一" <= c <= "鿿" for c in answer.json()["detail"])


@pytest.mark.parametrize("body", [b"[]", b"{", b"1", b"[" * 100000])
def test_a_confirmation_that_is_no_object(client, key, body):
    number = post(client, key).json()["id"]
    worked()
    path = f"{URL}{number}/confirm/"
    answer = client.post(path, body, content_type="application/json", headers=headers(key))
    assert answer.status_code == 400 and not LoanNote.objects.exists()


def test_who_may_hold_and_make_keys(key):
    with pytest.raises(Refusal, match="没有“银行经办”或“银行复核”岗位"):
        made(holder=builders.bank_maker("ZGYH"))
    with pytest.raises(Refusal, match="最长有效24个月"):
        made(expires_on=date(2029, 1, 1))
    with pytest.raises(NotAllowed):
        keys.issue_key(UploadKey(name="x"), actor=builders.clerk(), today=DAY)
    assert (
        key not in str(list(UploadKey.objects.values()))
        and UploadKey.history.get().history_user == builders.admin()
    )


def test_the_key_is_shown_once_on_its_page(client):
    builders.bank_maker()
    client.force_login(builders.admin())
    given = {"name": "核心系统", "bank": builders.institution("NSH").pk, "holder": builders.bank_maker().pk,
             "expires_on": "2026-12-31", "addresses": "", "change_reason": "开通接口", "expected_version": "0"}  # fmt: skip
    page = client.post("/admin/imports/uploadkey/add/", given).content.decode()
    made_ = UploadKey.objects.get()
    assert made_.prefix in page and "只显示这一次" in page
    assert (
        made_.digest not in page
        and "只显示这一次" not in client.get(f"/admin/imports/uploadkey/{made_.pk}/change/").content.decode()
    )
