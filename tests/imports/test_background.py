"""Large files away from the page: which, the whole way, nothing left, rights as they stand when the work is done (UPL-4)."""

import pytest
from django.urls import reverse

from imports.background.asking import ask_booking, ask_reading, is_large
from imports.models import HeldFile, Upload, UploadJob
from registry.history.vault import MARK
from registry.ledger.actors import system_actor
from registry.ledger.errors import NotAllowed, Refusal
from registry.lending.models import LoanNote
from registry.parties.membership import end
from registry.workbooks.ole import ROW
from tests import builders
from tests.workbooks.files import ods, xls, xlsx

from .jobs import (
    CONTRADICTED,
    DAY,
    NAME,
    asked,
    bank,
    content,
    files_kept,
    large,
    page_of,
    rows,
    sent,
    state_of,
    worked,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "small_is_large")]


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
