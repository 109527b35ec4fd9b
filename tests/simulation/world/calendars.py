"""The State Council's arrangements as they came: those of the past on their day, invented ones for the years ahead."""

from datetime import date, timedelta

from registry.policy.models import CalendarDay, CalendarVersion, CalendarYear
from tests import builders

DAY = timedelta(days=1)
SPRING = {2027: date(2027, 2, 5), 2028: date(2028, 1, 25), 2029: date(2029, 2, 12), 2030: date(2030, 2, 2)}
_OTHERS = {
    "清明节": (4, 4, 3), "劳动节": (5, 1, 5), "端午节": (6, 10, 3), "中秋节": (9, 20, 3), "国庆节": (10, 1, 7),
}  # fmt: skip


def known_versions():
    """(day made public, year, [(day, kind, name)], document number) of every arrangement of the past, in order."""
    rows = CalendarVersion.objects.select_related("calendar_year").order_by("known_on", "revision")
    return [
        (row.known_on, row.calendar_year.year, [(date.fromisoformat(d), k, n) for d, k, n in row.entries], row.document_number)
        for row in rows
    ]  # fmt: skip


def turn_back(start):
    """Leave in the register what had been made public by `start`. Returns all versions as `known_versions`."""
    versions = known_versions()
    stood = {year: (entries, number) for known, year, entries, number in versions if known <= start}
    with builders.as_system():
        for row in CalendarYear.objects.filter(
            year__in=[year for known, year, *_ in versions if known > start]
        ):
            _restore(row, *stood.get(row.year, ([], "")))
    CalendarVersion.objects.filter(known_on__gt=start)._raw_delete("default")
    return versions


def _restore(row, entries, number):
    standing = {d.date: d for d in CalendarDay.objects.standing().filter(date__year=row.year)}
    wanted = {day: (kind, name) for day, kind, name in entries}
    for day, there in standing.items():
        if wanted.pop(day, None) != (there.kind, there.name):
            there.withdrawn = True
            there.save()
    for day, kind, name in entries:
        if not CalendarDay.objects.standing().filter(date=day).exists():
            CalendarDay.objects.create(date=day, kind=kind, name=name, source="仿真")
    revisions = CalendarVersion.objects.filter(calendar_year=row, document_number=number)
    row.coverage, row.document_number = ("official", number) if entries else ("missing", "")
    row.revision = revisions.first().revision if entries else 0
    row.save()


def invented(year, rng):
    """A made-up arrangement of a year nobody has arranged yet, in the manner of the real ones."""
    days = {date(year, 1, n): ("holiday", "元旦") for n in range(1, 4)}
    days |= {SPRING[year] + DAY * n: ("holiday", "春节") for n in range(8)}
    for name, (month, day, length) in _OTHERS.items():
        first = date(year, month, day) + DAY * (rng.choice((-1, 0, 1)) if name in ("端午节", "中秋节") else 0)
        days |= {first + DAY * n: ("holiday", name) for n in range(length)}
    for first, name in ((SPRING[year], "春节"), (date(year, 5, 1), "劳动节"), (date(year, 10, 1), "国庆节")):
        made_up = first - DAY * rng.randint(2, 6)
        while made_up.weekday() < 5 or made_up in days:
            made_up -= DAY
        if made_up.year == year:
            days[made_up] = ("workday", name)
    return [(day, *mark) for day, mark in sorted(days.items())]


def as_csv(entries) -> str:
    words = {"holiday": "休", "workday": "班"}
    return "\n".join(f"{day},{words[kind]},{name}" for day, kind, name in entries)


def lists(entries):
    """(days off, days worked) for the oracle."""
    off = [day for day, kind, _ in entries if kind == "holiday"]
    return off, [day for day, kind, _ in entries if kind == "workday"]
