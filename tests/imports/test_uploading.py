"""An upload from the page to the books: preview is what is booked, once; a changed register refuses; a day later it ends."""

import csv
import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from cms.duties import bring_to
from imports.columns import COLUMNS
from imports.models import StagedRow, Upload
from imports.uploading import confirm, reject, stage
from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.ledger.models import Message, StatusChange
from registry.lending.models import LoanNote, Position
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)
LABELS = {column.name: column.label for column in COLUMNS}
SHANGHAI = ZoneInfo("Asia/Shanghai")


def row(**given):
    return {
        "note_no": "JJ001", "contract_no": "HT001", "name": "内蒙古测试有限公司", "uscc": builders.ENTERPRISE_CODES[0],
        "loan_amount": "1000000", "balance": "1000000", "start": "2026-06-01", "due": "2027-06-01", "rate": "4.1",
        "as_of": "2026-06-30", "unpaid_since": "", "guarantee_type": "保证",
    } | given  # fmt: skip


def file_of(*rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([LABELS[name] for name in rows[0]])
    for one in rows:
        writer.writerow(one.values())
    return text.getvalue().encode("utf-8-sig")


def staged(*rows, today=DAY):
    builders.qualified()
    bank = builders.institution("NSH")
    return stage("台账.csv", file_of(*(rows or [row()])), bank=bank, actor=builders.bank_maker(), today=today)


def confirmed(upload, today=DAY, **given):
    return confirm(upload, actor=builders.bank_maker(), today=today, **given)


def test_staging_books_nothing():
    upload = staged()
    assert (upload.status, upload.created, upload.rejected) == ("received", 1, 0)
    assert not LoanNote.objects.exists()


def test_what_was_shown_is_what_is_booked():
    upload = staged(row(), row(note_no="JJ002", contract_no="HT002"))
    shown = list(upload.staged.values_list("row", "action", "changes"))
    done = confirmed(upload)
    assert done.status == "accepted" and (done.created, done.updated) == (2, 0)
    assert LoanNote.objects.count() == Position.objects.count() == 2
    assert shown == list(upload.staged.values_list("row", "action", "changes"))
    assert set(Position.objects.values_list("source", flat=True)) == {upload.source}


def test_the_preview_writes_days_and_amounts_as_people_do(client):
    confirmed(staged())
    staged(row(unpaid_since="2026-06-05", balance="900000"))
    client.force_login(builders.bank_maker())
    with time_machine.travel(datetime(2026, 6, 30, 12, tzinfo=SHANGHAI)):
        page = client.get(reverse("admin:imports_upload_change", args=[Upload.objects.first().pk]))
    page = page.content.decode()
    assert "→ 2026年6月5日" in page and "1,000,000.00 → 900,000.00" in page and "→ 2026-06-05" not in page


def test_confirming_twice_books_once():
    upload = staged()
    again = Upload.objects.get(pk=upload.pk)
    confirmed(upload)
    with pytest.raises(IllegalMove, match="现在是“已全部入账”"):
        confirmed(again)
    assert Position.objects.count() == 1
    assert StatusChange.objects.of(upload).count() == 2


def test_the_same_file_in_two_uploads_books_once():
    first, second = staged(), staged()
    confirmed(first)
    assert confirmed(second).status == "unchanged"
    assert Position.objects.count() == 1


def test_a_register_that_moved_on_refuses_and_keeps_both_as_they_were():
    first, second = staged(), staged(row(balance="900000"))
    confirmed(second)
    with pytest.raises(Refusal, match="登记簿有了变化，第2行.*请重新上传"):
        confirmed(first)
    assert Position.objects.get().balance == 900000
    assert Upload.objects.get(pk=first.pk).status == "received"


def test_a_cancelled_business_between_preview_and_confirmation_refuses():
    upload = staged(row(start="2026-06-25"))
    standing = builders.qualified().qualifications.get()
    standing.cancelled_on = date(2026, 6, 20)
    with builders.as_system():
        standing.save()
    with pytest.raises(Refusal, match="登记簿有了变化"):
        confirmed(upload)
    assert not LoanNote.objects.exists()


def test_an_older_file_never_overwrites_a_newer_one():
    confirmed(staged())
    late = staged(row(as_of="2026-06-15", balance="990000", rate="4.2"))
    confirmed(late)
    note = LoanNote.objects.get()
    assert (note.rate, note.latest_position().as_of, note.latest_position().balance) == (
        builders.Decimal("4.1"),
        DAY,
        1000000,
    )


def test_one_bad_row_refuses_all_unless_the_good_ones_are_chosen():
    rows = row(), row(note_no="JJ002", contract_no="HT002", balance="2000000")
    upload = staged(*rows)
    with pytest.raises(Refusal, match="有1行不符合要求，全部没有入账"):
        confirmed(upload)
    assert not LoanNote.objects.exists()
    assert confirmed(upload, partial=True).status == "partial"
    assert LoanNote.objects.get().note_no == "JJ001"


def test_security_other_than_a_guarantee_is_told_and_booked():
    upload = staged(row(guarantee_type="抵押"))
    (warning,) = upload.staged.get().warnings
    assert (warning["column"], warning["code"], warning["found"]) == ("担保方式", "not-guarantee", "抵押")
    assert confirmed(upload).status == "accepted"


def test_a_file_that_is_another_one_now_is_refused():
    upload = staged()
    with upload.file.storage.open(upload.file.name, "wb") as file:
        file.write(file_of(row(balance="1")))
    with pytest.raises(Refusal, match="与上传时的内容不一致"):
        confirmed(upload)
    assert not LoanNote.objects.exists()


@pytest.mark.parametrize("act", [confirm, reject])
def test_another_bank_is_refused(act):
    with pytest.raises(NotAllowed):
        act(staged(), actor=builders.bank_maker("ZGYH"), today=DAY, reason="试")


def at(day, hour):
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)
    return time_machine.travel(moment, tick=False)


