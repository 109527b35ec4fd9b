"""What the register shows of some notes, in the oracle's words: episodes in the order of their beginning, effects, reports, letters."""

from collections import Counter, defaultdict

from registry.history import clock
from registry.ledger.models import Effect, Message, StatusChange
from registry.lending.dossier.holdings import gather
from registry.lending.models import (
    BankReport,
    ClaimDossier,
    CollectionTask,
    CompensationClaim,
    LoanNote,
    OverdueEpisode,
    RepaymentPromise,
    SilentMaturity,
)
from registry.sanctions.models import WarningNotice

NAMES = {"overdue.day1": "day1", "overdue.day60": "day60", "sanctions.warn": "warning"}
RAISE, LATE, ENDING, FLAG = "ladder.raise", "ladder.late", "lending.guarantee_end", "returns.flag"
JUDGE, OPEN, REMIND, AGE = "promise.judge", "dossier.open", "dossier.remind", "claim.age"


class Seeing:
    """Reads by note, and knows which notes have been touched since it last looked."""

    def __init__(self, keys):
        """`keys` are {number: pk} of the notes."""
        self.pks, self.numbers = keys, {pk: number for number, pk in keys.items()}
        self.effects = self.changes = 0

    def touched(self):
        """Numbers of the notes of which effects or changes of state were written since the last look."""
        effects = Effect.objects.filter(id__gt=self.effects).values_list("id", "record_type", "record_id")
        changes = StatusChange.objects.filter(id__gt=self.changes)
        changes = list(changes.values_list("id", "record_type", "record_id"))
        effects, concerned = list(effects), defaultdict(set)
        self.effects = max([self.effects, *(row[0] for row in effects)])
        self.changes = max([self.changes, *(row[0] for row in changes)])
        for _, kind, pk in effects + changes:
            concerned[kind].add(pk)
        notes = set(concerned["lending.loannote"])
        for model, way in (
            (OverdueEpisode, "note"),
            (CollectionTask, "episode__note"),
            (RepaymentPromise, "episode__note"),
            (ClaimDossier, "episode__note"),
            (CompensationClaim, "episode__note"),
            (SilentMaturity, "note"),
        ):
            pks = concerned[model._meta.label_lower]
            notes |= set(model.objects.filter(pk__in=pks).values_list(way, flat=True)) if pks else set()
        return {self.numbers[pk] for pk in notes}

    def unpaid(self, number):
        """The episode in which something due on the note is unpaid."""
        return OverdueEpisode.objects.unpaid().get(note=self.pks[number])

    def seen(self, numbers, today):
        """Everything observable of these notes on `today` as {key: plain values}."""
        pks = [self.pks[number] for number in numbers]
        rows = LoanNote.objects.filter(pk__in=pks).values_list("pk", "status")
        found = {("借据", self.numbers[pk]): {"state": state} for pk, state in rows}
        episodes = self._episodes(pks)
        found |= dict(episodes.values())
        keys = {pk: key for pk, (key, _) in episodes.items()}
        found |= self._steps(keys) | self._files(keys, today) | self._claims(pks)
        return found | self._maturity(pks) | self._promises(pks)

    @staticmethod
    def _files(episodes, today):
        """Compensation files of these episodes, {pk: key}: opened, at which stages told of, which light they show."""
        rows = ClaimDossier.objects.filter(episode__in=episodes).select_related("episode__note__line")
        files = {file.pk: file for file in rows}
        if not files:
            return {}
        key = {pk: ("资料", *episodes[file.episode_id][1:]) for pk, file in files.items()}
        of = {file.episode_id: pk for pk, file in files.items()}
        lights = gather(files.values(), today)
        found = {key[pk]: {"light": lights[pk].light, **_NO_FILE} for pk in files}
        opened = Effect.objects.filter(duty=OPEN, record_id__in=of).values_list(
            "record_id", "effective_on", "recorded_at"
        )
        for episode, day, moment in opened:
            values = found[key[of[episode]]]
            values |= {"opened": day, "opened_done": clock.day_of(moment)}
            values["opened_times"] += 1
        return found | _rungs(REMIND, "reminded", key)

    def _claims(self, pks):
        """In the order in which they were drafted."""
        rows = CompensationClaim.objects.filter(episode__note__in=pks).order_by("pk")
        found, key, counted = {}, {}, Counter()
        for pk, note, state in rows.values_list("pk", "episode__note", "status"):
            number = self.numbers[note]
            key[pk] = "代偿", number, counted[number]
            counted[number] += 1
            found[key[pk]] = {"state": state}
        return found | _rungs(AGE, "climbed", key) if key else found

    def _promises(self, pks):
        """In the order in which they were made."""
        rows = RepaymentPromise.objects.filter(episode__note__in=pks).order_by("pk")
        found, keys, counted = {}, {}, Counter()
        for pk, note, state in rows.values_list("pk", "episode__note", "status"):
            number = self.numbers[note]
            keys[pk] = "承诺", number, counted[number]
            counted[number] += 1
            found[pk] = {"state": state, "judged": None, "judged_done": None, "judged_times": 0}
        told = Effect.objects.filter(duty=JUDGE, record_id__in=found).order_by("id") if found else ()
        for effect in told:
            times = found[effect.record_id]["judged_times"] + 1
            day = clock.day_of(effect.recorded_at)
            found[effect.record_id] |= {
                "judged": effect.effective_on,
                "judged_done": day,
                "judged_times": times,
            }
        return {keys[pk]: values for pk, values in found.items()}

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
        return found

    @staticmethod
    def _steps(episodes):
        """Steps raised for these episodes, {pk: key}, and told as late."""
        names = ("pk", "episode", "step", "step__name", "due_on")
        rows = list(CollectionTask.objects.filter(episode__in=episodes).values_list(*names))
        if not rows:
            return {}
        found = {pk: ("步骤", *episodes[one][1:], name) for pk, one, _, name, _ in rows}
        values = {pk: {"due": due, **_NO_STEP} for pk, *_, due in rows}
        task_of, times = {(one, step): pk for pk, one, step, *_ in rows}, defaultdict(Counter)
        raised = Effect.objects.filter(duty=RAISE, record_id__in=episodes).values_list(
            "key", "effective_on", "recorded_at"
        )
        for key, day, moment in raised:
            pk = task_of[tuple(map(int, key.split(":")[1:]))]
            values[pk] |= {"raised": day, "raised_done": clock.day_of(moment)}
            times[pk, "raised"]["effect"] += 1
        late = Effect.objects.filter(duty=LATE, record_id__in=found).values_list(
            "record_id", "effective_on", "recorded_at"
        )
        for pk, day, moment in late:
            values[pk] |= {"late": day, "late_done": clock.day_of(moment)}
            times[pk, "late"]["effect"] += 1
        letters = Message.objects.filter(kind__in=(RAISE, LATE), record_id__in=found)
        for kind, pk, to in letters.values_list("kind", "record_id", "recipient_code"):
            times[pk, "raised" if kind == RAISE else "late"][to] += 1
        for (pk, name), counted in times.items():
            values[pk][f"{name}_times"] = max(counted.values())
        return {found[pk]: told for pk, told in values.items()}

    def _maturity(self, pks):
        """Ends of guarantee periods told of, and last days in the register of silence."""
        found, times = {}, defaultdict(Counter)
        told = Effect.objects.filter(duty=ENDING, record_id__in=pks)
        for key, pk, day, moment in told.values_list("key", "record_id", "effective_on", "recorded_at"):
            at = "保证期间", self.numbers[pk], int(key.rpartition(":")[2])
            found[at] = {"alert": day, "alert_done": clock.day_of(moment)}
            times[at]["effect"] += 1
        letters = Message.objects.filter(kind=ENDING, record_id__in=pks)
        for key, pk, to in letters.values_list("key", "record_id", "recipient_code"):
            times["保证期间", self.numbers[pk], int(key.split(":")[3])][to] += 1
        for at, counted in times.items():
            found.setdefault(at, {"alert": None, "alert_done": None})["alert_times"] = max(counted.values())
        rows = SilentMaturity.objects.filter(note__in=pks).values_list("pk", "note", "status")
        return found | self._silences({pk: (self.numbers[note], state) for pk, note, state in rows})

    @staticmethod
    def _silences(rows):
        if not rows:
            return {}
        found = {
            pk: {"state": state, "flag": None, "flag_done": None, "flag_times": 0}
            for pk, (_, state) in rows.items()
        }
        told = Effect.objects.filter(duty=FLAG, record_id__in=rows).order_by("id")
        for pk, day, moment in told.values_list("record_id", "effective_on", "recorded_at"):
            times = found[pk]["flag_times"] + 1
            found[pk] |= {"flag": day, "flag_done": clock.day_of(moment), "flag_times": times}
        return {("到期", rows[pk][0]): values for pk, values in found.items()}

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


