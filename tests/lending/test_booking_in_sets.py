"""Many rows are booked in few statements, and leave what one row booked alone leaves."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.ledger.chain import first_break
from registry.ledger.models import StatusChange
from registry.lending.booking import book_rows, foresee, judge_rows
from registry.lending.models import CreditLine, LoanNote, OverdueEpisode, Position
from registry.lending.rows import LedgerRow
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


def rows(count, **given):
    return [
        LedgerRow(
            note_no=f"JJ{n:05}", contract_no=f"HT{n // 2:05}", uscc=builders.ENTERPRISE_CODES[0], loan_amount=Decimal("1000.00"),
            balance=Decimal("900.00"), start=date(2026, 6, 1), due=date(2027, 6, 1), rate=Decimal("4.1"), as_of=DAY,
            row_number=n + 2, **given,
        )
        for n in range(count)
    ]  # fmt: skip


def booked(wanted, today=DAY):
    return book_rows(
        wanted, bank=builders.institution("NSH"), actor=builders.bank_maker(), today=today, source="upload:7", reason="台账"
    )  # fmt: skip


def queries(work):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        work()
    return len(seen)


def test_sixty_rows_and_two_hundred_take_as_many_statements():
    builders.qualified()
    booked(rows(1))
    few = queries(lambda: booked(rows(60)))
    many = queries(lambda: booked(rows(260)))
    assert LoanNote.objects.count() == 260 and Position.objects.count() == 260
    assert CreditLine.objects.count() == 130
    assert many <= few + 2


def test_a_set_leaves_ledger_and_history_as_single_rows_do():
    builders.qualified()
    booked(rows(1))
    booked(rows(6))
    assert first_break() is None
    single, later = LoanNote.objects.get(note_no="JJ00000"), LoanNote.objects.get(note_no="JJ00005")
    columns = ("history_type", "history_user_id", "history_username", "history_source", "history_change_reason", "version", "status")  # fmt: skip
    assert list(single.history.values_list(*columns)) == list(later.history.values_list(*columns))
    said = ("ordinal", "move", "from_status", "to_status", "effective_on", "actor_id", "clause", "reason", "policy_version_id")  # fmt: skip
    assert list(StatusChange.objects.of(single).values_list(*said)) == list(
        StatusChange.objects.of(later).values_list(*said)
    )


def test_the_same_rows_again_change_nothing():
    builders.qualified()
    booked(rows(5))
    before = LoanNote.history.count(), Position.history.count(), StatusChange.objects.count()
    assert {one.action for one in booked(rows(5))} == {"unchanged"}
    assert before == (LoanNote.history.count(), Position.history.count(), StatusChange.objects.count())


def test_foreseeing_tells_what_booking_will_raise_and_leaves_nothing():
    builders.qualified()
    wanted = [*rows(3), *(row for row in rows(4, unpaid_since=date(2026, 6, 20)) if row.note_no == "JJ00003")]
    sitting = judge_rows(wanted, bank=builders.institution("NSH"), today=DAY)
    told = {one.row.note_no: list(one.told) for one in foresee(sitting, actor=builders.bank_maker())}
    assert (
        not LoanNote.objects.exists()
        and not StatusChange.objects.filter(record_type="lending.loannote").exists()
    )
    assert {number: bool(said) for number, said in told.items()} == {"JJ00000": False, "JJ00001": False, "JJ00002": False, "JJ00003": True}  # fmt: skip
    assert {one.row.note_no: list(one.told) for one in booked(wanted)} == told
    assert OverdueEpisode.objects.get().note.note_no == "JJ00003"


def test_the_rows_of_one_file_are_weighed_together():
    """The cap on a contract counts what the rows before say, not only what is booked already (A07)."""
    builders.qualified()
    huge = {"loan_amount": Decimal("3000000"), "balance": Decimal("3000000")}
    big = [LedgerRow(**row._asdict() | huge) for row in rows(2)]
    sitting = judge_rows(big, bank=builders.institution("NSH"), today=DAY)
    assert [one.action for one in sitting.judged] == ["created", "rejected"]
