"""One migrated template database, made once and copied for every test process: a suite starts in seconds.

The template is keyed by everything that shapes it: migrations, roles, seeds and the locked packages.
"""

import hashlib
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

ROOT = Path(settings.BASE_DIR)
SHAPING = (
    "registry/*/migrations/*.py",
    "publicity/migrations/*.py",
    "imports/migrations/*.py",
    "cms/**/migrations/*.py",
    "registry/parties/roles.py",
    "registry/parties/founding.py",
    "registry/*/moves.py",
    "publicity/moves.py",
    "imports/moves.py",
    "registry/policy/seed*.py",
    "registry/ledger/guards.py",
    "cms/pages/founding*",
    "cms/pages/founding/*",
    "requirements.txt",
)


def key():
    """A short fingerprint of the files that shape a fresh database."""
    digest = hashlib.sha256()
    files = {path for pattern in SHAPING for path in ROOT.glob(pattern) if path.is_file()}
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def folder():
    path = Path(settings.VAR_DIR) / "test"
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def alone(name):
    """One process at a time; the others wait for what it makes."""
    import fcntl

    with open(folder() / f"{name}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def store():
    """The keeper of template and copies for the database in use."""
    return PostgresStore() if connection.vendor == "postgresql" else SqliteStore()


def point_at(name):
    """Send the default connection to another database of the same server or folder."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


class SqliteStore:
    """Files under the var folder: the template, and one copy per process."""

    def __init__(self):
        self.template = folder() / f"template-{key()}.sqlite3"

    def name(self, label):
        return folder() / f"{label}.sqlite3"

    def build(self):
        with alone("template"):
            if self.template.exists():
                return
            for old in folder().glob("template-*.sqlite3"):
                old.unlink()
            fresh = self.name(f"building-{os.getpid()}")
            fresh.unlink(missing_ok=True)
            point_at(fresh)
            call_command("migrate", verbosity=0)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            fresh.rename(self.template)

    def copy(self, label):
        self.drop(label)
        shutil.copyfile(self.template, self.name(label))
        point_at(self.name(label))

    def drop(self, label):
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.name(label)}{ending}").unlink(missing_ok=True)


class PostgresStore:
    """Databases of one server: the template, and one copy per process (`CREATE DATABASE … TEMPLATE`)."""

    def __init__(self):
        self.template = f"xbd_template_{key()}"

    def name(self, label):
        return f"xbd_test_{label.replace('-', '_')}"

    def build(self):
        with alone("template"):
            if self._exists(self.template):
                return
            fresh = f"{self.template}_building"
            self._server(f'DROP DATABASE IF EXISTS "{fresh}"', f'CREATE DATABASE "{fresh}"')
            point_at(fresh)
            call_command("migrate", verbosity=0)
            connection.close()
            self._server(f'ALTER DATABASE "{fresh}" RENAME TO "{self.template}"')

    def copy(self, label):
        name = self.name(label)
        self._server(
            f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
            f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"',
        )
        point_at(name)

    def drop(self, label):
        self._server(f'DROP DATABASE IF EXISTS "{self.name(label)}" WITH (FORCE)')

    def _exists(self, name):
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def _server(self, *statements):
        connection.close()
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
