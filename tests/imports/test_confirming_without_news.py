"""While the register has not moved nothing is judged again: no news is confirmed at once, news are laid down as shown."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.ledger.errors import Refusal
from registry.lending.models import LoanNote, Position
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
