"""The calendar built from rows: local rows win, a change is seen at once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from registry.policy.calendars import current_calendar, years_asked_for
from registry.policy.models import CalendarDay, CalendarYear
from registry.policy.workdays import LOCAL_HOLIDAY, LOCAL_WORKDAY
from tests.builders import as_system

from .test_workdays import CALENDAR, d

pytestmark = pytest.mark.django_db


def mark(day, kind, **fields):
    with as_system():
        return CalendarDay.objects.create(date=d(day), kind=kind, name="测试日", source="测试", **fields)


def test_the_rows_say_the_same_as_the_library_they_came_from():
    built = current_calendar()
    assert (built.days, built.official_years) == (CALENDAR.days, CALENDAR.official_years)


def test_a_local_row_overrides_the_national_one_and_the_plain_week():
    for day, kind, working in (
        ("2026-05-11", LOCAL_HOLIDAY, False),
        ("2026-05-16", LOCAL_WORKDAY, True),
        ("2026-05-09", LOCAL_HOLIDAY, False),
        ("2026-10-05", LOCAL_WORKDAY, True),
    ):
        assert current_calendar().is_workday(d(day)) is not working
        mark(day, kind)
        assert current_calendar().is_workday(d(day)) is working


def test_a_change_of_the_rows_is_seen_at_once_and_changes_the_version():
    before = current_calendar()
    assert current_calendar() is before
    local = mark("2026-05-11", LOCAL_HOLIDAY)
    assert current_calendar().version != before.version
    assert current_calendar().window(d("2026-05-08"), 10).end == d("2026-05-22")
    local.withdrawn = True
    with as_system("撤销"):
        local.save()
    assert current_calendar().version == before.version
    assert current_calendar().window(d("2026-05-08"), 10).end == d("2026-05-21")


def test_one_day_has_at_most_one_national_and_one_local_row():
    mark("2026-05-09", LOCAL_HOLIDAY)
    for kind in (LOCAL_WORKDAY, "holiday"):
        with pytest.raises(IntegrityError), transaction.atomic():
            mark("2026-05-09", kind)
    mark("2026-05-09", "holiday", withdrawn=True)


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 10, 31), []),
        (date(2026, 11, 1), [2027]),
        (date(2026, 12, 31), [2027]),
        (date(2025, 12, 1), []),
        (date(2027, 1, 5), [2027]),
        (date(2027, 11, 2), [2027, 2028]),
    ],
)
def test_from_november_on_the_coming_year_is_asked_for_and_a_running_year_without_arrangement_always(
    today, years
):
    assert years_asked_for(today) == years


def test_an_official_year_needs_its_document():
    with pytest.raises(IntegrityError), transaction.atomic(), as_system():
        CalendarYear.objects.create(year=2030, coverage="official")