def _rungs(duty, name, key):
    """What was told of records {pk: key} once for each rung, the last part of its key, beside its letters."""
    found, times = {}, defaultdict(Counter)
    told = Effect.objects.filter(duty=duty, record_id__in=key)
    for said, pk, day, moment in told.values_list("key", "record_id", "effective_on", "recorded_at"):
        at = (*key[pk], int(said.rpartition(":")[2]))
        found[at] = {name: day, f"{name}_done": clock.day_of(moment)}
        times[at]["effect"] += 1
    letters = Message.objects.filter(kind=duty, record_id__in=key)
    for said, pk, to in letters.values_list("key", "record_id", "recipient_code"):
        times[*key[pk], int(said.split(":")[-2])][to] += 1
    for at, counted in times.items():
        found.setdefault(at, {name: None, f"{name}_done": None})[f"{name}_times"] = max(counted.values())
    return found


_NO_FILE = {"opened": None, "opened_done": None, "opened_times": 0}
_NOTHING = {
    name: value
    for effect in ("day1", "day60", "warning")
    for name, value in ((effect, None), (f"{effect}_done", None), (f"{effect}_times", 0))
} | {"owed1": None, "owed60": None}
_NO_STEP = {name: value for effect in ("raised", "late") for name, value in (
    (effect, None), (f"{effect}_done", None), (f"{effect}_times", 0),
)}  # fmt: skip
