"""One migrated template database, made once and copied for every test process: a suite starts in seconds.

The template is keyed by everything that shapes it: migrations, roles, seeds and the locked packages.
"""

import io
import os
import shutil
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from cms.schema.laying import lay
from cms.schema.shaping import fingerprint

COUNTY_DAY = "2026-11-20"
EVERYTHING = ("registry/**/*.py", "publicity/**/*.py", "imports/**/*.py", "cms/**/*.py", "requirements.txt")


def folder():
    path = Path(settings.VAR_DIR) / "test"
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def alone(name):
    """One process at a time; the others wait for what it makes."""
    import fcntl

    with (folder() / f"{name}.lock").open("w") as handle:
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


class Store:
    """Templates and copies. A subclass says how a database is cloned, renamed and dropped.

    `empty` is migrated and no more; `county` is `empty` with the demonstration county of COUNTY_DAY.
    """

    def template(self, kind):
        return f"template_{kind}_{fingerprint() if kind == 'empty' else fingerprint(EVERYTHING)}"

    def build(self, kind="empty"):
        """Make the template unless it is there; one process at a time."""
        with alone(f"template-{connection.vendor}-{kind}"):
            if self.exists(self.template(kind)):
                return
            if kind == "county":
                self.build("empty")
            self.forget(kind)
            label = f"building_{kind}_{os.getpid()}"
            getattr(self, f"make_{kind}")(label)
            self.rename(label, self.template(kind))

    def make_empty(self, label):
        self.create(label)
        lay()
        call_command("migrate", verbosity=0)

    def make_county(self, label):
        self.copy(label)
        call_command("seed_demo", today=date.fromisoformat(COUNTY_DAY), stdout=io.StringIO())

    def copy(self, label, kind="empty"):
        """A fresh copy under `label`, and the default connection on it."""
        self.drop(label)
        self.clone(self.template(kind), label)
        point_at(self.name(label))


class SqliteStore(Store):
    """Files under the var folder."""

    def name(self, label):
        return folder() / f"{label}.sqlite3"

    def exists(self, label):
        return self.name(label).exists()

    def forget(self, kind):
        for old in folder().glob(f"template_{kind}_*"):
            old.unlink()

    def create(self, label):
        self.drop(label)
        point_at(self.name(label))

    def clone(self, source, label):
        shutil.copyfile(self.name(source), self.name(label))

    def rename(self, label, to):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        self.name(label).rename(self.name(to))

    def drop(self, label):
        connection.close()
        for ending in ("", "-wal", "-shm", ".timers", ".uploads"):
            Path(f"{self.name(label)}{ending}").unlink(missing_ok=True)


class PostgresStore(Store):
    """Databases of one server, cloned by `CREATE DATABASE … TEMPLATE`."""

    def name(self, label):
        return f"xbd_{label}"

    def exists(self, label):
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name(label)])
            return cursor.fetchone() is not None

    def forget(self, kind):
        """Old templates of a lasting server are the operator's to remove."""

    def create(self, label):
        self.drop(label)
        self._server(f'CREATE DATABASE "{self.name(label)}"')
        point_at(self.name(label))

    def clone(self, source, label):
        self._server(f'CREATE DATABASE "{self.name(label)}" TEMPLATE "{self.name(source)}"')

    def rename(self, label, to):
        self._server(f'ALTER DATABASE "{self.name(label)}" RENAME TO "{self.name(to)}"')

    def drop(self, label):
        self._server(f'DROP DATABASE IF EXISTS "{self.name(label)}" WITH (FORCE)')

    def _server(self, statement):
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)
