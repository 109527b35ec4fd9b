"""Where the grams lie: an FTS5 table on SQLite, an array of integers under a GIN index on PostgreSQL. Same rows, same questions.

One row a record: `id` says kind, day and record (`place_of`), newest first from above; records stand above pages. A
question is a list of words, each a list of ways, each a list of grams that a row must have.
"""

import time
from datetime import date
from functools import lru_cache

from django.db import connection

from .grams import gram

TABLE = "publicity_searchgrams"
RECORD, DAY, KINDS, ENOUGH = 32, 24, 16, 5_000
READ, SPARE, FRESH = 8_000, 1.5, 3600
PAGES = 5


def place_of(kind, day, pk) -> int:
    """The id of a row: 62 bits, so that a greater one comes first: records before pages, newer before older."""
    return ((kind < PAGES) << 60) | (day.toordinal() << (RECORD + 4)) | ((KINDS - 1 - kind) << RECORD) | pk


def record_at(place) -> tuple[int, int]:
    """Kind and key of the record at `place`."""
    return KINDS - 1 - (place >> RECORD) % KINDS, place % (1 << RECORD)


def day_at(place) -> date:
    return date.fromordinal((place >> (RECORD + 4)) % (1 << DAY))


def identity(kind, pk) -> int:
    """The gram every row of one record has, to find it again."""
    return gram("#", f"{kind}:{pk}")


def of_kind(kind) -> int:
    """The gram every row of one kind has."""
    return gram("#", kind)


def engine(table=TABLE):
    return (Gin if connection.vendor == "postgresql" else Fts)(table)


class Fts:
    """SQLite. Rows come in the order of their ids by themselves, so a question stops as soon as it has enough."""

    def __init__(self, table):
        self.table = table

    def create(self):
        _run(
            f"CREATE VIRTUAL TABLE {self.table} USING fts5(grams, detail=none, columnsize=0, tokenize='ascii')"
        )

    def finish(self):
        _run(f"INSERT INTO {self.table}({self.table}) VALUES ('optimize')")

    def take_place_of(self, other):
        _run(f"DROP TABLE {other}")
        _run(f"ALTER TABLE {self.table} RENAME TO {other}")

    def add(self, rows):
        """`rows` are pairs of id and grams."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {self.table}(rowid, grams) VALUES (%s, %s)",
                [(place, " ".join(map(_token, sorted(grams)))) for place, grams in rows],
            )

    def remove(self, places):
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {self.table} WHERE rowid = %s", [[place] for place in places])

    def newest(self, question, limit, below=None) -> list[int]:
        """At most `limit` ids from above, of rows that have every gram of one way of every word."""
        words = [
            " OR ".join(f"({' AND '.join(map(_token, way))})" for way in ways) for ways in question if ways
        ]
        sql = f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s"
        given = [" AND ".join(f"({word})" for word in words)]
        if below is not None:
            sql, given = f"{sql} AND rowid < %s", [*given, below]
        return _ids(f"{sql} ORDER BY rowid DESC LIMIT %s", [*given, limit])


class Gin:
    """PostgreSQL. What is rare is gathered from the index and sorted; what is not, read along the primary key."""

    def __init__(self, table):
        self.table = table

    def create(self):
        _run(f"CREATE TABLE {self.table} (id bigint NOT NULL, grams integer[] NOT NULL)")

    def finish(self):
        """Keys and index once the rows are in: faster than row by row."""
        _run(f"ALTER TABLE {self.table} ADD PRIMARY KEY (id)")
        _run(f"CREATE INDEX ON {self.table} USING gin (grams) WITH (fastupdate = off)")
        _run(f"ANALYZE {self.table}")

    def take_place_of(self, other):
        _run(f"DROP TABLE {other}")
        _run(f"ALTER TABLE {self.table} RENAME TO {other}")

    def add(self, rows):
        with connection.cursor() as cursor, cursor.copy(f"COPY {self.table} (id, grams) FROM STDIN") as copy:
            for place, grams in rows:
                copy.write_row((place, sorted(grams)))

    def remove(self, places):
        _run(f"DELETE FROM {self.table} WHERE id = ANY (%s)", [list(places)])

    def newest(self, question, limit, below=None) -> list[int]:
        where, given = [], []
        for ways in filter(None, question):
            where.append(f"({' OR '.join(['grams @> %s::integer[]'] * len(ways))})")
            given += ways
        from_above, start = (["id < %s"], [below]) if below is not None else ([], [])
        common = self._among_the_newest(question, limit, (where, given), (from_above, start))
        if len(common) == limit:
            return common
        where, given = [*where, *from_above], [*given, *start]
        found = f"SELECT id FROM {self.table} WHERE {' AND '.join(where)}"
        some = _ids(f"WITH found AS MATERIALIZED ({found} LIMIT %s) SELECT id FROM found", [*given, ENOUGH])
        if len(some) < ENOUGH:
            return sorted(some, reverse=True)[:limit]
        return _ids(f"{found} ORDER BY id DESC LIMIT %s", [*given, limit])

    def _among_the_newest(self, question, limit, asked, start):
        """What nearly every row has is soon found by reading rows from above; the index would gather all of them first."""
        share = _share(question, _frequent(self.table, int(time.monotonic() // FRESH)))
        if share * READ < limit * SPARE:
            return []
        (where, given), (from_above, below) = asked, start
        begin = f"WHERE {from_above[0]}" if from_above else ""
        rows = f"SELECT id, grams FROM {self.table} {begin} ORDER BY id DESC LIMIT %s"
        sql = f"SELECT id FROM ({rows}) AS newest WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT %s"
        return _ids(sql, [*below, int(limit * SPARE / share) + 1, *given, limit])


def _share(question, frequent):
    """The share of rows a question finds at most: of its rarest word the commonest way, of that the rarest gram."""
    return min(
        (max(min(frequent.get(one, 0) for one in way) for way in ways) for ways in question if ways),
        default=0,
    )


@lru_cache(maxsize=4)
def _frequent(table, _hour):
    """The grams that ANALYZE found in many rows, with their share of all. Out of date, it costs time and no answer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_elems::text::integer[], most_common_elem_freqs FROM pg_stats"
            " WHERE schemaname = current_schema() AND tablename = %s AND attname = 'grams'",
            [table],
        )
        elements, shares = cursor.fetchone() or (None, None)
    return dict(zip(elements or (), shares or (), strict=False))


def _token(number):
    return f"{number + 2**31:x}"


def _run(statement, given=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def _ids(statement, given):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [row[0] for row in cursor.fetchall()]
