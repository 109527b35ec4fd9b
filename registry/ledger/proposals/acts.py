"""Which acts wait for a second person. Rooms above add theirs from AppConfig.ready, as data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .packing import shown

DAYS = 10


@dataclass(frozen=True)
class Act:
    """One act. `proposes` and `decides` are the permissions of the first and the second person.

    `execute(record, arguments, *, actor, today, reason)` runs the verb as the approver. `describe(record, arguments)`
    gives (label, old, new) lines. `key(record, arguments)` names the object: one open proposal per act and key.
    `foresee(record, arguments, today)` adds lines about what else it would move.
    `problems(record, arguments, today)` is asked when proposing. A proposal lapses after `workdays` working days.
    `by_timer`: the system may propose it as well.
    """

    name: str
    label: str
    proposes: str
    decides: str
    execute: Callable[..., Any]
    describe: Callable[[Any, dict], list[tuple[str, str, str]]]
    key: Callable[[Any, dict], str] = lambda record, arguments: f"{record._meta.label_lower}:{record.pk}"
    problems: Callable[[Any, dict, Any], list[str]] = lambda record, arguments, today: []
    foresee: Callable[[Any, dict, Any], list[tuple[str, str, str]]] = lambda record, arguments, today: []
    clause: str = "R69"
    workdays: int = DAYS
    by_timer: bool = False


_ACTS: dict[str, Act] = {}


def register_act(act: Act) -> Act:
    """Add an act; the same name again replaces it (reloading is harmless)."""
    _ACTS[act.name] = act
    return act


def act_for(name) -> Act:
    return _ACTS[name]


def all_acts() -> list[Act]:
    return [_ACTS[name] for name in sorted(_ACTS)]


def verb_act(name, label, verb, *, permission, move=None, labels=None, decides=""):
    """An Act around `verb(record, *, actor, today, reason, **arguments)`.

    `move` is the Move it makes (its states are shown), `labels` the Chinese names of the arguments.
    """
    labels = labels or {}

    def execute(record, arguments, *, actor, today, reason):
        return verb(record, actor=actor, today=today, reason=reason, **arguments)

    def describe(record, arguments):
        states = dict(record._meta.get_field("status").choices) if move else {}
        lines = [("状态", states[record.status], states[move.target])] if move else [("办理", "—", label)]
        return lines + [(labels.get(name, name), "—", shown(value)) for name, value in arguments.items()]

    return register_act(Act(name, label, permission, decides or permission, execute, describe))
