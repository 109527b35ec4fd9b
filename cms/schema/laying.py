"""Laying the script down in an empty SQLite database: a second instead of the minute that all migrations take."""

import re
import uuid
from pathlib import Path

from django.db import connection

from registry.history import clock

from .shaping import fingerprint, told

SCRIPT = Path(__file__).parent / "empty.sql"


def is_stale() -> bool:
    """Whether the script was drawn from other migrations, founding rows or packages than there are now."""
    if not SCRIPT.exists():
        return True
    with SCRIPT.open(encoding="utf-8") as script:
        script.readline()
        return script.readline().split()[1:2] != [fingerprint()]


def is_whole() -> bool:
    """Whether the statements are those that were drawn, not changed by hand."""
    _, mark, statements = SCRIPT.read_text(encoding="utf-8").split("\n", 2)
    return mark.split()[2:] == [told(statements)]


def lay() -> bool:
    """Bring an empty SQLite database to the state after all migrations; whole or not at all.

    False, and nothing done, where there are tables already, on another database, and when the script is stale:
    `migrate`, which always follows, then does all of it.
    """
    if connection.vendor != "sqlite" or is_stale() or connection.introspection.table_names():
        return False
    moment = clock.moment().strftime("%Y-%m-%d %H:%M:%S.%f")
    script = re.sub("'{any}'", lambda _: f"'{uuid.uuid4().hex}'", SCRIPT.read_text(encoding="utf-8"))
    script = script.replace("'{now}'", f"'{moment}'")
    connection.ensure_connection()
    connection.connection.executescript(f"BEGIN;\nPRAGMA defer_foreign_keys = ON;\n{script}COMMIT;")
    return True
