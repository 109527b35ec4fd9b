"""What the public is told: each thing once, from the day it counts, and no longer than it may be shown."""

from dataclasses import dataclass
from datetime import date


@dataclass
class Told:
    """One announcement. `last` is the last day its names may be read; `replaced` by a later one."""

    kind: str
    about: str
    basis: date
    published: date
    last: date | None = None
    replaced: bool = False
    forgotten: bool = False

    @property
    def key(self):
        return ("公告", self.kind, self.about, self.basis)

    def shown_on(self, day) -> bool:
        return self.published <= day and (self.last is None or day <= self.last)

    def state_on(self, day) -> str:
        if self.replaced:
            return "replaced"
        return "valid" if self.last is None or day <= self.last else "expired"


@dataclass
class Untold:
    """A change the public has to be told of at the next run."""

    kind: str
    about: str
    day: date
