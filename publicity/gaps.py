"""When a notice's page was proved to stand, and when it was not: gaps between good looks. Pure.

Between two good looks no further apart than `tolerance` the page is taken to have stood; everything else is a gap.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Look:
    """One look at the page: when, whether it stood as opened, and what was found otherwise."""

    at: datetime
    good: bool
    found: str = ""


@dataclass(frozen=True)
class Gap:
    """A span without proof: from the last good look (or the start) to the next one (or the end), and what was found."""

    first: datetime
    last: datetime
    found: tuple[tuple[str, int], ...] = ()

    @property
    def length(self) -> timedelta:
        return self.last - self.first


def gaps(looks, start: datetime, end: datetime, tolerance: timedelta) -> list[Gap]:
    """Every gap in [start, end], in order. A bad look makes a gap however short; silence does beyond `tolerance`."""
    if end <= start:
        return []
    looks = sorted(looks, key=lambda look: look.at)
    good = [look.at for look in looks if look.good]
    found = []
    for before, after in zip([None, *good], [*good, None], strict=True):
        first, last = max(before or start, start), min(after or end, end)
        bad = [look for look in looks if not look.good and _between(look.at, before, after, start, end)]
        if first < last and (bad or _too_long(before, after, start, end, tolerance)):
            found.append(Gap(first, last, _counted(bad)))
    return found


def coverage(found, start: datetime, end: datetime) -> float:
    """The part of [start, end] that is proved, in percent; 0 for an empty span."""
    if end <= start:
        return 0.0
    missing = sum((gap.length for gap in found), timedelta())
    return 100 * (1 - missing / (end - start))


def touched(found, days: list[date], day_of) -> list[date]:
    """Which of these days a gap falls into. `day_of` gives the calendar day of a moment."""
    hit = set()
    for gap in found:
        last = day_of(gap.last - timedelta(microseconds=1))
        hit |= {day for day in days if day_of(gap.first) <= day <= last}
    return sorted(hit)


def _between(at, before, after, start, end):
    return max(before or start, start) <= at <= min(after or end, end)


def _too_long(before, after, start, end, tolerance):
    return (after or end) - (before or start) > tolerance


def _counted(bad):
    counts = {}
    for look in bad:
        counts[look.found] = counts.get(look.found, 0) + 1
    return tuple(sorted(counts.items()))
