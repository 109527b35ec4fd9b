"""How far a long piece of work has come, told to whoever listens; nobody listening, nothing happens. Pure.

The listener may stop the work by raising: it is asked between rows.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

EVERY = 100
_listener: ContextVar[Callable[[str, int, int], None] | None] = ContextVar("progress", default=None)


@contextmanager
def told_to(listener: Callable[[str, int, int], None]):
    """Inside, `listener(phase, rows done, rows in all)` hears of every hundred rows."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(phase, done=0, total=0):
    """Say that a phase has begun, or how far it is."""
    listener = _listener.get()
    if listener is not None:
        listener(phase, done, total)


def watched(rows: Iterable, phase: str, total: int | None = None) -> Iterator:
    """The rows one by one, with word of how far it is; `total` where they cannot be counted beforehand."""
    if total is None:
        rows = list(rows) if _listener.get() is not None and not hasattr(rows, "__len__") else rows
        total = len(rows) if hasattr(rows, "__len__") else 0
    for done, row in enumerate(rows):
        if done % EVERY == 0:
            tell(phase, done, total)
        yield row
    tell(phase, total, total)
