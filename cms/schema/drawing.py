"""Writing the script: an SQLite database that has just been migrated, said again as SQL, the same every time."""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from django.conf import settings

from .shaping import fingerprint, told

HEAD = "-- 空数据库的全部数据表和建立时的数据，由 python manage.py draw_schema 生成，请勿手工修改。\n-- "
MOMENT = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,6}'")
CHANCE = re.compile(r"'[0-9a-f]{32}'")
NOW, ANY = "'{now}'", "'{any}'"


def draw() -> str:
    """Migrate an empty SQLite database of its own (about a minute) and say it as SQL."""
    with tempfile.TemporaryDirectory() as folder:
        own = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        own |= {"XBD_VAR": folder, "PYTHONHASHSEED": "0"}
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=settings.BASE_DIR, env=own, check=True, stdout=subprocess.DEVNULL)
        with closing(sqlite3.connect(Path(folder) / "db.sqlite3")) as kept:
            script = "".join(f"{line};\n" for line in _statements(kept))
    return f"{HEAD}{fingerprint()} {told(script)}\n{script}"


def _statements(kept):
    """Tables, rows, indexes, triggers: every row finds the table it points to, and no trigger refuses one."""
    made = kept.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    ).fetchall()
    virtual = [name for _, name, sql in made if sql.startswith("CREATE VIRTUAL TABLE")]
    tables = [(name, sql) for kind, name, sql in made if kind == "table" and not _shadow(name, virtual)]
    yield from (sql for _, sql in tables)
    for name in (*(name for name, _ in tables), "sqlite_sequence"):
        yield from _rows(kept, name)
    for wanted in ("index", "view", "trigger"):
        yield from (sql for kind, _, sql in made if kind == wanted)


def _shadow(name, virtual):
    """The tables a virtual table makes for itself."""
    return any(name.startswith(f"{one}_") for one in virtual)


def _rows(kept, name):
    columns = [row[1] for row in kept.execute(f'PRAGMA table_info("{name}")')]
    quoted = " || ',' || ".join(f'quote("{column}")' for column in columns)
    for (values,) in kept.execute(f'SELECT {quoted} FROM "{name}" ORDER BY rowid'):
        yield f'INSERT INTO "{name}" VALUES({CHANCE.sub(ANY, MOMENT.sub(NOW, values))})'
