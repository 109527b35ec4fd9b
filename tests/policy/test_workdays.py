"""Working days: the vectors of domain.md §11, every start day against an independent count, and missing years."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from registry.policy.seed_calendar import YEARS, calendar_days
from registry.policy.workdays import (
    HOLIDAY,
    LOCAL_HOLIDAY,
    LOCAL_WORKDAY,
    WORKDAY,
    Calendar,
    DayRule,
)

RULES = {row["date"]: DayRule(row["kind"], row["name"], row["source"]) for row in calendar_days()}
CALENDAR = Calendar(RULES, frozenset(YEARS), "test")


def d(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("published", "end", "end_counting_first"),
    [
        ("2026-05-06", "2026-05-19", "2026-05-18"),
        ("2026-05-08", "2026-05-21", "2026-05-20"),
        ("2026-05-09", "2026-05-22", "2026-05-21"),
        ("2026-05-10", "2026-05-22", "2026-05-22"),
        ("2026-05-29", "2026-06-12", "2026-06-11"),
        ("2026-06-10", "2026-06-25", "2026-06-24"),
        ("2025-12-22", "2026-01-06", "2026-01-05"),
        ("2026-12-17", "2026-12-31", "2026-12-30"),
    ],
)
def test_ten_working_days_as_in_the_domain_notes(published, end, end_counting_first):
    for count_first, expected in ((False, end), (True, end_counting_first)):
        window = CALENDAR.window(d(published), 10, count_first=count_first)
        assert (window.end, window.provisional, window.total) == (d(expected), False, 10)


def test_the_eighteenth_of_december_crosses_into_a_year_without_calendar():
    assert CALENDAR.window(d("2026-12-18"), 10).provisional
    counting_first = CALENDAR.window(d("2026-12-18"), 10, count_first=True)
    assert (counting_first.end, counting_first.provisional) == (d("2026-12-31"), False)


def _independent(start, n, *, count_first):
    """Straight from chinesecalendar, day by day."""
    day, left = start, n
    if count_first and chinese_calendar.is_workday(day):
        left -= 1
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return day


@pytest.mark.parametrize("count_first", [False, True])
def test_every_start_day_agrees_with_an_independent_count(count_first):
    day, last, wrong = d("2019-01-01"), d("2026-12-17"), []
    while day <= last:
        window = CALENDAR.window(day, 10, count_first=count_first)
        expected = _independent(day, 10, count_first=count_first)
        if (window.end, window.provisional, window.total) != (expected, False, 10):
            wrong.append((day, window.end, expected))
        day += timedelta(days=1)
    assert wrong == []


@pytest.mark.parametrize("n", [1, 2, 3, 5, 20, 60, 250, 700])
def test_the_nth_working_day_agrees_with_the_window_and_the_independent_count(n):
    for start in ("2019-01-01", "2020-01-23", "2023-09-28", "2023-12-31"):
        expected = _independent(d(start), n, count_first=False)
        assert CALENDAR.add_workdays(d(start), n) == CALENDAR.window(d(start), n).end == expected


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-03-20", 0, "2026-03-20"),
        ("2026-03-21", 0, "2026-03-23"),
        ("2026-05-09", 0, "2026-05-09"),
        ("2026-03-21", 1, "2026-03-23"),
        ("2026-10-01", 0, "2026-10-08"),
    ],
)
def test_no_working_days_means_the_day_itself_or_the_next_one_worked(day, n, expected):
    assert CALENDAR.add_workdays(d(day), n) == d(expected)


@pytest.mark.parametrize("n", [0, -1])
def test_a_window_needs_at_least_one_day(n):
    with pytest.raises(ValueError, match="至少为1"):
        CALENDAR.window(d("2026-05-08"), n)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="负数"):
        CALENDAR.add_workdays(d("2026-05-08"), -1)


def test_every_day_of_a_window_says_why_it_counts_or_not():
    marks = {str(mark.date): mark for mark in CALENDAR.window(d("2026-05-08"), 10).days}
    assert (marks["2026-05-08"].counted, "不计入" in marks["2026-05-08"].why) == (False, True)
    assert (marks["2026-05-09"].counted, marks["2026-05-09"].why) == (True, "劳动节调休，照常上班")
    assert (marks["2026-05-10"].counted, marks["2026-05-10"].why) == (False, "星期日，休息日")
    assert next(iter(marks)) == "2026-05-08"
    assert list(marks)[-1] == "2026-05-21"
    holiday = CALENDAR.window(d("2026-09-29"), 3).days
    assert [mark.why for mark in holiday if str(mark.date) == "2026-10-01"] == ["国庆节放假"]


def test_first_is_the_first_counted_day():
    assert CALENDAR.window(d("2026-04-30"), 10).first == d("2026-05-06")
    assert CALENDAR.window(d("2026-04-30"), 10, count_first=True).first == d("2026-04-30")
    assert CALENDAR.window(d("2026-05-01"), 10, count_first=True).first == d("2026-05-06")


@pytest.mark.parametrize(
    ("today", "nth", "left", "over"),
    [
        ("2026-05-07", 0, 10, False),
        ("2026-05-08", 0, 10, False),
        ("2026-05-09", 1, 9, False),
        ("2026-05-10", 1, 9, False),
        ("2026-05-20", 9, 1, False),
        ("2026-05-21", 10, 0, False),
        ("2026-05-22", 10, 0, True),
        ("2027-05-22", 10, 0, True),
    ],
)
def test_the_position_in_a_window_is_derived_from_the_day(today, nth, left, over):
    position = CALENDAR.position(CALENDAR.window(d("2026-05-08"), 10), d(today))
    assert (position.nth, position.total, position.left, position.over) == (nth, 10, left, over)


@pytest.mark.parametrize(
    ("after", "until", "count"),
    [
        ("2026-05-08", "2026-05-21", 10),
        ("2026-05-21", "2026-05-21", 0),
        ("2026-05-21", "2026-05-08", 0),
        ("2025-12-22", "2026-01-06", 10),
    ],
)
def test_working_days_between_two_days(after, until, count):
    assert CALENDAR.workdays_between(d(after), d(until)) == count


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2027-01-01", False),
        ("2027-01-02", False),
        ("2027-01-04", True),
        ("2027-05-03", True),
        ("2028-05-01", False),
        ("2028-05-02", False),
        ("2027-10-01", False),
        ("2029-10-02", False),
        ("2029-10-03", False),
        ("2029-10-04", True),
        ("1990-05-01", False),
    ],
)
def test_a_missing_year_counts_weekdays_without_the_fixed_holidays(day, working):
    assert CALENDAR.is_workday(d(day)) is working


def test_a_missing_year_is_said_on_every_day_it_touches():
    window = CALENDAR.window(d("2026-12-28"), 5)
    assert (window.end, window.provisional) == (d("2027-01-05"), True)
    assert all(("尚未录入" in mark.why) == (mark.date.year == 2027) for mark in window.days)


def test_rules_given_for_a_missing_year_still_hold():
    calendar = Calendar({d("2027-08-02"): DayRule(LOCAL_HOLIDAY, "自治区成立80周年")}, frozenset())
    assert not calendar.is_workday(d("2027-08-02"))
    assert calendar.window(d("2027-07-30"), 1).provisional
    assert calendar.why(d("2027-08-02")) == "地方假日（自治区成立80周年）"


@pytest.mark.parametrize(
    ("kind", "working"), [(HOLIDAY, False), (WORKDAY, True), (LOCAL_HOLIDAY, False), (LOCAL_WORKDAY, True)]
)
def test_each_kind_of_day_has_its_effect_against_the_plain_week(kind, working):
    for day in ("2026-03-20", "2026-03-21"):
        assert Calendar({d(day): DayRule(kind)}, frozenset({2026})).is_workday(d(day)) is working


def test_an_official_year_takes_its_holidays_from_its_rules_alone():
    assert Calendar({}, frozenset({2026})).is_workday(d("2026-01-01"))


def test_windows_at_the_end_of_time_refuse_instead_of_lying():
    with pytest.raises(ValueError, match="9999"):
        CALENDAR.window(date(9999, 12, 30), 10)
