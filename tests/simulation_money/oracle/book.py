"""All notes together: uploads heard, days gone through by the timers, and what must be seen afterwards."""

from copy import deepcopy

from .note import Note, sixty


class Oracle:
    def __init__(self, numbers, strict_from=None):
        full = sixty(strict_from)
        self.notes = {number: Note(full) for number in numbers}
        self.agenda, self.touched = {}, set()

    def upload(self, rows, source, today):
        """`rows` are (number, as of, unpaid since, balance). What they say is weighed at once, on the day they come in."""
        told = {row[0] for row in rows if self.notes[row[0]].hear(*row[1:], source)}
        self._weigh(told, today, (today, today))

    def undo(self, numbers, source, today):
        for number in numbers:
            self.notes[number].unhear(source)
        self._weigh(numbers, today, (today, today))

    def day_run(self, day, done):
        """The timers go through `day`; what falls due by then is done within the days of `done`."""
        due = {number for known in [d for d in self.agenda if d <= day] for number in self.agenda.pop(known)}
        self._weigh(due, day, done)
        for number in due:
            note = self.notes[number]
            for episode in note.unwarned(day):
                note.warn(episode, done)

    def _weigh(self, numbers, day, done):
        for number in numbers:
            note = self.notes[number]
            note.weigh(day, done)
            for due in note.next_days():
                self.agenda.setdefault(due, set()).add(number)
        self.touched |= set(numbers)

    def due(self, until):
        """Numbers of the notes of which a run up to `until` may make something."""
        return {number for day in self.agenda if day <= until for number in self.agenda[day]}

    def halfway(self, number, days, done):
        """The note as it stands, and as it may stand wherever a run through `days` breaks off, in order."""
        note = deepcopy(self.notes[number])
        yield note
        for day in days:
            note = deepcopy(note)
            note.weigh(day, done)
            yield note
            for episode in note.unwarned(day):
                note = deepcopy(note)
                note.warn(episode, done)
                yield note

    def adopt(self, number, note):
        """A run broke off and left the note so."""
        self.notes[number] = note
        for due in note.next_days():
            self.agenda.setdefault(due, set()).add(number)

    def expected(self, numbers):
        """{("借据", number) or ("逾期", number, n): plain values} of these notes."""
        found = {}
        for number in numbers:
            found |= self.told(number, self.notes[number])
        return found

    def told(self, number, note):
        """The same of one note, as it stands or as it may."""
        found = {("借据", number): {"state": note.state()}}
        return found | {
            ("逾期", number, n): self._episode(note, episode) for n, episode in enumerate(note.episodes)
        }

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
