"""One day of ours, and the same rows by plain SQL: find who is due, insert and update from a table that holds the rows ready."""

from dataclasses import dataclass, field

from django.db import connection, transaction

from benchmarks.daily.county import DAY
from benchmarks.ledger.spent import seconds
from registry.ledger.actors import system_actor
from registry.ledger.duties import run_duties
from registry.lending.duties import DUTIES as ALL

DUTIES = ALL[:3]
TABLES = (
    "lending_overdueepisode", "lending_historicaloverdueepisode", "lending_bankreport", "lending_historicalbankreport",
    "lending_historicalloannote", "ledger_statuschange", "ledger_effect", "ledger_message",
)  # fmt: skip
CHANGED = {"lending_overdueepisode": "id, status, version", "lending_loannote": "id, status, version"}
BEGIN = """CREATE TEMPORARY TABLE due_now AS SELECT n.id FROM lending_loannote n JOIN lending_position p ON p.note_id = n.id
 WHERE p.standing AND p.unpaid_since < %s AND n.status IN ('active', 'overdue') AND NOT EXISTS (SELECT 1 FROM
 lending_overdueepisode e WHERE e.note_id = n.id AND e.unpaid_since = p.unpaid_since AND e.status <> 'voided')"""
FULL = """CREATE TEMPORARY TABLE full_now AS SELECT e.id FROM lending_overdueepisode e WHERE e.day60_on <= %s AND
 (e.status = 'open' OR (e.status IN ('day60', 'claimed') AND NOT EXISTS (SELECT 1 FROM lending_bankreport r WHERE
 r.episode_id = e.id AND r.kind = 'day60')))"""


@dataclass
class Day:
    spent: float
    statements: int = 0
    columns: dict = field(default_factory=dict)
    written: dict = field(default_factory=dict)
    changed: dict = field(default_factory=dict)


def day_of_ours():
    """The timer's day, measured, its rows taken down, then taken back."""
    with transaction.atomic():
        before = {table: _one(f"SELECT coalesce(max({_key(table)}), 0) FROM {table}") for table in TABLES}
        states = {table: set(_rows(f"SELECT {names} FROM {table}")) for table, names in CHANGED.items()}
        count = _Counter()
        with connection.execute_wrapper(count):
            day = Day(seconds(lambda: run_duties(DUTIES, actor=system_actor(), on=DAY, since=DAY)))
        day.statements = count.taken
        for table, most in before.items():
            day.columns[table], day.written[table] = _taken(table, most)
        day.changed = {
            table: [row for row in _rows(f"SELECT {names} FROM {table}") if row not in states[table]]
            for table, names in CHANGED.items()
        }
        transaction.set_rollback(True)
    return day


def raw(day):
    """Processor seconds of plain SQL for the same day; the rows lie ready in temporary tables beforehand."""
    with transaction.atomic():
        for table, rows in (day.written | {f"new_{t}": r for t, r in day.changed.items()}).items():
            _lay_ready(table, rows)
        spent = seconds(lambda: _write(day))
        transaction.set_rollback(True)
    return spent


def _write(day):
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [DAY])
        cursor.execute(FULL, [DAY])
        for table in TABLES:
            names = ", ".join(day.columns[table])
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM ready_{table}")
        for table in CHANGED:
            cursor.execute(
                f"UPDATE {table} SET status = r.status, version = r.version FROM ready_new_{table} r WHERE {table}.id = r.id"
            )


def _lay_ready(table, rows):
    real = table.removeprefix("new_")
    with connection.cursor() as cursor:
        names = CHANGED[real] if table.startswith("new_") else "*"
        cursor.execute(f"CREATE TEMPORARY TABLE ready_{table} AS SELECT {names} FROM {real} WHERE 1 = 0")
        if not rows:
            return
        if connection.vendor == "sqlite":
            cursor.executemany(f"INSERT INTO ready_{table} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)
            return
        with cursor.copy(f"COPY ready_{table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def analyse():
    """What a server does by itself over night."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _key(table):
    return "history_id" if "_historical" in table else "id"


def _taken(table, most):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {_key(table)} > %s", [most])
        return [column[0] for column in cursor.description], cursor.fetchall()


def _rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _one(statement):
    return _rows(statement)[0][0]


class _Counter:
    """Counts statements on their way to the database."""

    taken = 0

    def __call__(self, execute, sql, params, many, context):
        self.taken += 1
        return execute(sql, params, many, context)
