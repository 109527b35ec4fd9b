"""The timer's day for many notes at once: what `overdue` and `ladder` do one by one, in a constant number of statements (R43–R46, R64)."""

from collections import defaultdict

from registry.history.making import tuples
from registry.history.writing import CHUNK, batched
from registry.ledger.actors import system_actor
from registry.ledger.doors import perform_all, register_all

from . import episodes, ladder
from .hand import Hand
from .models import OverdueEpisode, Position
from .overdue import follow_facts
from .rules import Seen, runs


def begin_all(notes, *, actor, today):
    """Begin the episodes of notes newly overdue. Notes with anything but one plain run of arrears are followed one by one."""
    notes, hand = list(notes), Hand(actor, today)
    told, known = _told(notes), _with_episodes(notes)
    fresh, plain = [], _Plain(hand)
    for note in notes:
        run = None if note.pk in known or note.status != "active" else plain(told[note.pk])
        if run is None:
            follow_facts(note, actor=actor, today=today, desk=hand.desk)
        else:
            fresh.append((note, run, told[note.pk]))
    _begin(fresh, hand)


def _told(notes):
    """{note: [(as of, unpaid since, key of the position)]}, oldest first."""
    found = defaultdict(list)
    rows = Position.objects.standing().order_by("as_of")
    for some in batched((note.pk for note in notes), CHUNK):
        for pk, *said in tuples(rows.filter(note__among=some), "note_id", "as_of", "unpaid_since", "id"):
            found[pk].append(said)
    return found


def _with_episodes(notes):
    found = set()
    for some in batched((note.pk for note in notes), CHUNK):
        rows = OverdueEpisode.objects.filter(note__among=some)
        found |= set(rows.order_by().values_list("note", flat=True))
    return found


class _Plain:
    """The only run of arrears, still going on and past its first day; None for anything else. The same words are read once."""

    def __init__(self, hand):
        self.hand, self.known = hand, {}

    def __call__(self, told):
        said = tuple((as_of, since) for as_of, since, _ in told)
        if said not in self.known:
            self.known[said] = self._read(said)
        return self.known[said]

    def _read(self, said):
        found = runs(Seen(*word) for word in said)
        if len(found) != 1 or found[0].ended_on is not None:
            return None
        first = episodes.day1_on(found[0].since, self.hand.desk.terms(found[0].since))
        return found[0] if first <= self.hand.today else None


def _begin(fresh, hand):
    begun = defaultdict(list)
    for note, run, told in fresh:
        begun[run].append(episodes.unsaved(note, run, hand, _position(run, told)))
    for run, some in begun.items():
        register_all(
            some, actor=hand.actor, reason=episodes.begun(run), clause="R36", effective_on=lambda e: e.day1_on,
            policy=lambda e: hand.desk.policy(e.day1_on), facts=episodes.facts_of(run),
        )  # fmt: skip
    ladder.raise_all(ladder.FIRST, [e for some in begun.values() for e in some], hand)
    ladder.raise_all(
        ladder.FULL,
        [e for run, some in begun.items() for e in some if run.reached(e.day60_on, hand.today)],
        hand,
    )
    days = {e.note_id: e.day1_on for some in begun.values() for e in some}
    perform_all(
        [note for note, _, _ in fresh], "fall_overdue", actor=system_actor(), effective_on=lambda note: days[note.pk],
        policy=lambda note: hand.desk.policy(days[note.pk]),
    )  # fmt: skip


def _position(run, told):
    return next(pk for as_of, _, pk in told if as_of == run.seen_on)


def day1_all(found, *, actor, today):
    """Raise day 1 of many episodes."""
    ladder.raise_all(ladder.FIRST, list(found), Hand(actor, today))


def day60_all(found, *, actor, today):
    """Raise day 60 of many episodes."""
    ladder.raise_all(ladder.FULL, list(found), Hand(actor, today))
