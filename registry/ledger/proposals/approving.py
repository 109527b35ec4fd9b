"""Whether an act is being done under an approved proposal: verbs that must never be done alone ask this."""

from contextlib import contextmanager
from contextvars import ContextVar

from ..actors import is_system
from ..errors import NotAllowed

_approved: ContextVar[str] = ContextVar("approved", default="")


@contextmanager
def under_approval(name):
    """Held by deciding.approve only, around the verb of act `name`."""
    token = _approved.set(name)
    try:
        yield
    finally:
        _approved.reset(token)


def must_be_proposed(name, actor, what):
    """Raises NotAllowed when a person does alone what needs two; the system (founding, take-over) may."""
    if _approved.get() != name and not is_system(actor):
        raise NotAllowed(
            f"“{what}”须由一人提出、另一人批准，不能一人直接办理。请先提出，再由有权的人在“待批事项”中批准。"
        )
