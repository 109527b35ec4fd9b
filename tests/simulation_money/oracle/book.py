"""All notes together: uploads heard, days gone through by the timers, and what must be seen afterwards."""

from copy import deepcopy

from . import ladder
from .note import Note, sixty


class Oracle:
    """`notes` are {number: (last day, last day of the guarantee by contract or None)}, all of one bank."""

    def __init__(self, notes, steps=(), strict_from=None):
        full = sixty(strict_from)
        self.notes = {number: Note(full, steps, *days) for number, days in notes.items()}
        self.agenda, self.touched = {}, set()

    def upload(self, rows, source, today):
        """`rows` are (number, as of, unpaid since, balance). What they say is weighed at once, on the day they come in."""
        self._flag(today)
        told = {row[0] for row in rows if self.notes[row[0]].hear(*row[1:], source)}
        self._weigh(told, today, (today, today))
        self._take_account(today)

    def owes(self, number):
        """Whether something due is unpaid, by all that was said."""
        return self.notes[number].owes()

    def promise(self, number, today, by):
        self.notes[number].promise(today, by)
        self._look_at(number, today)

    def claimable(self, number):
        """Whether a claim may be drafted, by all that was said."""
        return self.notes[number].claimable() is not None

    def claim(self, number, today):
        self.notes[number].claim(today)
        self._look_at(number, today)

    def undo(self, numbers, source, today):
        for number in numbers:
            self.notes[number].unhear(source)
        self._weigh(numbers, today, (today, today))
        self._take_account(today)

    def _take_account(self, today):
        """With every word of the bank its silences are answered, and those it did not break are entered (R44)."""
        for number, note in self.notes.items():
            if note.maturity.silent and note.maturity.unanswered(note.state()):
                note.maturity.answer(note.state())
                self._look_at(number, today)
        self._flag(today)

    def _flag(self, today):
        for number, note in self.notes.items():
            if note.maturity.due < today and note.maturity.unflagged(note.state(), today):
                note.maturity.flag((today, today))
                self._look_at(number, today)

    def _look_at(self, number, today):
        self.touched.add(number)
        for due in self.notes[number].next_days(today):
            self.agenda.setdefault(due, set()).add(number)

    def day_run(self, day, done):
        """The timers go through `day`; what falls due by then is done within the days of `done`."""
        due = {number for known in [d for d in self.agenda if d <= day] for number in self.agenda.pop(known)}
        for number in due:
            for _ in self.notes[number].live(day, done):
                pass
            self._look_at(number, day)

    def _weigh(self, numbers, day, done):
        for number in numbers:
            self.notes[number].weigh(day, done)
            self._look_at(number, day)

    def due(self, until):
        """Numbers of the notes of which a run up to `until` may make something."""
        return {number for day in self.agenda if day <= until for number in self.agenda[day]}

    def halfway(self, number, days, done):
        """The note as it stands, and as it may stand wherever a run through `days` breaks off, in order."""
        note = deepcopy(self.notes[number])
        yield note
        for day in days:
            for _ in note.live(day, done):
                yield note

    def adopt(self, number, note, today):
        """A run broke off on `today` and left the note so."""
        self.notes[number] = note
        self._look_at(number, today)

    def expected(self, numbers, today):
        """{("借据", number) or ("逾期", number, n): plain values} of these notes, as they are shown on `today`."""
        found = {}
        for number in numbers:
            found |= self.told(number, self.notes[number], today)
        return found

    def told(self, number, note, today):
        """The same of one note, as it stands or as it may."""
        found = {("借据", number): {"state": note.state()}, **note.maturity.told(number)}
        found |= {("承诺", number, n): promise.told() for n, promise in enumerate(note.promises)}
        for n, claim in enumerate(note.claims):
            found |= {("代偿", number, n, *level): values for level, values in claim.told().items()}
        for n, episode in enumerate(note.episodes):
            gathered = episode.file.told(episode, today) if episode.file else {}
            found |= {("资料", number, n, *stage): values for stage, values in gathered.items()}
            found["逾期", number, n] = self._episode(note, episode)
            found |= {("步骤", number, n, name): values for name, values in ladder.told(episode).items()}
        return found

    @staticmethod
    def _episode(note, episode):
        told = {
            "since": episode.since,
            "over": None if episode.voided else episode.over,
            "state": note.state_of(episode),
        }
        for name in ("day1", "day60", "warning"):
            effect = getattr(episode, name)
            told |= {
                name: effect and effect.basis,
                f"{name}_done": effect and effect.done,
                f"{name}_times": int(bool(effect)),
            }
        return told | {"owed1": episode.owed1, "owed60": episode.owed60}
