"""Whose hand a consequence comes from: the person (or timer), the day, the checked act behind it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from registry.ledger.actors import system_actor
from registry.ledger.doors import perform

from .desk import Desk


@dataclass(frozen=True)
class Hand:
    """Carried through the consequences of facts. `because` is the StatusChange of the checked act, if there is one."""

    actor: Any
    today: date
    because: Any = None
    desk: Desk = field(default=None)

    def __post_init__(self):
        if self.desk is None:
            object.__setattr__(self, "desk", Desk(self.today))

    def move(self, record, name, *, effective_on, reason="", facts=None, because=None):
        """Make a move that follows from facts: by the person behind `because`, else by the system (timed moves only).

        Returns the StatusChange.
        """
        because = because or self.because
        actor = self.actor if because is not None else system_actor()
        return perform(
            record, name, actor=actor, today=self.today, reason=reason, effective_on=effective_on,
            facts=facts, because=because, policy=self.desk.policy(effective_on),
        )  # fmt: skip
