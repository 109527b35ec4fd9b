"""PostgreSQL beside a remembered world: numbers are handed out for good, rows are poured in past Django's `execute`."""

from contextlib import contextmanager

from django.db import connection

STANDING = "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value, start_value FROM pg_sequences"
_templates = {}


def stay():
    """Whether numbers once given stay given, though their rows are undone."""
    return connection.vendor == "postgresql"


def begin_again():
    """Every sequence stands where the template left it: the same steps give the same keys, whatever was undone before."""
    if not stay():
        return
    name, now = connection.settings_dict["NAME"], _standing()
    moved = [
        (sequence, told)
        for sequence, told in _templates.setdefault(name, now).items()
        if told != now[sequence]
    ]
    if moved:
        asked = ", ".join(["setval(%s::regclass, %s, %s)"] * len(moved))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {asked}", [given for sequence, told in moved for given in (sequence, *told)]
            )


def _standing():
    """{sequence: (number, whether it was given)}"""
    with connection.cursor() as cursor:
        cursor.execute(STANDING)
        return {
            name: (first if last is None else last, last is not None)
            for name, last, first in cursor.fetchall()
        }


class Told:
    """A COPY that keeps what goes into it."""

    def __init__(self, copy):
        self.copy, self.kept = copy, []

    def write(self, text):
        self.copy.write(text)
        self.kept.append(("write", text))

    def write_row(self, row):
        self.copy.write_row(row)
        self.kept.append(("write_row", tuple(row)))


def listen(poured):
    """From now on `poured(statement, kept)` hears of every COPY that went through."""
    if not stay():
        return
    from django.db.backends.postgresql.base import Cursor

    plain = Cursor.copy

    @contextmanager
    def copy(self, statement, params=None, *, writer=None):
        with plain(self, statement, params, writer=writer) as through:
            told = Told(through)
            yield told
        poured(statement, told.kept)

    Cursor.copy = copy


def pour(cursor, statement, kept):
    """What a COPY was told, told once more."""
    with cursor.copy(statement) as copy:
        for how, what in kept:
            getattr(copy, how)(what)
