"""Two keys held by code, not by people: the ledger's right to write a status, the bulk writer's right to write sets."""

from contextlib import contextmanager
from contextvars import ContextVar

_status_open: ContextVar[bool] = ContextVar("status_open", default=False)
_bulk_open: ContextVar[bool] = ContextVar("bulk_open", default=False)


@contextmanager
def _held(variable):
    token = variable.set(True)
    try:
        yield
    finally:
        variable.reset(token)


def status_door():
    """Held by registry.ledger.doors only, around the one save that writes a status."""
    return _held(_status_open)


def bulk_door():
    """Held by registry.history.bulk only, around set-based writes that carry their history."""
    return _held(_bulk_open)


def status_is_open() -> bool:
    return _status_open.get()


def bulk_is_open() -> bool:
    return _bulk_open.get()
