"""Releasing a held entry: a finding that lets it be recognised takes a second person (R30, R63, R69)."""

from registry.ledger.proposals import verb_act
from registry.ledger.proposals.proposing import propose

from . import handling
from .moves import OBJECTION

MINOR, UNFOUNDED = "release_minor", "release_unfounded"


def register_acts():
    """Called once from AppConfig.ready."""
    for name, move, verb in (
        (MINOR, "find_minor", handling.find_minor),
        (UNFOUNDED, "find_unfounded", handling.find_unfounded),
    ):
        label = f"{OBJECTION.by_name[move].label}（放行暂缓认定的对象）"
        verb_act(name, label, verb, permission=OBJECTION.permission(move), move=OBJECTION.by_name[move])


def find_minor(objection, *, actor, today, reason):
    """The door's verb: while the entry is held, proposed; before that, found at once."""
    return _release(MINOR, handling.find_minor, objection, actor, today, reason)


def find_unfounded(objection, *, actor, today, reason):
    """The door's verb: while the entry is held, proposed; before that, found at once."""
    return _release(UNFOUNDED, handling.find_unfounded, objection, actor, today, reason)


def _release(name, verb, objection, actor, today, reason):
    if objection.entry.status == "held" and objection.status == "investigating":
        return propose(name, objection, actor=actor, today=today, reason=reason)
    return verb(objection, actor=actor, today=today, reason=reason)
