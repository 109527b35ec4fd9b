"""Periods, reminders, nil returns and answers as truth tables, without a database (R35, R44)."""

from datetime import date
from decimal import Decimal

import pytest

from registry.lending.rules import LiveNote, answer_to, nil_problems, period_of, reminder, return_by
from registry.policy.terms import PolicyTerms
from registry.policy.workdays import Calendar

ENDS, DUE = date(2026, 5, 31), date(2026, 6, 10)


@pytest.mark.parametrize(
    ("day", "months", "after", "wanted"),
    [
        ("2026-05-06", 1, None, ("2026-05-01", "2026-05-31")),
        ("2026-02-28", 1, None, ("2026-02-01", "2026-02-28")),
        ("2026-12-31", 1, "2026-11-30", ("2026-12-01", "2026-12-31")),
        ("2026-05-06", 3, None, ("2026-04-01", "2026-06-30")),
        ("2026-05-06", 3, "2026-04-30", ("2026-05-01", "2026-06-30")),
        ("2026-07-01", 1, "2026-06-30", ("2026-07-01", "2026-07-31")),
        ("2026-05-06", 6, None, ("2026-01-01", "2026-06-30")),
        ("2026-05-06", 12, "2026-03-31", ("2026-04-01", "2026-12-31")),
    ],
)
def test_the_days_of_a_period(day, months, after, wanted):
    after = after and date.fromisoformat(after)
    found = period_of(date.fromisoformat(day), months, after=after)
    assert tuple(one.isoformat() for one in found) == wanted


@pytest.mark.parametrize(
    ("days", "wanted"), [(10, date(2026, 6, 10)), (6, date(2026, 6, 8)), (7, date(2026, 6, 8))]
)
def test_a_last_day_that_is_off_moves_to_the_next_working_day(days, wanted):
    assert return_by(ENDS, PolicyTerms(report_due_days=days), Calendar({}, frozenset({2026}))) == wanted


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        ("2026-05-31", ""), ("2026-06-06", ""), ("2026-06-07", "before"), ("2026-06-09", "before"),
        ("2026-06-10", "on"), ("2026-06-11", "after"), ("2027-01-01", "after"),
    ],
)  # fmt: skip
def test_when_a_bank_is_reminded(today, wanted):
    assert reminder(date.fromisoformat(today), ends_on=ENDS, due_on=DUE, days=3) == wanted


def test_nobody_is_reminded_of_a_period_that_is_not_over():
    assert reminder(ENDS, ends_on=ENDS, due_on=DUE, days=30) == ""
    assert reminder(date(2026, 6, 1), ends_on=ENDS, due_on=DUE, days=30) == "before"


def note(due, since=None):
    return LiveNote("JJ1", date.fromisoformat(due), Decimal("800000"), since)


@pytest.mark.parametrize(
    ("today", "notes", "kinds"),
    [
        ("2026-05-31", [], ["nil-too-early"]),
        ("2026-06-01", [], []),
        ("2026-06-05", [note("2027-05-04")], []),
        ("2026-06-05", [note("2027-05-04", date(2026, 5, 20))], ["nil-hides-arrears"]),
        ("2026-06-05", [note("2026-05-31")], ["nil-hides-maturity"]),
        ("2026-06-05", [note("2026-06-04")], ["nil-hides-maturity"]),
        ("2026-06-05", [note("2026-06-05")], []),
        ("2026-06-05", [note("2026-05-31"), note("2027-05-04", ENDS)], ["nil-hides-maturity", "nil-hides-arrears"]),
        ("2026-06-05", [note("2026-05-31")] * 23, ["nil-hides-maturity"] * 20 + ["nil-hides"]),
    ],
)  # fmt: skip
def test_a_nil_return_hides_nothing(today, notes, kinds):
    found = nil_problems(date.fromisoformat(today), ends_on=ENDS, notes=notes)
    assert [reason.kind for reason in found] == kinds


@pytest.mark.parametrize(
    ("status", "now", "move"),
    [
        ("active", "2026-06-30", ""), ("active", "2026-12-30", "tell_extended"), ("active", "2026-06-01", "correct"),
        ("settled", "2026-06-30", "tell_repaid"), ("overdue", "2026-06-30", "tell_overdue"),
        ("compensated", "2026-06-30", "tell_overdue"), ("written_off", "2026-06-30", "tell_overdue"),
        ("annulled", "2026-06-30", "correct"),
    ],
)  # fmt: skip
def test_what_answers_a_silent_loan(status, now, move):
    assert answer_to(date(2026, 6, 30), status=status, due_now=date.fromisoformat(now)) == move
