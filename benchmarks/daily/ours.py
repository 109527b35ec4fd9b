"""One day of ours: measured, and the rows it wrote."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from benchmarks.daily.county import DAY
from benchmarks.ledger.spent import seconds
from registry.ledger.actors import system_actor
from registry.ledger.duties import run_duties
from registry.lending.duties import DUTIES as ALL

DUTIES = ALL[:3]


@dataclass
class Day:
    spent: float
    statements: int


def day_of_ours():
    """The timer's day, written for good."""
    count = _Counter()
    with connection.execute_wrapper(count):
        spent = seconds(lambda: run_duties(DUTIES, actor=system_actor(), on=DAY, since=DAY))
    return Day(spent, count.taken)


def tried():
    """The same, taken back again."""
    with transaction.atomic():
        day = day_of_ours()
        transaction.set_rollback(True)
    return day


class _Counter:
    """Counts statements on their way to the database."""

    taken = 0

    def __call__(self, execute, sql, params, many, context):
        self.taken += 1
        return execute(sql, params, many, context)


@contextmanager
def on_a_copy(name):
    """The connection leads to a copy of the database, file or server's, and back again."""
    kept = connection.settings_dict["NAME"]
    connection.close()
    _copy(kept, name)
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept
        _drop(name)


def _copy(kept, name):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(name)])
        connection.close()
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{kept}"')


def _drop(name):
    if connection.vendor != "sqlite":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
