"""How far the register has come: a word that is another one as soon as any recorded row was written since."""

import hashlib
from functools import cache

from django.apps import apps
from django.db import connection

from .models import Recorded
from .walls import lifted
from .writing import history_of

# Whether another transaction is writing in this database; those of the server's other databases write nothing here, nor do the
# server's own workers (they have no user), which gather statistics now and then. Who is there is asked anew: within a transaction
# the server keeps to whom it saw at the first look, and whoever came since, of whatever database, would pass for a writer.
OTHERS_WRITE = (
    "(pg_stat_clear_snapshot() IS NULL OR EXISTS ("
    "SELECT 1 FROM pg_locks AS held LEFT JOIN pg_stat_activity AS other ON other.pid = held.pid "
    "WHERE held.locktype = 'transactionid' AND held.granted AND held.mode = 'ExclusiveLock' "
    "AND held.pid IS DISTINCT FROM pg_backend_pid() "
    "AND COALESCE(other.datname, current_database()) = current_database() "
    "AND (other.pid IS NULL OR other.usesysid IS NOT NULL)))"
)


def version_now(day, *, but=()) -> str:
    """The version as of `day`, without what the apps in `but` keep. Every write of a recorded row leaves a history row."""
    with lifted(), connection.cursor() as cursor:
        cursor.execute(_last_of_all(tuple(but)))
        told = f"{day.isoformat()} {cursor.fetchone()}"
    return hashlib.sha256(told.encode()).hexdigest()


@cache
def _last_of_all(but):
    """One statement for all recorded tables; PostgreSQL plans it in half the time that max() takes to be planned."""
    histories = [
        history_of(model)._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Recorded) and model._meta.app_label not in but
    ]
    last = '(SELECT history_id FROM "{}" ORDER BY history_id DESC LIMIT 1)'
    return f"SELECT {', '.join(map(last.format, sorted(histories)))}"


def version_before(day, *, but=()) -> str:
    """The version to judge by: whatever is written after this call changes it. "" when that cannot be promised.

    PostgreSQL numbers rows before they are committed: while another transaction is writing, an earlier number may
    still appear. SQLite has one writer at a time.
    """
    version = version_now(day, but=but)
    if connection.vendor != "postgresql":
        return version
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {OTHERS_WRITE}")
        return "" if cursor.fetchone()[0] else version
