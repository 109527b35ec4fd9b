"""The oracle: facts in, one day's run at a time, and everything that must then be so."""

from collections import Counter
from copy import deepcopy

from .almanac import DAY, Almanac
from .cases import CaseFacts
from .publicity import PublicityFacts
from .running import DayRun
from .showing import Showing


class Oracle(PublicityFacts, CaseFacts, DayRun, Showing):
    """`expected(day)` is a dict of everything observable on `day`; the sides agree when both dicts are equal."""

    def __init__(self):
        self.almanac = Almanac()
        self.notices, self.entries, self.objections = {}, {}, {}
        self.cases, self.repairs, self.standing = {}, {}, {}
        self.told, self.untold, self.effects = [], [], {}
        self.given = Counter()

    def arranged(self, year, off, on):
        """The list of a year was made public."""
        self.almanac.arrange(year, off, on)

    def ahead(self, day):
        """A copy that has gone through `day`: what may at most have happened in a run that broke off."""
        other = deepcopy(self)
        other.day_run(day)
        return other

    def edges(self) -> set:
        """Days around which something falls due, for a driver that does not look at every day."""
        days = set()
        for notice in self.notices.values():
            if notice.state == "open":
                days |= {notice.end, notice.after, notice.owed_end(self.almanac) + DAY}
        for case in self.cases.values():
            if case.state in ("notified", "replied"):
                days |= {case.reply_due, case.reply_due + DAY}
            if case.state == "published":
                days |= {case.hidden_from - DAY, case.hidden_from}
        days |= {
            repair.due + DAY for repair in self.repairs.values() if repair.state in ("received", "verified")
        }
        return days

    def number(self, series, day):
        self.given[series, day.year] += 1

    def effect(self, duty, ref, basis):
        """A timed effect, once; its basis day is the day it should have come."""
        self.effects.setdefault((duty, ref), basis)
