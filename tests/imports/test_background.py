"""Large files away from the page: kept, worked off, watched, called off, taken up again; rights asked anew (UPL-4)."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from cms.duties import bring_to
from imports.background import alarms, asking, signs, working
from imports.background.asking import ask_booking, ask_reading, cancel, is_large
from imports.background.working import work
from imports.inbox import items
from imports.models import HeldFile, StagedRow, Upload, UploadJob
from imports.uploading import confirm, stage
from registry.history import progress
from registry.history.vault import MARK
from registry.ledger.actors import system_actor
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message
from registry.lending.models import LoanNote
from registry.parties.membership import end
from registry.workbooks.ole import ROW
from tests import builders
from tests.workbooks.files import ods, xls, xlsx

from .test_uploading import file_of, row

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)
NAME = "内蒙古测试有限公司"
CONTRADICTED = "单位：万元\n".encode() + file_of(*[row(note_no=f"JJ{at}") for at in range(3)]).removeprefix(
    b"\xef\xbb\xbf"
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-06-30T10:00:00+08:00", tick=False) as travelling:
        yield travelling


@pytest.fixture(autouse=True)
def _small_is_large(monkeypatch):
    """Three rows are large here: what is asked is the way, not the size."""
    monkeypatch.setattr(asking, "LARGE", 2)
    monkeypatch.setattr("imports.admin.LARGE", 2)
    monkeypatch.setattr(progress, "EVERY", 1)


@pytest.fixture
def maker(client):
    builders.qualified()
    account = builders.bank_maker()
    client.force_login(account)
    return account


def rows(count=3):
    return [row(note_no=f"JJ{at:03}", contract_no=f"HT{at:03}") for at in range(count)]


def content(count=3):
    return file_of(*rows(count))


def bank():
    return builders.institution("NSH")


def asked(maker, data=None, **given):
    return ask_reading("台账.csv", data or content(), bank=bank(), actor=maker, **given)


def large(maker):
    return stage("台账.csv", content(), bank=bank(), actor=maker, today=DAY)


def page_of(job):
    return reverse("admin:imports_upload_progress", args=[job.key])


def sent(client, data, name="台账.csv"):
    given = {"file": SimpleUploadedFile(name, data), "bank": bank().pk, "unit": ""}
    return client.post(reverse("admin:imports_upload_add"), given)


def files_kept(folder=""):
    root = Path(storages["private"].path(folder))
    return sorted(path for path in root.rglob("*") if path.is_file())


def worked():
    with committing():
        return work(DAY)


def committing():
    """What is left to the end of a transaction happens."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def state_of(job):
    return UploadJob.objects.get(pk=job.pk)


# Which files


@pytest.mark.parametrize(("count", "large"), [(2, False), (3, True)])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "xls"])
def test_rows_are_counted_before_anything_is_read(kind, count, large):
    table = [list(rows()[0]), *([*one.values()] for one in rows(count))]
    made = {
        "csv": lambda: content(count), "xlsx": lambda: xlsx(table), "ods": lambda: ods(table),
        "xls": lambda: xls(table, more=(ROW + bytes(16)) * len(table)),
    }  # fmt: skip
    assert is_large(f"台账.{kind}", made[kind]()) is large


def test_a_small_file_is_answered_at_once(client, maker):
    answer = sent(client, content(2))
    assert answer.url == reverse("admin:imports_upload_change", args=[Upload.objects.get().pk])
    assert not UploadJob.objects.exists()


# The whole way


def test_a_large_file_waits_is_read_and_booked_in_the_background(client, maker):
    answer = sent(client, content())
    job = UploadJob.objects.get()
    assert answer.url == page_of(job) and not Upload.objects.exists()
    page = client.get(answer.url).content.decode()
    assert "等待办理" in page and 'http-equiv="refresh"' in page and "取消办理" in page
    assert worked() == 1
    upload = Upload.objects.get()
    assert (upload.rows, upload.created, upload.uploaded_by) == (3, 3, maker)
    assert client.get(answer.url).url == reverse("admin:imports_upload_change", args=[upload.pk])
    step = client.post(
        f"/admin/imports/upload/{upload.pk}/do/confirm_all/",
        {"reason": "核对无误", "seen": "on", "expected_version": upload.version},
    )
    booking = UploadJob.objects.get(kind="book")
    assert step.url == page_of(booking) and not LoanNote.objects.exists()
    shown = client.get(reverse("admin:imports_upload_change", args=[upload.pk])).content.decode()
    assert "正在后台入账" in shown and "/do/confirm_all/" not in shown
    assert worked() == 1
    assert Upload.objects.get().status == "accepted" and LoanNote.objects.count() == 3
    assert "已全部入账" in client.get(step.url, follow=True).content.decode()
    assert LoanNote.history.first().history_user == maker


