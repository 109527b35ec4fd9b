"""The working-day calendar in force: the rows of the database as one pure Calendar."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256

from .models import CalendarDay, CalendarVersion, CalendarYear
from .workdays import LOCAL_HOLIDAY, LOCAL_WORKDAY, Calendar, DayRule, Window

_LOCAL = {LOCAL_HOLIDAY, LOCAL_WORKDAY}
AHEAD_DAYS = 60


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


def calendar_known_on(day: date) -> Calendar:
    """The calendar by the arrangements that had been made public by `day`; local days as they stand now.

    Answers “how was this date reached at the time” and shows what an amendment changed (trust JOB-5).
    """
    versions = CalendarVersion.objects.filter(known_on__lte=day).select_related("calendar_year")
    rules, revisions = {}, {}
    for version in versions.order_by("known_on", "revision"):
        year = version.calendar_year.year
        rules = {date_: rule for date_, rule in rules.items() if date_.year != year}
        rules |= {date.fromisoformat(d): (kind, name, version.paper) for d, kind, name in version.entries}
        revisions[year] = version.revision
    local = CalendarDay.objects.standing().local().values_list("date", "kind", "name", "source")
    days = tuple((d, *rule) for d, rule in sorted(rules.items())) + tuple(local)
    return _built(days, tuple(sorted(revisions.items())))


def calendar_with(year: int, entries: Iterable[tuple], source: str = "") -> Calendar:
    """The calendar as it would be with `entries` (day, kind, name) as the arrangement of `year`. Writes nothing."""
    now = current_calendar()
    local = set(CalendarDay.objects.standing().local().values_list("date", flat=True))
    days = {d: rule for d, rule in now.days.items() if d.year != year or d in local}
    days |= {d: DayRule(kind, name, source) for d, kind, name in entries if d not in local}
    return Calendar(days, now.official_years | {year}, now.version)


def calendar_with_day(before, after) -> Calendar:
    """The calendar as it would be with CalendarDay `after` in the place of `before` (either may be None)."""
    now = current_calendar()
    rows = CalendarDay.objects.standing().exclude(pk=before.pk if before else None)
    stand = [*rows.filter(date__in={row.date for row in (before, after) if row}), *([after] if after else [])]
    days = {d: rule for d, rule in now.days.items() if d not in {row.date for row in (before, after) if row}}
    for row in sorted(stand, key=lambda row: row.kind in _LOCAL):
        if not row.withdrawn:
            days[row.date] = row.rule()
    return Calendar(days, now.official_years, now.version)


def arrangements_of(years: Iterable[int], *, known_on: date | None = None) -> list[CalendarVersion]:
    """The arrangement in force of each of these years that has one (by `known_on`), oldest year first."""
    newest = {}
    found = CalendarVersion.objects.filter(calendar_year__year__in=set(years)).select_related("calendar_year")
    found = found.filter(known_on__lte=known_on) if known_on else found
    for version in found.order_by("calendar_year__year", "revision"):
        newest[version.calendar_year_id] = version
    return list(newest.values())


def authority(window: Window, counted_before: dict | None = None) -> str:
    """By which papers the days of a window were last rearranged, in words for the public.

    `counted_before` are the marks shown until now (day -> counted): only local days that differ are named then.
    """
    days = [mark.date for mark in window.days if (counted_before or {}).get(mark.date) != mark.counted]
    local = CalendarDay.objects.standing().local().filter(date__in=days)
    named = sorted({f"地方假日安排（{row.source}）" for row in local})
    papers = sorted(
        arrangements_of({mark.date.year for mark in window.days}), key=lambda paper: paper.known_on
    )
    late = [paper.paper for paper in papers if paper.known_on >= window.start]
    if not named and not late:
        late = [paper.paper for paper in papers[-1:]]
    return "、".join([*late, *named]) or "节假日安排变动"


def years_asked_for(today: date) -> list[int]:
    """Years whose arrangement must be imported now: this one, the one AHEAD_DAYS on, from 1 November the next (§4.4)."""
    wanted = {today.year, (today + timedelta(days=AHEAD_DAYS)).year} | (
        {today.year + 1} if today.month >= 11 else set()
    )
    return sorted(wanted - current_calendar().official_years)
