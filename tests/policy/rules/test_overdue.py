"""R43–R46, A15–A19: due 2026-03-20 unpaid."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from registry.policy.rules import (
    DueItem,
    day1_on,
    day1_report_by,
    day60_on,
    day60_report_by,
    days_overdue,
    earliest_unpaid,
)
from registry.policy.terms import PolicyTerms

from ..test_workdays import CALENDAR

TERMS = PolicyTerms.of_2019()
FULL = replace(TERMS, od_full_days=True)
DUE = date(2026, 3, 20)


def test_day_one_is_the_next_calendar_day_even_a_saturday():
    assert day1_on(DUE, TERMS) == date(2026, 3, 21)


def test_day_sixty_and_its_strict_variant():
    assert day60_on(DUE, TERMS) == date(2026, 5, 19)
    assert day60_on(DUE, FULL) == date(2026, 5, 20)


@pytest.mark.parametrize(
    ("unpaid_since", "on", "days"),
    [
        (DUE, date(2026, 3, 19), 0),
        (DUE, DUE, 0),
        (DUE, date(2026, 3, 21), 1),
        (DUE, date(2026, 5, 19), 60),
        (date(2024, 2, 28), date(2024, 3, 1), 2),
        (None, date(2026, 5, 19), 0),
    ],
)
def test_days_overdue_are_calendar_days_after_the_due_day(unpaid_since, on, days):
    assert days_overdue(unpaid_since, on) == days


def test_on_day_sixty_the_note_is_sixty_days_overdue():
    assert days_overdue(DUE, day60_on(DUE, TERMS)) == 60


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], None),
        ([(DUE, "0")], None),
        ([(DUE, "0.01")], DUE),
        ([(date(2026, 4, 20), "5"), (DUE, "1")], DUE),
        ([(date(2026, 4, 20), "5"), (DUE, "0")], date(2026, 4, 20)),
        ([(date(2026, 5, 1), "5")], None),
        ([(date(2026, 6, 1), "5")], None),
    ],
)
def test_overdue_runs_from_the_oldest_unpaid_item_and_is_cured_when_nothing_due_is_unpaid(items, expected):
    due = [DueItem(day, Decimal(unpaid)) for day, unpaid in items]
    assert earliest_unpaid(due, date(2026, 5, 1)) == expected


@pytest.mark.parametrize(
    ("due", "day1_by", "day60_by"),
    [
        (DUE, date(2026, 3, 23), date(2026, 5, 22)),
        (date(2026, 3, 17), date(2026, 3, 18), date(2026, 5, 20)),
        (date(2026, 9, 30), date(2026, 10, 8), date(2026, 12, 2)),
    ],
)
def test_reports_are_due_the_same_or_next_working_day_and_within_three(due, day1_by, day60_by):
    assert day1_report_by(due, TERMS, CALENDAR) == day1_by
    assert day60_report_by(due, TERMS, CALENDAR) == day60_by