def test_nothing_of_the_job_stays_on_the_disk_and_what_stays_is_encrypted(maker):
    job = asked(maker)
    (waiting,) = files_kept()
    raw = waiting.read_bytes()
    assert (
        raw.startswith(MARK) and NAME.encode() not in raw and builders.ENTERPRISE_CODES[0].encode() not in raw
    )
    assert waiting.name not in job.original_name and "jobs/" in job.file.name
    worked()
    assert state_of(job).file.name == "" and not files_kept("jobs") and not files_kept("progress")
    (kept,) = files_kept("uploads")
    assert NAME.encode() not in kept.read_bytes()


def test_an_unknown_header_leads_to_the_mapping_page_and_from_there_to_the_background_again(client, maker):
    from .test_held import HEADER, ROW, SAID, chosen

    table = [HEADER, *([f"JJ{at}", f"HT{at}", *ROW[2:]] for at in range(3))]
    address = sent(client, xlsx(table), "台账.xlsx").url
    worked()
    held = HeldFile.objects.get()
    mapping = reverse("admin:imports_upload_mapping", args=[held.pk])
    assert client.get(address).url == mapping
    second = client.post(mapping, chosen(SAID)).url
    assert "/progress/" in second and HeldFile.objects.exists()
    worked()
    assert Upload.objects.get().created == 3 and not HeldFile.objects.exists()
    assert client.get(second).url == reverse("admin:imports_upload_change", args=[Upload.objects.get().pk])
    assert len(files_kept()) == 1


def test_the_same_file_twice_is_one_piece_of_work(maker):
    first, second = asked(maker), asked(maker)
    assert first.pk == second.pk and len(files_kept()) == 1
    with pytest.raises(Refusal, match="已经由本行人员交给后台"):
        asked(builders.user("maker-2", "bank_maker", "NSH"))
    upload = large(maker)
    assert ask_booking(upload, actor=maker, today=DAY).pk == ask_booking(upload, actor=maker, today=DAY).pk


def test_an_unfit_file_is_refused_at_the_page(client, maker):
    page = sent(client, b"PK\x03\x04" + b"x" * 100, "台账.xlsx").content.decode()
    assert "文件没有收下" in page and not UploadJob.objects.exists() and not files_kept()


def test_what_the_reading_refuses_is_said_on_the_page(client, maker):
    job = asked(maker, CONTRADICTED, unit="yuan")
    worked()
    page = client.get(page_of(job)).content.decode()
    assert "没有办成" in page and state_of(job).said and state_of(job).said[0] in page and "重新上传" in page
    assert not files_kept() and not Upload.objects.exists()


# Rights, as they stand when the work is done


def test_a_right_withdrawn_in_between_refuses(client, maker):
    job = asked(maker)
    end(maker.memberships.get(), actor=system_actor(), today=DAY, reason="离岗")
    worked()
    assert state_of(job).state == "failed" and "权限" in "".join(state_of(job).said)
    assert not Upload.objects.exists() and not files_kept()


def test_a_right_withdrawn_before_the_booking_refuses(maker):
    upload = large(maker)
    job = ask_booking(upload, actor=maker, today=DAY)
    end(maker.memberships.get(), actor=system_actor(), today=DAY, reason="离岗")
    worked()
    assert state_of(job).state == "failed" and not LoanNote.objects.exists()
    assert Upload.objects.get().status == "received"


def test_two_persons_where_the_bank_has_both(maker):
    upload, checker = large(maker), builders.bank_checker()
    with pytest.raises(NotAllowed, match="须由另一人办理"):
        ask_booking(upload, actor=maker, today=DAY)
    ask_booking(upload, actor=checker, today=DAY)
    worked()
    assert Upload.objects.get().confirmed_by == checker


