"""One world: a seed, a first day, days that go by. Whatever differs from the oracle stops it, with its story."""

import io
from collections import Counter, deque
from datetime import timedelta
from random import Random

from registry.policy.models import PolicyVersion
from tests import builders

from ..oracle import Oracle
from . import calendars, people
from .calendar_acts import Arranging
from .cases import Listing
from .doing import Doing
from .names import Names
from .objections import Objecting
from .profile import WIDE
from .publicity import Publishing
from .runs import CHINA, Running
from .seasons import Living
from .site import Site
from .standings import Cancelling


class Found(Exception):
    """The oracle and the register disagree. `mismatches` say how, the text tells the story."""

    def __init__(self, world, mismatches):
        self.mismatches = mismatches
        self.kinds = {m.kind for m in mismatches}
        lines = [
            f"种子 {world.seed}，{world.day}，自 {world.start} 起：",
            *world.trace,
            "不一致：",
            *map(str, mismatches),
        ]
        super().__init__("\n".join(lines))


class World(Doing, Publishing, Objecting, Listing, Cancelling, Arranging, Living, Site, Running):
    """`live(until)` goes through the days. `counts` says how much happened."""

    one = timedelta(days=1)

    def __init__(self, seed, start, *, folder, traveller, profile=WIDE, spare=()):
        self.seed, self.start, self.day, self.profile = seed, start, start, profile
        self.rng, self.oracle, self.names = Random(seed), Oracle(), Names()
        self.folder, self.traveller, self.quiet = folder, traveller, io.StringIO()
        self.agenda, self.on_last_day, self.spare = {}, {}, list(spare)
        self.lists, self.revised, self.business_number = {}, 0, 1000
        self.counts, self.trace = Counter(), deque(maxlen=60)
        self.down_until, self.zone = None, CHINA
        self.last_run, self.down, self.people_alike = None, False, False
        self.at(9)
        self._prepare()

    def _prepare(self):
        """The register as it stood on the first day: the lists made public by then, people with accounts."""
        self.coming = []
        for known, year, entries, number in calendars.turn_back(self.start):
            if known <= self.start:
                self.lists[year] = entries
                self.oracle.arranged(year, *calendars.lists(entries))
            else:
                self.coming.append((known, year, entries, number))
        for person in (builders.clerk, builders.head, builders.legal, people.both, people.second_head):
            person()
        assert PolicyVersion.objects.in_force(self.start).exists(), (
            "the policy must be in force on the first day"
        )

    def note(self, words):
        self.trace.append(f"  {self.day} {words}")

    def mismatch(self, mismatch):
        self.judge([mismatch])

    def judge(self, mismatches):
        if mismatches:
            raise Found(self, mismatches)

    def live(self, until):
        """Go through every day up to `until`; with leaps only those on which something is planned or falls due."""
        while self.day <= until:
            if not self.profile.leaps or self._worth_a_look():
                self.one_day()
            self.day += self.one
        return self

    def _worth_a_look(self):
        """Something is planned, waits, or falls due around today; now and then a day on which nothing does."""
        planned = self.down or any(
            day <= self.day for day in (*self.agenda, *(line[0] for line in self.coming))
        )
        almanac, near = self.oracle.almanac, self.oracle.edges()
        waits = any(
            n.state == "open" and n.certain and n.blocked(almanac) for n in self.oracle.notices.values()
        )
        return planned or waits or self.day in near or self.day - self.one in near or self.chance(0.03)

    def one_day(self):
        self.counts["days"] += 1
        self.at(10)
        if not self.down:
            self.work()
        self.timers()

    def work(self):
        """What was planned for today and whatever waited while the house was down; then what comes by chance."""
        for day in sorted(day for day in self.agenda if day <= self.day):
            for deed in self.agenda.pop(day):
                deed()
        self._last_day_objections()
        while self.coming and self.coming[0][0] <= self.day:
            _, year, entries, number = self.coming.pop(0)
            self.arrange(year, entries, number)
        if self.chance(self.profile.amended):
            self.amend()
        self.fate()
        self.outages()
        self.decide_extensions()

    def _last_day_objections(self):
        for ref, entries in self.on_last_day.items():
            if entries and self.oracle.notices[ref].end == self.day:
                for entry in entries:
                    self.object_to(entry)
                entries.clear()

    def new_business(self, *, individual=False):
        self.business_number += 1
        return people.business(self.business_number, individual=individual, year=self.day.year)
