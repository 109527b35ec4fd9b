"""Where the grams lie: an FTS5 table on SQLite, an array of integers under a GIN index on PostgreSQL. Same rows, same questions.

One row a record: `id` says kind, day and record (`place_of`), newest first from above; records stand above pages. A
question is a list of words, each a list of ways, each a list of grams that a row must have.
"""

from datetime import date

from django.db import connection

from .grams import gram

TABLE = "publicity_searchgrams"
RECORD, DAY, KINDS, ENOUGH = 32, 24, 16, 5_000
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
        if below is not None:
            where, given = [*where, "id < %s"], [*given, below]
        found = f"SELECT id FROM {self.table} WHERE {' AND '.join(where)}"
        some = _ids(f"WITH found AS MATERIALIZED ({found} LIMIT %s) SELECT id FROM found", [*given, ENOUGH])
        if len(some) < ENOUGH:
            return sorted(some, reverse=True)[:limit]
        return _ids(f"{found} ORDER BY id DESC LIMIT %s", [*given, limit])


def _token(number):
    return f"{number + 2**31:x}"


def _run(statement, given=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def _ids(statement, given):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [row[0] for row in cursor.fetchall()]