def test_work_belongs_to_whoever_asked(client, maker):
    job = asked(maker)
    for other in (builders.bank_maker("ZGYH"), builders.bank_checker(), builders.clerk(), builders.auditor()):
        client.force_login(other)
        assert client.get(page_of(job)).status_code == 404
        assert client.post(page_of(job), {"cancel": "1"}).status_code == 404
    assert state_of(job).state == "waiting"
    client.force_login(builders.recommender())
    assert client.get(page_of(job)).status_code == 403
    with pytest.raises(NotAllowed):
        ask_reading("台账.csv", content(), bank=bank(), actor=builders.bank_maker("ZGYH"))


# Calling off


def test_work_that_waits_is_called_off_at_once(client, maker):
    job = asked(maker)
    with committing():
        page = client.post(page_of(job), {"cancel": "1"}, follow=True).content.decode()
    assert state_of(job).state == "cancelled" and "已取消" in page
    assert not files_kept() and worked() == 0
    with pytest.raises(Refusal, match="不能再取消"):
        cancel(state_of(job))


@pytest.mark.parametrize("phase", ["rows", "judging", "keeping"])
def test_reading_is_called_off_between_two_rows_and_leaves_nothing(maker, monkeypatch, phase):
    job = asked(maker)
    pressed_at(monkeypatch, job, phase)
    worked()
    assert state_of(job).state == "cancelled" and state_of(job).said == [working.CANCELLED]
    assert not Upload.objects.exists() and not StagedRow.objects.exists() and not files_kept()


def test_booking_is_called_off_and_the_upload_waits_as_before(maker, monkeypatch):
    upload = large(maker)
    job = ask_booking(upload, actor=maker, today=DAY)
    pressed_at(monkeypatch, job, "judging")
    worked()
    assert state_of(job).state == "cancelled" and not LoanNote.objects.exists()
    assert Upload.objects.get().status == "received" and upload.file.storage.exists(upload.file.name)
    assert confirm(Upload.objects.get(), actor=maker, today=DAY).status == "accepted"


def pressed_at(monkeypatch, job, phase):
    """Somebody presses the button while the work is in this phase."""
    heard = signs.Reporter.__call__

    def listening(self, named, done, total):
        if named == phase and done:
            cancel(state_of(job))
        heard(self, named, done, total)

    monkeypatch.setattr(signs.Reporter, "__call__", listening)


# How far it is


def test_the_page_says_how_far_it_is_and_how_long_it_takes(client, maker, clock, monkeypatch):
    job = asked(maker)
    said = []
    heard = signs.Reporter.__call__

    def listening(self, named, done, total):
        clock.shift(1)
        heard(self, named, done, total)
        said.append(client.get(page_of(job)).content.decode())

    monkeypatch.setattr(signs.Reporter, "__call__", listening)
    worked()
    percents = [int(re.search(r"已完成(\d+)%", page)[1]) for page in said]
    assert percents == sorted(percents) and percents[-1] >= 99
    assert any("整理各行</strong>：已办2行，共3行" in page for page in said)
    assert any(re.search(r"大约还要\d+秒", page) for page in said)


def test_seconds_left_follow_the_pace():
    began = timezone.now()
    sign = signs.Sign("judging", 50, 100, began, began + timedelta(seconds=30))
    assert signs.fraction("book", sign) == pytest.approx(0.15)
    assert signs.seconds_left("book", sign, began + timedelta(seconds=30)) == 170
    assert signs.seconds_left("book", sign, began + timedelta(seconds=40)) == 160
    assert signs.seconds_left("read", signs.Sign("reading", 0, 0, began, began), began) is None


def test_whoever_waits_finds_it_at_the_desk_until_looked_at(client, maker):
    job = asked(maker)
    assert [item["label"] for item in items(maker, DAY)][0] == "正在后台办理：台账.csv"
    worked()
    assert items(maker, DAY)[0] == {
        "label": "后台已办完，请查看：台账.csv",
        "count": 1,
        "url": page_of(job),
        "urgency": "now",
    }
    client.get(page_of(job))
    assert not any("后台" in item["label"] for item in items(maker, DAY))


