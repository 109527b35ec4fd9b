"""The timers of a day: awake, asleep, killed in the middle, killed for good, run twice at once, by a clock put back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cms.duties import bring_to
from cms.pages.tasks import bring_to_today
from registry.ledger.models import DutyFailure

from ..comparing import Mismatch, differences, differences_halfway
from .faults import beside, broken_off
from .seen import seen

CHINA = ZoneInfo("Asia/Shanghai")
FURTHEST = 400


class Running:
    def at(self, hour, minute=0):
        """Put the clock of the machine to this hour of the day."""
        moment = datetime(self.day.year, self.day.month, self.day.day, hour, minute, tzinfo=CHINA)
        self.traveller.move_to(moment)

    def timers(self):
        """One day's meeting with the timers, and what both sides say afterwards."""
        how = self.rng.choices(list(self.profile.runs), list(self.profile.runs.values()))[0]
        if self.down:
            how = "whole"
        self.at(18)
        getattr(self, f"run_{how}")()

    def wake(self):
        """What the scheduler calls. A leap of quiet days is named by hand, as `run_due --since` does."""
        if self.profile.leaps:
            bring_to(self.day, since=self.day)
        else:
            bring_to_today.call_local()

    def passes(self) -> list:
        """The days the timers go through: all since the last whole run."""
        if self.profile.leaps or self.last_run is None:
            return [self.day]
        return [self.last_run + timedelta(days=n) for n in range((self.day - self.last_run).days + 1)]

    def whole(self):
        self.tell_looks()
        for day in self.passes():
            self.oracle.day_run(day)
        self.last_run, self.down = self.day, False
        self.counts["runs"] += 1

    def run_whole(self):
        self.wake()
        self.whole()
        self.compare()

    def run_asleep(self):
        self.note("定时事项没有运行")
        self.counts["asleep"] += 1
        self.compare()

    def run_again(self):
        """Killed at some statements, one after another, and started again."""
        for minute in range(1, self.rng.randint(2, 4)):
            if broken_off(self.wake, self.rng.randint(1, FURTHEST), after=self.chance(0.5)):
                self.counts["crashes"] += 1
                self.note("定时事项中途断电，重新运行")
                self.compare_halfway()
            self.at(18, minute)
        self.run_whole()

    def run_dead(self):
        """Killed, and nobody there until tomorrow."""
        if not broken_off(self.wake, self.rng.randint(1, FURTHEST), after=self.chance(0.5)):
            self.whole()
            self.compare()
            return
        self.counts["crashes"] += 1
        self.note("定时事项中途断电，当天没有恢复")
        self.compare_halfway()
        self.down = True

    def run_beside(self):
        beside(self.wake, self.wake, self.rng.randint(1, 60))
        self.note("两个定时进程同时运行")
        self.counts["besides"] += 1
        self.whole()
        self.compare()

    def run_back(self):
        """The clock steps back an hour after a run: nothing may happen twice, nothing early."""
        self.run_whole()
        self.at(17)
        self.wake()
        self.note("时钟倒退一小时")
        self.at(18, 30)
        self.wake()
        self.compare()

    def compare(self):
        """Both sides after a whole run, or with no run at all: equal in everything."""
        self.counts["compared"] += 1
        found, doubles = seen(self.names, self.oracle, self.day)
        wanted = self.oracle.expected(self.day)
        self.counts["effects"] += len(wanted)
        self.judge(differences(wanted, found, doubles))
        failed = DutyFailure.objects.filter(held=False, resolved_at=None)
        self.judge([Mismatch("failed", (row.duty, row.record_key), found=row.reason) for row in failed])

    def compare_halfway(self):
        """After a run that broke off: nothing beyond what a whole run would have done."""
        self.tell_looks()
        ahead = self.oracle
        for day in self.passes():
            ahead = ahead.ahead(day)
        found, doubles = seen(self.names, ahead, self.day)
        self.judge(
            differences_halfway(self.oracle.expected(self.day), ahead.expected(self.day), found, doubles)
        )
