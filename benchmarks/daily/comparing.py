"""Whether floor and ours left the same rows: every column of every table, but moments and hashes, whatever their order."""

from django.db import connection

TABLES = (
    "lending_overdueepisode", "lending_historicaloverdueepisode", "lending_bankreport", "lending_historicalbankreport",
    "lending_historicalloannote", "ledger_statuschange", "ledger_effect", "ledger_message",
)  # fmt: skip
BESIDE = {"id", "history_id", "history_date", "recorded_at", "position", "previous_hash", "row_hash"}


def counted():
    """{table: number of rows}."""
    return {table: _asked(f"SELECT count(*) FROM {table}")[1][0][0] for table in TABLES}


def left():
    """{table: the sorted rows}, without the columns that cannot agree."""
    return {table: _rows(table) for table in TABLES}


def _rows(table):
    names, rows = _asked(f"SELECT * FROM {table}")
    kept = sorted((name, at) for at, name in enumerate(names) if name not in BESIDE)
    return sorted(str([row[at] for _, at in kept]) for row in rows)


def _asked(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [column[0] for column in cursor.description], cursor.fetchall()
