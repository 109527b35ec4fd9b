"""The working-day calendar in force: the rows of the database as one pure Calendar."""

from functools import lru_cache
from hashlib import sha256

from .models import CalendarDay, CalendarYear
from .workdays import LOCAL_HOLIDAY, LOCAL_WORKDAY, Calendar, DayRule

_LOCAL = {LOCAL_HOLIDAY, LOCAL_WORKDAY}


def current_calendar() -> Calendar:
    """The calendar as the rows stand now; local rows win over national ones.

    Built anew only when a row has changed: the cache key is the content itself, so it cannot be stale.
    """
    days = CalendarDay.objects.standing().order_by("date", "id").values_list("date", "kind", "name", "source")
    years = CalendarYear.objects.filter(coverage=CalendarYear.Status.OFFICIAL).order_by("year")
    return _built(tuple(days), tuple(years.values_list("year", "revision")))


@lru_cache(maxsize=4)
def _built(days, years) -> Calendar:
    national = [row for row in days if row[1] not in _LOCAL]
    local = [row for row in days if row[1] in _LOCAL]
    rules = {day: DayRule(kind, name, source) for day, kind, name, source in national + local}
    return Calendar(rules, frozenset(year for year, _ in years), _version(days, years))


def _version(days, years):
    """What a notice keeps to say which calendar it was counted by: last official year and a digest."""
    digest = sha256(repr((days, years)).encode()).hexdigest()[:8]
    return f"{max((year for year, _ in years), default='无')}-{digest}"


def next_year_missing(today) -> int | None:
    """From 1 November on: the coming year while its arrangement is not imported (domain §4.4), else None."""
    year = today.year + 1
    if today.month < 11 or year in current_calendar().official_years:
        return None
    return year
