"""A booked upload is taken back whole by two persons, or refused with everything that rests on it."""

from datetime import date
from decimal import Decimal

import pytest

from imports.models import Upload
from imports.undoing import UNDO
from registry.ledger.chain import first_break
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message, StatusChange
from registry.ledger.proposals.deciding import approve, refuse
from registry.ledger.proposals.proposing import propose
from registry.lending import reporting
from registry.lending.models import BankReport, Countermand, CreditLine, LoanNote, OverdueEpisode, Position
from tests import builders

from .test_uploading import DAY, confirmed, row, staged

pytestmark = pytest.mark.django_db
LATER = date(2026, 7, 31)


def undone(upload, today=DAY):
    proposal = propose(UNDO, upload, actor=builders.bank_maker(), today=today, reason="传错了文件")
    approve(proposal, actor=builders.clerk(), today=today, reason="情况属实")
    return Upload.objects.get(pk=upload.pk)


def books():
    """Everything a bank's books say now, without row numbers and versions."""
    notes = LoanNote.objects.exclude(status="annulled").order_by("note_no")
    lines = CreditLine.objects.exclude(status="annulled").order_by("contract_no")
    positions = Position.objects.standing().order_by("note__note_no", "as_of")
    return (
        list(notes.values_list("note_no", "amount", "rate", "due_on", "status")),
        list(lines.values_list("contract_no", "amount", "status")),
        list(positions.values_list("note__note_no", "as_of", "balance", "unpaid_since")),
        list(OverdueEpisode.objects.exclude(status="voided").values_list("note__note_no", "unpaid_since")),
    )


def test_new_notes_lines_and_positions_are_taken_back():
    before = books()
    upload = confirmed(staged(row(), row(note_no="JJ002", contract_no="HT002")))
    assert undone(upload).status == "undone"
    assert books() == before
    assert set(LoanNote.objects.values_list("status", flat=True)) == {"annulled"}
    assert set(CreditLine.objects.values_list("status", flat=True)) == {"annulled"}
    assert first_break() is None


def test_what_was_changed_is_as_it_was():
    confirmed(staged(row(), row(note_no="JJ002", contract_no="HT002")))
    before = books()
    second = confirmed(staged(row(balance="900000", rate="4.2"), row(note_no="JJ003", contract_no="HT002", loan_amount="10000", balance="10000")))  # fmt: skip
    assert books() != before
    undone(second)
    assert books() == before
    assert LoanNote.objects.get(note_no="JJ001").rate == Decimal("4.1")


def test_what_an_undone_upload_had_corrected_can_be_corrected_again():
    confirmed(staged(row()))
    before = books()
    undone(confirmed(staged(row(balance="900000"))))
    third = confirmed(staged(row(balance="800000")))
    assert Position.objects.standing().get(note__note_no="JJ001").balance == 800000
    undone(third)
    assert books() == before


def test_arrears_found_by_it_are_put_right_and_the_bank_is_told():
    confirmed(staged(row()))
    before = books()
    second = confirmed(staged(row(as_of="2026-07-31", unpaid_since="2026-07-20"), today=LATER), today=LATER)
    assert LoanNote.objects.get().status == "overdue"
    undone(second, LATER)
    assert books() == before
    assert OverdueEpisode.objects.get().status == "voided"
    told = Message.objects.get(kind="upload_undone")
    assert told.recipient_code == "NSH" and "撤销该逾期" in told.body


def test_the_proposal_shows_what_will_happen_and_leaves_the_books_alone():
    upload = confirmed(staged(row(unpaid_since="2026-06-20")))
    after = books()
    proposal = propose(UNDO, upload, actor=builders.bank_maker(), today=DAY, reason="传错了文件")
    told = " ".join(line[2] for line in proposal.diff)
    assert "撤销1条余额记录" in told and "撤销该逾期" in told and "撤销1笔新增借据、1份新增合同的登记" in told
    assert books() == after and first_break() is None
    refuse(proposal, actor=builders.clerk(), today=DAY, reason="数据无误")
    assert books() == after and Upload.objects.get().status == "accepted"


def test_the_one_who_asks_does_not_decide():
    upload = confirmed(staged())
    proposal = propose(UNDO, upload, actor=builders.clerk(), today=DAY, reason="银行来函")
    with pytest.raises(NotAllowed):
        approve(proposal, actor=builders.clerk(), today=DAY)
    approve(proposal, actor=builders.head(), today=DAY)
    assert Upload.objects.get().status == "undone"


def test_the_same_file_is_booked_again_after_it_was_undone():
    undone(confirmed(staged()))
    again = confirmed(staged())
    assert again.status == "accepted"
    note = LoanNote.objects.get()
    assert (note.status, note.line.status, note.latest_position().balance) == ("active", "signed", 1000000)
    moves = list(StatusChange.objects.of(note).values_list("move", flat=True))
    assert moves == ["register", "annul", "reinstate"]


def test_a_later_report_is_named_and_stays():
    first = confirmed(staged())
    confirmed(staged(row(as_of="2026-07-31", balance="900000"), today=LATER), today=LATER)
    with pytest.raises(Refusal, match="借据JJ001其后又报送了2026年7月31日的数据"):
        propose(UNDO, first, actor=builders.bank_maker(), today=LATER, reason="传错了")
    assert Upload.objects.get(pk=first.pk).status == "accepted"


def test_a_report_made_between_proposal_and_decision_refuses():
    upload = confirmed(staged(row(unpaid_since="2026-06-20")))
    proposal = propose(UNDO, upload, actor=builders.bank_maker(), today=DAY, reason="传错了")
    report = BankReport.objects.get(kind="day1")
    reporting.make_report(report, actor=builders.bank_maker(), today=DAY, cause="周转困难", plan="下周还清")
    before = books()
    with pytest.raises(Refusal, match="逾期首日报告.*已于2026年6月30日报告"):
        approve(proposal, actor=builders.clerk(), today=DAY)
    assert books() == before and Upload.objects.get().status == "accepted"


def test_an_act_on_arrears_of_a_note_that_stays_is_put_before_the_office_instead():
    confirmed(staged(row()))
    second = confirmed(staged(row(as_of="2026-07-31", unpaid_since="2026-07-20"), today=LATER), today=LATER)
    report = BankReport.objects.get(kind="day1")
    reporting.make_report(report, actor=builders.bank_maker(), today=LATER, cause="周转困难", plan="下周还清")
    undone(second, LATER)
    assert OverdueEpisode.objects.get().status == "voided"
    assert list(Countermand.objects.values_list("kind", "status")) == [("report", "noted")]


def test_a_bank_sees_why_it_may_not_before_it_asks(client):
    first = confirmed(staged())
    confirmed(staged(row(as_of="2026-07-31", balance="900000"), today=LATER), today=LATER)
    client.force_login(builders.bank_maker())
    page = client.get(f"/admin/imports/upload/{first.pk}/do/undo/").content.decode()
    assert "须先撤销那一次" in page and "现在不能办理" in page and 'type="submit" class="default' not in page


@pytest.mark.parametrize("state", ["received", "undone"])
def test_only_what_is_booked_is_undone(state):
    upload = staged() if state == "received" else undone(confirmed(staged()))
    with pytest.raises(Refusal):
        undone(upload)
