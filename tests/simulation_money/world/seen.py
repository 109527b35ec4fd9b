"""What the register shows of some notes, in the oracle's words: episodes in the order of their beginning, effects, reports, letters."""

from collections import Counter, defaultdict

from registry.history import clock
from registry.ledger.models import Effect, Message, StatusChange
from registry.lending.models import BankReport, LoanNote, OverdueEpisode
from registry.sanctions.models import WarningNotice

NAMES = {"overdue.day1": "day1", "overdue.day60": "day60", "sanctions.warn": "warning"}


class Seeing:
    """Reads by note, and knows which notes have been touched since it last looked."""

    def __init__(self, keys):
        """`keys` are {number: pk} of the notes."""
        self.pks, self.numbers = keys, {pk: number for number, pk in keys.items()}
        self.effects = self.changes = 0

    def touched(self):
        """Numbers of the notes of which effects or changes of state were written since the last look."""
        effects = Effect.objects.filter(id__gt=self.effects, duty__in=NAMES).values_list("id", "record_id")
        changes = StatusChange.objects.filter(id__gt=self.changes).values_list(
            "id", "record_type", "record_id"
        )
        effects, changes = list(effects), list(changes)
        self.effects = max([self.effects, *(row[0] for row in effects)])
        self.changes = max([self.changes, *(row[0] for row in changes)])
        episodes = {row[1] for row in effects} | {
            pk for _, kind, pk in changes if kind == "lending.overdueepisode"
        }
        notes = {pk for _, kind, pk in changes if kind == "lending.loannote"}
        notes |= set(OverdueEpisode.objects.filter(pk__in=episodes).values_list("note_id", flat=True))
        return {self.numbers[pk] for pk in notes}

    def seen(self, numbers):
        """Everything observable of these notes as {key: plain values}."""
        pks = [self.pks[number] for number in numbers]
        rows = LoanNote.objects.filter(pk__in=pks).values_list("pk", "status")
        found = {("借据", self.numbers[pk]): {"state": state} for pk, state in rows}
        return found | self._episodes(pks)

    def _episodes(self, pks):
        rows = OverdueEpisode.objects.filter(note__in=pks).order_by("pk")
        found, counted = {}, Counter()
        for pk, note, since, over, state in rows.values_list(
            "pk", "note", "unpaid_since", "ended_on", "status"
        ):
            number = self.numbers[note]
            over = over if state == "cured" else None
            found[pk] = (
                ("逾期", number, counted[number]),
                {"since": since, "over": over, "state": state, **_NOTHING},
            )
            counted[number] += 1
        self._effects({pk: values for pk, (_, values) in found.items()})
        return dict(found.values())

    @staticmethod
    def _effects(episodes):
        times = defaultdict(Counter)
        told = Effect.objects.filter(
            duty__in=NAMES, record_id__in=episodes, record_type="lending.overdueepisode"
        )
        for duty, pk, day, moment in told.values_list("duty", "record_id", "effective_on", "recorded_at"):
            name = NAMES[duty]
            episodes[pk] |= {name: day, f"{name}_done": clock.day_of(moment)}
            times[pk, name]["effect"] += 1
        for kind, pk, day in BankReport.objects.filter(episode__in=episodes).values_list(
            "kind", "episode", "owed_from"
        ):
            episodes[pk]["owed1" if kind == "day1" else "owed60"] = day
            times[pk, kind]["report"] += 1
        letters = Message.objects.filter(kind__in=list(NAMES)[:2], record_id__in=episodes)
        for kind, pk, to in letters.values_list("kind", "record_id", "recipient_code"):
            times[pk, NAMES[kind]][to] += 1
        for pk in WarningNotice.objects.filter(episode__in=episodes).values_list("episode", flat=True):
            times[pk, "warning"]["paper"] += 1
        for (pk, name), counted in times.items():
            episodes[pk][f"{name}_times"] = max(counted.values())


_NOTHING = {
    name: value
    for effect in ("day1", "day60", "warning")
    for name, value in ((effect, None), (f"{effect}_done", None), (f"{effect}_times", 0))
} | {"owed1": None, "owed60": None}