def test_after_a_day_an_unconfirmed_upload_ends_and_its_file_is_gone(django_capture_on_commit_callbacks):
    with at(DAY, 16):
        upload = staged()
        bring_to(DAY)
    storage, name = upload.file.storage, upload.file.name
    next_day = DAY + timedelta(days=1)
    with at(next_day, 15):
        bring_to(next_day)
        assert Upload.objects.get().status == "received" and storage.exists(name)
    with at(next_day, 16), django_capture_on_commit_callbacks(execute=True):
        bring_to(next_day)
        bring_to(next_day)
    upload.refresh_from_db()
    assert (upload.status, bool(upload.file), storage.exists(name)) == ("expired", False, False)
    assert not StagedRow.objects.exists() and not LoanNote.objects.exists()
    told = Message.objects.get(kind="upload_expired")
    assert told.recipient_code == "NSH" and "请重新上传" in told.body
    with pytest.raises(IllegalMove, match="逾期未确认，已作废"):
        confirmed(upload, today=next_day)
    assert StatusChange.objects.of(upload).last().effective_on == next_day


def test_after_a_day_the_file_of_an_upload_put_aside_is_gone_too(django_capture_on_commit_callbacks):
    with at(DAY, 16):
        upload = (
            reject(staged(), actor=builders.bank_maker(), today=DAY, reason="发错了") and Upload.objects.get()
        )
    storage, name = upload.file.storage, upload.file.name
    next_day = DAY + timedelta(days=1)
    for hour, there in ((15, True), (16, False)):
        with at(next_day, hour), django_capture_on_commit_callbacks(execute=True):
            bring_to(next_day)
            bring_to(next_day)
        assert (storage.exists(name), StagedRow.objects.exists()) == (there, there)
    upload.refresh_from_db()
    assert (upload.status, bool(upload.file)) == ("rejected", False)


def test_with_the_timers_off_an_old_upload_cannot_be_confirmed():
    upload = staged()
    with pytest.raises(Refusal, match="超过24小时没有确认"):
        confirmed(upload, today=DAY + timedelta(days=2))
    assert not LoanNote.objects.exists()


def test_a_confirmed_upload_never_ends():
    upload = confirmed(staged())
    bring_to(DAY + timedelta(days=5), since=DAY)
    assert Upload.objects.get(pk=upload.pk).status == "accepted" and upload.staged.count() == 1
