"""回执: until when, how long waited, and who may sign for whom."""

from datetime import date

import pytest

from registry.policy.rules import ReceiptFacts, acknowledgement_problems, receipt_due, waited_workdays

from ..test_workdays import CALENDAR
from . import kinds


@pytest.mark.parametrize(
    ("purpose", "sent", "due"),
    [
        ("warning", date(2026, 5, 8), date(2026, 5, 9)),
        ("warning", date(2026, 5, 9), date(2026, 5, 11)),
        ("withdrawal", date(2026, 9, 30), date(2026, 10, 8)),
        ("listing", date(2026, 5, 20), date(2026, 5, 25)),
        ("removal", date(2026, 9, 30), date(2026, 10, 10)),
    ],
)
def test_the_last_day_to_acknowledge_is_counted_in_working_days(purpose, sent, due):
    assert receipt_due(purpose, sent, CALENDAR) == due


@pytest.mark.parametrize(
    ("sent", "today", "days"),
    [
        (date(2026, 5, 8), date(2026, 5, 8), 0),
        (date(2026, 5, 8), date(2026, 5, 9), 1),
        (date(2026, 5, 8), date(2026, 5, 10), 1),
        (date(2026, 5, 8), date(2026, 5, 11), 2),
        (date(2026, 9, 30), date(2026, 10, 7), 0),
    ],
)
def test_waiting_is_counted_in_working_days(sent, today, days):
    assert waited_workdays(sent, today, CALENDAR) == days


@pytest.mark.parametrize(
    ("given", "purpose", "expected"),
    [
        ((False, True, ""), "warning", []),
        ((False, False, ""), "warning", ["note"]),
        ((False, False, "电话记录：张三，7月6日"), "warning", []),
        ((True, True, ""), "warning", ["again"]),
        ((False, True, "", True), "removal", ["measures"]),
        ((False, True, "", True), "listing", []),
        ((True, False, " ", True), "removal", ["again", "note", "measures"]),
    ],
)
def test_who_may_acknowledge_what(given, purpose, expected):
    assert kinds(acknowledgement_problems(ReceiptFacts(*given), purpose)) == expected
