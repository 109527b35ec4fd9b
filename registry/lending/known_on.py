"""Two clocks for a note: what was known on day K about day D, read from the positions that stood then (domain §5.3, R70)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registry.policy.rules import day1_on, day60_on, days_overdue
from registry.policy.versions import terms_on

from .models import OverdueEpisode, Position
from .rules import Seen, runs
from .rules.movement import Movement, Told, movements


@dataclass(frozen=True)
class Answer:
    """A note on one day. `state` is none, open or day60; `days` overdue; `told` the latest report about it by then."""

    state: str
    days: int = 0
    unpaid_since: date | None = None
    day1_on: date | None = None
    day60_on: date | None = None
    balance: Decimal | None = None
    told: Told | None = None


def positions_of(note, known_by=None) -> list[Told]:
    """The positions of the note that stood at the instant `known_by` (None: now), oldest first."""
    lines = Position.history.filter(note_id=note.pk)
    if known_by is not None:
        lines = lines.filter(history_date__lte=known_by)
    latest = {line.id: line for line in lines.order_by("history_date", "history_id")}
    return sorted((_told(line) for line in latest.values() if line.standing), key=lambda told: told.as_of)


def _told(line):
    figures = line.overdue_principal, line.overdue_interest
    return Told(line.as_of, line.balance, *figures, line.unpaid_since, line.source)


def note_on(note, *, on, known_by=None) -> Answer:
    """What was known at `known_by` about the note on day `on`: reports of later days tell about earlier ones, too."""
    positions = positions_of(note, known_by)
    by_then = [told for told in positions if told.as_of <= on]
    told = by_then[-1] if by_then else None
    held = {"balance": told.balance if told else None, "told": told}
    for run in runs(Seen(p.as_of, p.unpaid_since) for p in positions):
        terms = terms_on(run.since)
        first, full = day1_on(run.since, terms), day60_on(run.since, terms)
        if first <= on and (run.ended_on is None or on < run.ended_on):
            state = "day60" if on >= full else "open"
            return Answer(state, days_overdue(run.since, on), run.since, first, full, **held)
    return Answer("none", **held)


def episode_as_known(episode, known_by):
    """The row of the episode as it was written down at the instant `known_by`; None before there was one."""
    lines = OverdueEpisode.history.filter(id=episode.pk, history_date__lte=known_by)
    return lines.order_by("-history_date", "-history_id").first()


def movements_of(note) -> list[Movement]:
    """What happened between the reports that stand."""
    return movements(positions_of(note))
