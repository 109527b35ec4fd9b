"""Months and years later, and days as officials write them."""

from datetime import date
from decimal import Decimal

import pytest

from registry.policy.dates import add_months, add_years, month_end, written
from registry.policy.money import percent, plain, yuan


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 8), 0, date(2026, 5, 8)),
        (date(2026, 5, 8), 36, date(2029, 5, 8)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_on_the_last_day_where_the_day_does_not_exist(day, months, expected):
    assert add_months(day, months) == expected


def test_a_leap_day_is_a_year_later_the_last_of_february():
    assert add_years(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert month_end(2028, 2) == date(2028, 2, 29)


def test_days_are_written_without_zeros():
    assert written(date(2026, 5, 8)) == "2026年5月8日"


@pytest.mark.parametrize(
    ("value", "text"),
    [("5.45", "5.45%"), ("5.655", "5.655%"), ("1", "1.00%"), ("3.000", "3.00%"), ("10", "10.00%")],
)
def test_percentages_have_at_least_two_decimals(value, text):
    assert percent(Decimal(value)) == text


def test_amounts_and_figures():
    assert yuan(Decimal("5000000.01")) == "5,000,000.01元"
    assert (plain(Decimal(100000)), plain(Decimal("1.30")), plain(300), plain(Decimal("1E+5"))) == (
        "100000",
        "1.3",
        "300",
        "100000",
    )
