"""Every start day 2019–2026: nothing early and nothing unhandled, whatever zone, clock or calendar (JOB-4, JOB-5)."""

import os
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from publicity.models import Notice
from registry.history import clock
from registry.policy.rules import closing_problems
from registry.policy.seed_calendar import calendar_versions
from registry.policy.workdays import HOLIDAY, WORKDAY, Calendar, DayRule

from .test_workdays import CALENDAR, RULES

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = [date(2019, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2019, 1, 1)).days + 1)]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
YEARS = range(2019, 2027)


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Shanghai"])
def zone(request, monkeypatch):
    """The machine stands in another zone, summer time and all."""
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    os.environ.pop("TZ", None) if before is None else os.environ.update(TZ=before)
    time.tzset()


def notice_of(window):
    return Notice(
        status="open", published_on=window.start, starts_on=window.first, ends_on=window.end,
        provisional=window.provisional,
    )  # fmt: skip


def midnight(day):
    """The first instant of a day in Shanghai, as the machine counts instants."""
    return datetime.combine(day, datetime.min.time(), SHANGHAI).astimezone(UTC)


def test_the_end_of_every_window_is_midnight_in_shanghai(zone):
    """Steps of the clock around the end: an hour back, ten minutes either way, a second before and after, a day on."""
    wrong = []
    for start in DAYS:
        window = CALENDAR.window(start, 10)
        notice, over = notice_of(window), midnight(window.end + DAY)
        for step in (-DAY, -HOUR, -10 * MINUTE, -timedelta(seconds=1), timedelta(0), 10 * MINUTE, HOUR, DAY):
            today = clock.day_of(over + step)
            closes = not [p for p in closing_problems(window, today=today) if p.kind == "running"]
            should = step >= timedelta(0)
            if closes is not should or (not window.provisional and notice.is_open(today) is should):
                wrong.append((start, step, today))
    assert wrong == []


def test_the_clock_itself_answers_in_shanghai(zone):
    for start in DAYS[::97]:
        over = midnight(CALENDAR.window(start, 10).end + DAY)
        for step in (-HOUR, -timedelta(seconds=1), timedelta(0), HOUR):
            with time_machine.travel(over + step, tick=False):
                assert clock.today() == (over + step).astimezone(SHANGHAI).date()


def without(year):
    rules = {day: rule for day, rule in RULES.items() if day.year != year}
    return Calendar(rules, CALENDAR.official_years - {year}, f"without {year}")


@pytest.mark.parametrize("year", YEARS)
def test_a_year_table_removed_leaves_provisional_windows_that_nothing_closes(year):
    calendar, wrong = without(year), []
    for start in DAYS:
        window, known = calendar.window(start, 10), CALENDAR.window(start, 10)
        touched = any(mark.date.year == year for mark in window.days) or window.end.year > 2026
        if window.provisional is not touched or (not touched and window.end != known.end):
            wrong.append(start)
        if touched and not closing_problems(window, today=date(2030, 1, 1)):
            wrong.append(start)
        if touched and not notice_of(window).is_open(date(2030, 1, 1)):
            wrong.append(start)
    assert wrong == []


def amended(year):
    """A whole week off in spring, its Sundays worked, and the make-up days of autumn taken back."""
    week = [date(year, 3, 9) + timedelta(days=n) for n in range(7)]
    rules = {d: r for d, r in RULES.items() if not (d.year == year and d.month >= 9 and r.kind == WORKDAY)}
    rules |= {day: DayRule(HOLIDAY, "调整") for day in week}
    rules[date(year, 3, 21)] = DayRule(WORKDAY, "调整")
    return Calendar(rules, CALENDAR.official_years, f"amended {year}")


@pytest.mark.parametrize("year", YEARS)
def test_a_year_table_amended_never_ends_a_window_before_the_count_or_the_end_as_told(year):
    calendar, moved, wrong = amended(year), 0, []
    for start in DAYS:
        told, counted = CALENDAR.window(start, 10), calendar.window(start, 10)
        end = max(told.end, counted.end)
        moved += counted.end != told.end
        between = [start + DAY * n for n in range(1, (end - start).days + 1)]
        if sum(map(calendar.is_workday, between)) < 10 or end < told.end:
            wrong.append(start)
        if [m.date for m in counted.days if m.counted][-1] != counted.end or counted.total != 10:
            wrong.append(start)
    assert wrong == [] and moved > 10


@pytest.mark.parametrize("year", [2019, 2020])
def test_the_real_amendments_never_shorten_either(year):
    versions = [row for row in calendar_versions() if row["year"] == year]
    rules = {day: rule for day, rule in RULES.items() if day.year != year}
    before, after = (
        Calendar(
            rules | {date.fromisoformat(d): DayRule(k, n) for d, k, n in row["entries"]},
            CALENDAR.official_years,
        )
        for row in versions
    )
    for start in DAYS:
        told, counted = before.window(start, 10), after.window(start, 10)
        end = max(told.end, counted.end)
        assert after.workdays_between(start, end) >= 10 and end >= told.end


def test_the_29th_of_february_and_the_turn_of_the_year_are_days_like_any_other():
    for day in (date(2020, 2, 29), date(2024, 2, 29), date(2023, 12, 31), date(2024, 12, 31)):
        window = CALENDAR.window(day, 10)
        assert window.total == 10 and window.first > day
        assert CALENDAR.workdays_between(day, window.end) == 10
