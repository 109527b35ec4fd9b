"""A note's last day: silence after it (R44), and the guarantee period that ends some months later (民法典692, domain §7.2)."""

from calendar import monthrange
from datetime import date, timedelta

ONE = timedelta(days=1)
STAGES = (30, 7, -1)  # days before the last day of the guarantee; the last one is the day after it


class Maturity:
    """`agreed` is the last day of the guarantee by contract; one not after the note's own says nothing: then six months."""

    def __init__(self, due, agreed):
        self.due = due
        self.guaranteed = agreed if agreed and agreed > due else _six_months_after(due)
        self.alerts, self.silent, self.flags = {}, None, []

    def stage(self, today):
        """The newest stage that has come."""
        come = [stage for stage in STAGES if self.day_of(stage) <= today]
        return come[-1] if come else None

    def day_of(self, stage):
        return self.guaranteed - timedelta(days=stage)

    def unalerted(self, state, today):
        """The stage to be told of a note still to be paid; None for none."""
        stage = self.stage(today) if state in ("active", "overdue") else None
        return None if stage in self.alerts else stage

    def unflagged(self, state, today):
        """Past its last day, by all that was said neither paid nor overdue, and not in the register of silence."""
        return state == "active" and self.due + ONE <= today and self.silent != "open"

    def unanswered(self, state):
        return self.silent == "open" and state != "active"

    def flag(self, done):
        self.silent = "open"
        self.flags.append(done)

    def answer(self, state):
        self.silent = {"settled": "repaid", "overdue": "overdue"}[state]

    def next_days(self, state, today):
        """Days on which something falls due by the passing of time; today or earlier for what waits already."""
        if self.unanswered(state) or self.unalerted(state, today) is not None:
            yield today
        if state == "active" and self.silent != "open":
            yield self.due + ONE
        yield from (self.day_of(stage) for stage in STAGES if self.day_of(stage) > today)

    def told(self, number):
        found = {
            ("保证期间", number, stage): {"alert": self.day_of(stage), "alert_done": done, "alert_times": 1}
            for stage, done in self.alerts.items()
        }
        if self.silent:
            found["到期", number] = {
                "state": self.silent, "flag": self.due + ONE, "flag_done": self.flags[-1], "flag_times": len(self.flags),
            }  # fmt: skip
        return found


def _six_months_after(due):
    year, month = divmod(due.year * 12 + due.month + 5, 12)
    return date(year, month + 1, min(due.day, monthrange(year, month + 1)[1]))
