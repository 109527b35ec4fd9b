"""Triggers that note every change of a public row, in the transaction of the change and through whichever door it came.

A verb that forgets to tell the search cannot be written; a set-based writer need not know of it (decision 0054).
"""

from django.db import connections

from .sources import ANNOUNCEMENT, ENTRY, NOTICE, PAGE, ROSTER

WATCHED = (
    ("parties_business", ROSTER, "id"),
    ("parties_qualification", ROSTER, "business_id"),
    ("publicity_noticeentry", ENTRY, "id"),
    ("publicity_notice", NOTICE, "id"),
    ("publicity_announcement", ANNOUNCEMENT, "id"),
    ("wagtailcore_page", PAGE, "id"),
)
FUNCTION = """CREATE OR REPLACE FUNCTION xbd_note_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE pk bigint; BEGIN EXECUTE 'SELECT ($1).' || TG_ARGV[1] INTO pk USING NEW;
INSERT INTO publicity_searchdue (kind, record_id) VALUES (TG_ARGV[0]::smallint, pk); RETURN NULL; END $$"""


def install(using="default", **_):
    """Receiver of `post_migrate`: where a table is not watched yet, watch it and note every row it has."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    if "publicity_searchdue" not in tables:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table, kind, column in WATCHED:
            if table in tables and not _is_watched(cursor, connection.vendor, table):
                for statement in _statements(connection.vendor, table, kind, column):
                    cursor.execute(statement)


def _is_watched(cursor, vendor, table):
    known = (
        "pg_trigger WHERE tgname"
        if vendor == "postgresql"
        else "sqlite_master WHERE type = 'trigger' AND name"
    )
    cursor.execute(f"SELECT count(*) FROM {known} LIKE %s", [f"{table}_searched%"])
    return cursor.fetchone()[0] > 0


def _statements(vendor, table, kind, column):
    if vendor == "postgresql":
        yield (
            f"CREATE TRIGGER {table}_searched AFTER INSERT OR UPDATE ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION xbd_note_search('{kind}', '{column}')"
        )
    else:
        note = f"INSERT INTO publicity_searchdue (kind, record_id) VALUES ({kind}, NEW.{column})"
        for event in ("INSERT", "UPDATE"):
            yield f"CREATE TRIGGER {table}_searched_{event.lower()} AFTER {event} ON {table} BEGIN {note}; END"
    yield f"INSERT INTO publicity_searchdue (kind, record_id) SELECT {kind}, {column} FROM {table}"
