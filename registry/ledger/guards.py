"""The database's own word on append-only tables: triggers that refuse UPDATE and DELETE, on both databases."""

TABLES = ("ledger_statuschange", "ledger_effect", "documents_issueddocument")
MESSAGE = "append-only table"


def install(schema_editor, tables=TABLES):
    """Create the triggers (idempotent). Called by migrations; tests that must empty tables drop the DELETE ones."""
    for table in tables:
        for statement in _statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)


def remove(schema_editor, tables=TABLES):
    """Drop the triggers (backwards migration)."""
    vendor = schema_editor.connection.vendor
    for table in tables:
        for event in ("update", "delete"):
            on = f" ON {table}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on}", params=None)


def _statements(vendor, table):
    if vendor == "sqlite":
        for event in ("update", "delete"):
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{event} BEFORE {event.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
        return
    yield (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    )
    for event in ("update", "delete"):
        yield f"DROP TRIGGER IF EXISTS {table}_no_{event} ON {table}"
        yield (
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
