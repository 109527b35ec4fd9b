"""A17: which runs of arrears a note has had, read from what the bank reported day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Seen:
    """One standing position: as of `as_of` the earliest unpaid due day was `unpaid_since` (None: nothing due unpaid)."""

    as_of: date
    unpaid_since: date | None = None


@dataclass(frozen=True)
class Arrears:
    """One run: unpaid since `since`, reported so up to `seen_on`, over as of `ended_on` (None: still unpaid)."""

    since: date
    seen_on: date
    ended_on: date | None = None

    def reached(self, day: date, today: date) -> bool:
        """Whether the run was still unpaid on `day`: reported then or later, or by what is known not ended yet."""
        return self.seen_on >= day or (self.ended_on is None and day <= today)


def runs(positions: Iterable[Seen]) -> list[Arrears]:
    """The runs of arrears that the positions tell, oldest first; only the last can be without an end.

    | the next position says          | answer |
    |---------------------------------|--------|
    | nothing unpaid                  | the run ends as of that day |
    | the same earliest unpaid day    | the run goes on |
    | a later earliest unpaid day     | the run ends as of that day, a new one begins (new arrears) |
    | an earlier earliest unpaid day  | the later ones were misreported: the earlier one takes their place |
    | the day of a run that had ended | that run had not ended after all |
    """
    found: list[Arrears] = []
    for seen in sorted(positions, key=lambda s: s.as_of):
        found = _after(found, seen)
    return found


def _after(found, seen):
    last = found[-1] if found else None
    open_since = last.since if last and last.ended_on is None else None
    if open_since is not None and (seen.unpaid_since is None or seen.unpaid_since > open_since):
        found = [*found[:-1], Arrears(last.since, last.seen_on, ended_on=seen.as_of)]
    if seen.unpaid_since is None:
        return found
    kept = [run for run in found if run.since < seen.unpaid_since]
    return [*kept, Arrears(seen.unpaid_since, seen.as_of)]


def paired(lost: Iterable[Arrears], fresh: Iterable[Arrears]) -> list[tuple[Arrears, Arrears]]:
    """Which runs no longer told are runs now told, under a corrected first day: (before, now), each at most once.

    | a run no longer told, against a new one | answer |
    |------------------------------------------|--------|
    | they were unpaid on a common day         | one arrears, its start corrected |
    | never unpaid on the same day             | two arrears: the old one never was |
    | several meet                             | those whose first days are nearest, the older first |
    """
    lost, fresh = list(lost), list(fresh)
    meeting = [
        (abs(old.since - new.since), old.since, new.since, old, new)
        for old in lost
        for new in fresh
        if _meet(old, new)
    ]
    found = {}
    for *_, old, new in sorted(meeting, key=lambda pair: pair[:3]):
        if old.since not in found and all(new is not taken for _, taken in found.values()):
            found[old.since] = old, new
    return [found[since] for since in sorted(found)]


def _meet(one, other):
    """Whether the two were unpaid on a common day; a run is unpaid from its first day to the day before its end."""
    return one.since < (other.ended_on or date.max) and other.since < (one.ended_on or date.max)
