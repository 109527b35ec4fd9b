"""The seventeen windows of April 2019 and January 2020, by the calendar as it was known at the time (JOB-5, §4.4)."""

from datetime import date, timedelta

import pytest

from registry.policy import open_windows
from registry.policy.calendars import (
    arrangements_of,
    authority,
    calendar_known_on,
    calendar_with,
    current_calendar,
)
from registry.policy.models import CalendarDay, CalendarVersion
from registry.policy.open_windows import OpenWindow, moved_windows
from tests.builders import as_system

pytestmark = pytest.mark.django_db

# start day -> (end by the arrangement known before, end by the amendment)
APRIL_2019 = {
    "2019-04-15": ("2019-04-29", "2019-04-28"),
    "2019-04-16": ("2019-04-30", "2019-04-29"),
    "2019-04-17": ("2019-05-02", "2019-04-30"),
    "2019-04-18": ("2019-05-03", "2019-05-05"),
    "2019-04-28": ("2019-05-13", "2019-05-14"),
    "2019-04-29": ("2019-05-14", "2019-05-15"),
    "2019-04-30": ("2019-05-15", "2019-05-16"),
}
JANUARY_2020 = {
    "2020-01-13": ("2020-01-31", "2020-02-03"),
    "2020-01-14": ("2020-02-01", "2020-02-04"),
    "2020-01-15": ("2020-02-03", "2020-02-05"),
    "2020-01-16": ("2020-02-04", "2020-02-06"),
    "2020-01-17": ("2020-02-05", "2020-02-07"),
    "2020-01-19": ("2020-02-06", "2020-02-10"),
    "2020-01-20": ("2020-02-07", "2020-02-11"),
    "2020-01-21": ("2020-02-10", "2020-02-12"),
    "2020-01-22": ("2020-02-11", "2020-02-13"),
    "2020-01-23": ("2020-02-12", "2020-02-14"),
}
AMENDED = ((APRIL_2019, date(2019, 3, 22)), (JANUARY_2020, date(2020, 1, 27)))


def d(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(("windows", "announced"), AMENDED, ids=["2019", "2020"])
def test_each_window_before_and_after_the_amendment(windows, announced):
    before, after = calendar_known_on(announced - timedelta(days=1)), calendar_known_on(announced)
    found = {day: (before.window(d(day), 10).end, after.window(d(day), 10).end) for day in windows}
    assert found == {day: (d(old), d(new)) for day, (old, new) in windows.items()}


def test_seven_and_ten_and_no_others_among_the_working_start_days():
    for windows, announced, first, last in (
        (APRIL_2019, AMENDED[0][1], date(2019, 4, 1), date(2019, 4, 30)),
        (JANUARY_2020, AMENDED[1][1], date(2020, 1, 1), date(2020, 1, 23)),
    ):
        before, after = calendar_known_on(announced - timedelta(days=1)), calendar_known_on(announced)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        moved = [day for day in days if before.window(day, 10).end != after.window(day, 10).end]
        opened = [day for day in moved if before.is_workday(day) or after.is_workday(day)]
        assert [day.isoformat() for day in opened] == list(windows)


def test_what_is_known_today_is_the_calendar_in_force_in_every_year():
    known, current = calendar_known_on(date(2026, 11, 25)), current_calendar()
    assert known.official_years == current.official_years
    assert {d: (r.kind, r.name) for d, r in known.days.items()} == {
        d: (r.kind, r.name) for d, r in current.days.items()
    }


@pytest.mark.parametrize(
    ("day", "official"),
    [("2018-12-05", None), ("2018-12-06", 2019), ("2019-11-20", 2019), ("2019-11-21", 2020)],
)
def test_a_year_is_official_from_the_day_its_arrangement_was_made_public(day, official):
    assert max(calendar_known_on(d(day)).official_years, default=None) == official


def test_a_december_window_was_provisional_until_the_arrangement_came():
    assert calendar_known_on(d("2022-12-07")).window(d("2022-12-19"), 10).provisional
    assert not calendar_known_on(d("2022-12-08")).window(d("2022-12-19"), 10).provisional


def test_the_preview_names_every_window_that_moves_and_says_which_stay(monkeypatch):
    """The amendment of 2019 before its import: seven of the April windows move, three of them are not taken."""
    before = calendar_known_on(d("2019-03-21"))
    days = [d("2019-04-01") + timedelta(days=n) for n in range(30)]
    running = [
        OpenWindow(f"{day}", day, 10, False, before.window(day, 10).end)
        for day in days
        if before.is_workday(day)
    ]
    running.append(
        OpenWindow("2019-04-28", d("2019-04-28"), 10, False, before.window(d("2019-04-28"), 10).end)
    )
    monkeypatch.setattr(open_windows, "_SOURCES", {"test": lambda today: running})
    amended = CalendarVersion.objects.get(calendar_year__year=2019, revision=2)
    entries = [(d(day), kind, name) for day, kind, name in amended.entries]
    moved = moved_windows(calendar_with(2019, entries), d("2019-03-22"))
    assert sorted(move.window.label for move in moved) == sorted(APRIL_2019)
    stay = [move for move in moved if move.earlier]
    assert len(stay) == 3
    for move in stay:
        assert "不缩短，维持原定" in open_windows.told(move)[2]
    assert all("须另一人批准" in open_windows.told(move)[2] for move in moved if not move.earlier)


def test_the_paper_that_moved_a_window_is_named():
    window = calendar_known_on(d("2020-01-27")).window(d("2020-01-13"), 10)
    assert authority(window) == "《国务院办公厅关于延长2020年春节假期的通知》（国办发明电〔2020〕1号）"
    with as_system():
        CalendarDay.objects.create(
            date=d("2026-05-11"), kind="local_holiday", name="那达慕", source="鄂政办发〔2026〕9号"
        )
    assert authority(current_calendar().window(d("2026-05-06"), 10)) == "地方假日安排（鄂政办发〔2026〕9号）"


def test_a_year_shows_the_arrangement_in_force_and_the_one_known_then():
    assert [v.revision for v in arrangements_of([2020])] == [2]
    assert [v.revision for v in arrangements_of([2020], known_on=d("2020-01-26"))] == [1]
