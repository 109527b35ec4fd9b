"""A file in which nothing was new is confirmed without judging it again, but only while the register has not moved."""

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
