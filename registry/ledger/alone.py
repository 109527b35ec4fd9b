"""One runner at a time, of the timers or of other work by name, held by the database server or the operating system:

a killed runner holds nothing.
"""

from contextlib import contextmanager
from pathlib import Path

from django.db import connection

_KEYS = {"timers": 0x78626474, "uploads": 0x78626475, "search": 0x78626476, "opendata": 0x78626477}


@contextmanager
def alone(*, wait, what="timers"):
    """Yields whether this runner may work. With `wait` it may, once the one at work has finished; without, False then."""
    hold = _advisory_lock if connection.vendor == "postgresql" else _file_lock
    with hold(wait, what) as held:
        yield held


@contextmanager
def _advisory_lock(wait, what):
    """PostgreSQL: held by the connection, given back when it ends, however it ends."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {'pg_advisory_lock' if wait else 'pg_try_advisory_lock'}(%s)", [_KEYS[what]])
        held = wait or cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held:
            _give_back(what)


def _give_back(what):
    if connection.connection is None or connection.needs_rollback:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEYS[what]])


@contextmanager
def _file_lock(wait, what):
    """SQLite: a lock on a file beside the database, given back by the operating system when the process ends."""
    import fcntl

    beside = Path(f"{connection.settings_dict['NAME']}.{what}")
    with beside.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
