"""While the register has not moved nothing is judged again: no news is confirmed at once, news are laid down as shown."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from imports import uploading
from registry.ledger.chain import first_break
from registry.ledger.errors import Refusal
from registry.ledger.models import Message, StatusChange
from registry.lending.fresh import fresh
from registry.lending.models import CreditLine, LoanNote, Position
from tests import builders
from tests.imports.test_uploading import confirmed, row, staged

pytestmark = pytest.mark.django_db


def confirming(upload):
    with CaptureQueriesContext(connection) as seen:
        done = confirmed(upload)
    return done, sum("imports_stagedrow" in one["sql"] for one in seen)


def known():
    confirmed(staged(row(), row(note_no="JJ002", contract_no="HT002")))
    return staged(row(), row(note_no="JJ002", contract_no="HT002"))


def test_its_rows_are_not_even_read():
    again = known()
    if not again.register_version:
        pytest.skip("on PostgreSQL another transaction was writing")
    done, reads = confirming(again)
    assert (done.status, done.unchanged, reads) == ("unchanged", 2, 0)
    assert LoanNote.objects.count() == Position.objects.count() == 2


def test_after_any_other_write_its_rows_are_judged_again():
    again = known()
    builders.institution("NEW")
    done, reads = confirming(again)
    assert (done.status, done.unchanged) == ("unchanged", 2) and reads


def test_what_was_corrected_meanwhile_is_not_taken_for_unchanged():
    again = known()
    confirmed(staged(row(balance="800000")))
    with pytest.raises(Refusal, match="登记簿有了变化"):
        confirmed(again)
    assert Position.objects.standing().get(note__note_no="JJ001").balance == 800_000


def booked_note(upload):
    confirmed(upload)
    note = LoanNote.objects.get(note_no="JJ009")
    return note.rate_over_cap, note.amount, note.positions.get().balance, note.line.contract_no, note.version


def test_news_are_booked_the_same_whether_they_are_judged_again_or_not():
    """The price is remembered with the note, although it is asked for no second time."""
    dear = row(note_no="JJ009", contract_no="HT009", rate="9.9")
    plain = staged(row(), dear)
    assert plain.warnings == 1
    first = booked_note(plain)
    moved = staged(row(note_no="JJ010", contract_no="HT010"))
    builders.institution("NEW")
    assert confirmed(moved).created == 1
    assert first == (True, 1_000_000, 1_000_000, "HT009", 1)
    assert not LoanNote.objects.get(note_no="JJ001").rate_over_cap


def test_a_file_of_good_bad_and_known_rows_is_counted_as_shown():
    known()
    bad, new = row(note_no="JJ003", balance="2000000"), row(note_no="JJ004", contract_no="HT004")
    upload = staged(row(), bad, row(note_no="JJ002", contract_no="HT002", balance="900000"), new)
    shown = upload.created, upload.updated, upload.unchanged, upload.rejected
    assert shown == (1, 1, 1, 1)
    with pytest.raises(Refusal, match="有1行不符合要求"):
        confirmed(upload)
    done = confirmed(upload, partial=True)
    assert (done.status, done.created, done.updated, done.unchanged, done.rejected) == ("partial", *shown)
    assert LoanNote.objects.count() == 3


def full(**given):
    return row(
        **{"line_amount": "2000000", "basis": "LPR", "od_days": "", "grade": "正常", "od_interest": ""}
        | given
    )


KINDS = (
    full(), full(note_no="JJ002", line_amount=""), full(note_no="JJ003", contract_no="HT003", line_amount="", basis=""),
    full(note_no="JJ004", contract_no="HT004", rate="9.9"), full(note_no="JJ005", contract_no="HT005", balance="0"),
    full(note_no="JJ006", contract_no="HT006", unpaid_since="2026-06-20", od_days="10", grade="关注", od_interest="12.5"),
)  # fmt: skip
TOLD = (CreditLine, LoanNote, Position, CreditLine.history.model, LoanNote.history.model, Position.history.model, StatusChange, Message)  # fmt: skip
OWN = {"id", "history_id", "history_date", "recorded_at", "position", "previous_hash", "row_hash", "created_at"}  # fmt: skip
# PostgreSQL gives no number twice, not even one taken back
NUMBERED = {"line_id", "note_id", "record_id", "source", "history_source", "facts", "key"}  # fmt: skip


def left(monkeypatch, way):
    """What confirming the same rows leaves, told without moments and hashes; taken back afterwards."""
    with transaction.atomic():
        upload, ways = staged(*KINDS), []
        monkeypatch.setattr(
            uploading, "fresh", lambda *given, **named: ways.append(way(*given, **named)) or ways[0]
        )
        confirmed(upload)
        found = {model: list(model.objects.order_by("pk").values()) for model in TOLD}
        assert first_break() is None
        transaction.set_rollback(True)
    left_out = OWN | NUMBERED if connection.vendor == "postgresql" else OWN
    return bool(ways[0]), {
        model: [{name: value for name, value in one.items() if name not in left_out} for one in kept]
        for model, kept in found.items()
    }


def test_new_notes_by_columns_leave_what_rows_one_by_one_leave(monkeypatch):
    builders.institution("NSH")
    confirmed(staged(row(note_no="JJ000")))
    columns, seen = left(monkeypatch, fresh)
    single, wanted = left(monkeypatch, lambda *given, **named: None)
    assert (columns, single) == (True, False)
    assert seen == wanted
    assert [one["rate_over_cap"] for one in seen[LoanNote]].count(True) == 1 and seen[Message]
    assert {one["status"] for one in seen[LoanNote]} == {"active", "settled", "overdue"}
