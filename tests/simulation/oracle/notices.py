"""A notice and its entries: 公示期限为10个工作日，公示期间无重大失信事件反映，确定为信用企业（户）.

The day of publication is not counted; the last day ends at 24:00; what is told is never shortened; an entry whose
objection is still open waits alone; a window over a year without its list is provisional and ends by nobody.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from .almanac import DAY

WORKDAYS = 10
OPEN = ("received", "accepted", "investigating")
FOUND = ("major", "minor", "unfounded")
DECIDED = ("lead", "declined", *FOUND)


@dataclass
class Objection:
    """One objection; `steps` are (day, state) in order."""

    ref: str
    late: bool
    named: bool
    steps: list
    due: date | None = None
    forget_on: date | None = None

    def on(self, day) -> str:
        """The state at the end of `day`; what was answered stays what it was found."""
        known = [state for when, state in self.steps if when <= day and state != "answered"]
        return known[-1] if known else ""

    @property
    def state(self):
        return self.steps[-1][1]

    @property
    def decided_on(self):
        return max((day for day, state in self.steps if state in DECIDED), default=None)


@dataclass
class Entry:
    """One business on a notice. `basis` is the day from which its state counts."""

    ref: str
    subject: str
    state: str = "in_publicity"
    basis: date | None = None
    told: bool = False
    left: date | None = None
    corrections: list = field(default_factory=list)
    objections: list = field(default_factory=list)

    def verdict(self, day, *, late_majors=False) -> str:
        """recognised, held or refused by the objections as they stood at the end of `day`."""
        in_time = [o.on(day) for o in self.objections if not o.late]
        if late_majors:
            in_time += [o.on(day) for o in self.objections if o.late and o.on(day) == "major"]
        if "major" in in_time:
            return "refused"
        return "held" if any(state in OPEN for state in in_time) else "recognised"

    def become(self, state, basis):
        self.state, self.basis = state, basis


@dataclass
class Notice:
    """A published notice. `days` working days are owed (more after an outage); `waiting` an extension is undecided."""

    ref: str
    published: date
    first: date
    end: date
    certain: bool
    entries: list
    state: str = "open"
    basis: date | None = None
    days: int = WORKDAYS
    start: date | None = None
    waiting: bool = False
    opened_at: datetime | None = None
    looks: list = field(default_factory=list)
    asked_gaps: list = field(default_factory=list)
    settled_gaps: set = field(default_factory=set)

    def owed_end(self, almanac):
        return almanac.nth(self.start or self.published, self.days)

    def make_certain(self, almanac):
        """A year's list came: the end as told, or the later one."""
        self.end = max(self.end, self.owed_end(almanac))
        self.certain = almanac.certain(self.published, self.owed_end(almanac))

    def blocked(self, almanac) -> bool:
        """Nothing may be decided: provisional, an extension undecided, or called for by a changed calendar."""
        return not self.certain or self.waiting or bool(self.asked_gaps) or self.owed_end(almanac) > self.end

    def over(self, day, almanac) -> bool:
        return day > self.end and not self.blocked(almanac)

    def open_on(self, day) -> bool:
        """Whether the public may still object on `day`."""
        if self.state == "withdrawn":
            return False
        return day <= self.end or (not self.certain and self.state == "open")

    @property
    def after(self):
        return self.end + DAY
