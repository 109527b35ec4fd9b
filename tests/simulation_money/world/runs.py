"""The timers of a day: awake, asleep for up to five weeks, killed and started again, dead until tomorrow, two at once, by a clock put back."""

from datetime import timedelta

from registry.ledger.actors import system_actor
from registry.ledger.duties import run_duties
from registry.ledger.models import DutyRun
from registry.lending import duties as lending
from registry.sanctions import duties as sanctions
from tests.simulation.world.faults import beside, broken_off

from ..comparing import differences

NAMES = (
    "overdue.begin", "overdue.day1", "overdue.day60", "ladder.raise", "ladder.late", "promise.judge", "dossier.open", "dossier.remind",
    "claim.age", "lending.guarantee_end", "returns.flag", "returns.answer", "sanctions.warn",
)  # fmt: skip


def duties():
    """The duties foretold, as the rooms list them."""
    return [duty for duty in (*lending.DUTIES, *sanctions.DUTIES) if duty.name in NAMES]


class Running:
    def timers(self):
        if self.day < self.asleep_until:
            self.compare()
            return
        how = self.rng.choices(list(self.profile.runs), list(self.profile.runs.values()))[0]
        getattr(self, f"run_{how}")()

    def wake(self):
        """What the scheduler calls: from the day after the last whole one on."""
        run_duties(duties(), actor=system_actor(), on=self.day)

    def passes(self):
        """The days the next run goes through. Which day was the last whole one is a fact of the crash, not of the oracle."""
        last = (
            DutyRun.objects.exclude(finished_at=None).order_by("-day").values_list("day", flat=True).first()
        )
        first = min(last + timedelta(days=1), self.day) if last else self.day
        return [first + timedelta(days=n) for n in range((self.day - first).days + 1)]

    def whole(self, days):
        """What a whole run through `days` does, on this very day."""
        for day in days:
            self.oracle.day_run(day, (self.day, self.day))
        self.counts["runs"] += 1

    def run_whole(self):
        days = self.passes()
        self.wake()
        self.whole(days)
        self.compare()

    def run_asleep(self):
        self.note("定时事项没有运行")
        self.counts["asleep"] += 1
        self.compare()

    def run_long(self):
        days = self.rng.randint(2, 35)
        self.asleep_until = self.day + timedelta(days=days)
        self.note(f"定时事项停{days}天")
        self.counts["asleep"] += days
        self.compare()

    def run_again(self):
        """Killed at some statements, one after another, and started again the same day."""
        for minute in range(1, self.rng.randint(2, 4)):
            self._killed()
            self.at(18, minute)
        self.run_whole()

    def run_dead(self):
        """Killed, and nobody there until the next day on which they run."""
        self._killed()

    def _killed(self):
        days = self.passes()
        if not broken_off(self.wake, self.rng.randint(1, self.profile.furthest), after=self.chance(0.5)):
            self.whole(days)
            self.compare()
            return
        self.counts["crashes"] += 1
        self.note("定时事项中途断电")
        self._adopt(days)
        self.compare()

    def _adopt(self, days):
        """Each note is as it was, or as it stands somewhere along the run that broke off: that is where the oracle goes on."""
        numbers = sorted(self.oracle.due(self.day))
        found = self.seeing.seen(numbers, self.day)
        for number in numbers:
            there = {key: values for key, values in found.items() if key[1] == number}
            for note in self.oracle.halfway(number, days, (self.day, self.day)):
                if not differences(self.oracle.told(number, note, self.day), there):
                    self.oracle.adopt(number, note, self.day)
                    break

    def run_beside(self):
        days = self.passes()
        beside(self.wake, self.wake, self.rng.randint(1, 25))
        self.note("两个定时进程同时运行")
        self.counts["besides"] += 1
        self.whole(days)
        self.compare()

    def run_back(self):
        """The clock steps back an hour after a run: nothing may happen twice."""
        self.run_whole()
        self.at(17)
        self.wake()
        self.note("时钟倒退一小时")
        self.compare()
