"""A key held by code, not by people: the ledger's right to write a status."""

from contextlib import contextmanager
from contextvars import ContextVar

_open: ContextVar[bool] = ContextVar("status_open", default=False)


@contextmanager
def status_door():
    """Held by registry.ledger.doors only, around the one save that writes a status."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def status_is_open() -> bool:
    return _open.get()
