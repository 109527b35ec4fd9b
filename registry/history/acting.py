"""Who is acting, and why: the context every write to a business row happens in."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from .errors import NoActor


@dataclass(frozen=True)
class Act:
    """One person (or the system actor) doing one thing; `source` names an upload, a form or a timer."""

    actor: Any
    reason: str = ""
    source: str = ""


_act: ContextVar[Act | None] = ContextVar("act", default=None)


@contextmanager
def acting(actor, reason="", *, source=""):
    """Everything saved inside is recorded as done by `actor` for `reason`.

    Nested calls replace the reason and keep the outer source when none is given.
    """
    outer = _act.get()
    token = _act.set(Act(actor, reason, source or (outer.source if outer else "")))
    try:
        yield
    finally:
        _act.reset(token)


def current_act() -> Act:
    """The act under way. Raises NoActor when a row is written by nobody."""
    act = _act.get()
    if act is None or act.actor is None or act.actor.pk is None:
        raise NoActor("业务数据必须在 acting(操作人, 理由) 之内写入，以便留下是谁、为何改动。")
    return act


def act_or_none() -> Act | None:
    """The act under way, or None at an edge that has not begun one."""
    return _act.get()