# Trouble


def broken(*args, **kwargs):
    raise OSError("disk")


def test_trouble_is_tried_again_and_given_up_with_an_alarm(client, maker, monkeypatch):
    builders.clerk()
    job = asked(maker)
    monkeypatch.setattr(working, "look_through", broken)
    for attempt in range(working.TRIES):
        worked()
        assert (state_of(job).state, state_of(job).attempts) == ("waiting", attempt + 1) and files_kept()
    worked()
    assert state_of(job).state == "failed" and not files_kept() and not Upload.objects.exists()
    assert "中断了3次" in client.get(page_of(job)).content.decode()
    told = Message.objects.filter(kind="upload_stuck")
    assert set(told.values_list("recipient_code", flat=True)) == {"OFFICE", "NSH"}


def test_trouble_that_passes_is_no_trouble(maker, monkeypatch):
    job = asked(maker)
    with monkeypatch.context() as patched:
        patched.setattr(working, "look_through", broken)
        worked()
    worked()
    assert state_of(job).state == "done" and Upload.objects.get().created == 3


def test_one_that_fails_does_not_keep_the_next_one_waiting(maker, monkeypatch):
    first, second = asked(maker, CONTRADICTED, unit="yuan"), asked(maker)
    assert worked() == 2
    assert (state_of(first).state, state_of(second).state) == ("failed", "done")


def test_a_lost_file_and_another_one_are_refused(maker):
    job = asked(maker)
    storages["private"].delete(job.file.name)
    worked()
    assert state_of(job).said == [working.LOST]
    job = asked(maker)
    with storages["private"].open(job.file.name, "wb") as file:
        file.write(content(4))
    worked()
    assert state_of(job).said == [working.OTHER] and not Upload.objects.exists()


def test_what_stands_still_is_told_once_and_makes_the_house_unfit(client, maker, clock):
    clerk = builders.clerk()
    job = asked(maker)
    clock.shift(timedelta(minutes=9))
    alarms.raise_alarms(timezone.now())
    assert not Message.objects.exists()
    clock.shift(timedelta(minutes=2))
    for _ in range(2):
        alarms.raise_alarms(timezone.now())
    told = Message.objects.filter(kind="upload_stuck")
    assert set(told.values_list("recipient_code", flat=True)) == {"OFFICE", "NSH"} and told.count() == 2
    assert "后台可能没有运行" in client.get(page_of(job)).content.decode()
    assert {"label": "后台办理停住的上传", "count": 1}.items() <= items(clerk, DAY)[0].items()
    state = client.get("/readyz").json()
    assert state["uploads"] == {"open": 1, "stuck": 1} and any(
        "没有进展" in said for said in state["problems"]
    )
    worked()
    assert client.get("/readyz").json()["uploads"] == {"open": 0, "stuck": 0}


def test_waiting_behind_one_that_moves_is_no_alarm(maker, clock):
    first, second = asked(maker), asked(maker, content(4))
    UploadJob.objects.filter(pk=first.pk).update(state="running", started_at=timezone.now())
    reporter = signs.Reporter(first)
    clock.shift(timedelta(minutes=30))
    reporter("judging", 1, 3)
    assert alarms.stuck(timezone.now()) == []
    clock.shift(timedelta(minutes=11))
    assert [job.pk for job in alarms.stuck(timezone.now())] == [first.pk, second.pk]


# Twenty-four hours


def at(hour, minute=0, day=30):
    return datetime(
        2026,
        6 + (day > 30),
        day if day <= 30 else day - 30,
        hour,
        minute,
        tzinfo=timezone.get_default_timezone(),
    )


@pytest.mark.parametrize(("when", "there"), [(at(9, 59, 31), True), (at(10, 1, 31), False)])
def test_what_nobody_did_within_a_day_is_gone(client, maker, clock, when, there):
    job = asked(maker)
    clock.move_to(when)
    with committing():
        bring_to(when.date())
    client.force_login(maker)
    assert bool(files_kept()) is there and state_of(job).is_open is there
    if not there:
        assert "24小时没有办理" in client.get(page_of(job)).content.decode()
