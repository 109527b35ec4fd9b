"""Worlds many tests begin with are made by the verbs once, and written again for the next test, statement by statement.

A step (`@remembered`: a builder, a chapter of the stories) is known by everything written to the database and to files
before it, by its arguments, the clock and the settings a test has changed; where code is patched, none is. Statements,
files and answer of a step are kept for this process. Whatever else a test does happens for real, and so does the rest
of a test once something was done that is not followed here.
"""

import hashlib
import io
import pickle
import time
from copy import deepcopy
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import wraps

import time_machine
from django.conf import UserSettingsHolder, settings
from django.core import mail
from django.db import connection
from django.db.models import Model
from psycopg.types.json import Json, Jsonb

from registry.history.acting import act_or_none
from tests.support import numbers

READING = ("SELECT", "RELEASE", "PRAGMA", "EXPLAIN", "WITH")
WRITING = ("INSERT", "UPDATE", "DELETE")
ASKED_TO_WRITE = ("nextval(", "setval(", "set_config(")
JSON = (Json, Jsonb)
PLAIN = (type(None), bool, int, float, str, bytes, date, datetime, timedelta, Decimal)
TEMPLATE = b"template"


class Unknown(Exception):
    """An argument that cannot be told apart from another by what is in it."""


def shape(value, depth=2):
    """What a step is given, as text. Raises Unknown where that would not be all of it."""
    if isinstance(value, PLAIN):
        return f"{type(value).__name__} {value!r}"
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__} {[shape(one, depth) for one in value]}"
    if isinstance(value, dict):
        return f"dict {[(shape(key), shape(one, depth)) for key, one in value.items()]}"
    if isinstance(value, Model) and value.pk and not value._state.adding:
        return f"{value._meta.label} {_row(value, depth)}"
    raise Unknown(type(value))


def _row(row, depth):
    names = {field.attname for field in row._meta.concrete_fields}
    columns = [(name, repr(told)) for name, told in sorted(row.__dict__.items()) if name in names]
    others = row.__dict__.keys() - names - {"_state", "_django_version"}
    if any(not name.endswith("_cache") and row.__dict__[name] is not None for name in others):
        raise Unknown(sorted(others))
    near = row._state.fields_cache if depth else {}
    return columns, [(name, one and shape(one, depth - 1)) for name, one in sorted(near.items())]


def rows_in(value):
    """The rows a step is given: it may change them in place."""
    if isinstance(value, Model):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from rows_in(one)
    elif isinstance(value, dict):
        yield from rows_in(list(value.values()))


def hour():
    """The standing clock of a test, or the day. Raises Unknown where the clock of a traveller goes on."""
    if not time_machine.escape_hatch.is_travelling():
        return date.today().isoformat()
    now = time.time_ns()
    if now != time.time_ns():
        raise Unknown("a clock that goes on")
    return now


def changed_settings():
    """The settings a test has changed, innermost first."""
    holder, told = settings._wrapped, []
    while isinstance(holder, UserSettingsHolder):
        told.append(sorted((name, value) for name, value in vars(holder).items() if name.isupper()))
        holder = holder.default_settings
    return told


class _Pickler(pickle.Pickler):
    def __init__(self, file, rows):
        super().__init__(file)
        self.places = {id(row): place for place, row in enumerate(rows)}

    def persistent_id(self, obj):
        return self.places.get(id(obj)) if isinstance(obj, Model) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file, rows):
        super().__init__(file)
        self.persistent_load = rows.__getitem__


def told_by(params):
    """All that is in the parameters. JSON for PostgreSQL shows but its beginning in its repr."""
    if not isinstance(params, (list, tuple)):
        return repr(params)
    return f"[{', '.join(told_by(one.obj) if isinstance(one, JSON) else told_by(one) for one in params)}]"


def as_now(params):
    """The parameters as they are now: lists and JSON may be changed by whoever made them."""
    if isinstance(params, (list, tuple)):
        return type(params)(map(as_now, params))
    return deepcopy(params) if isinstance(params, JSON) else params


def _once(cursor, sql, params):
    cursor.execute(sql, params)
    if cursor.description:
        cursor.fetchall()


def _many(cursor, sql, params):
    cursor.executemany(sql, params)


class Step:
    """What one step wrote, kept and answered."""

    def __init__(self, writes, files, answer, rows):
        self.writes, self.files = writes, files
        kept = io.BytesIO()
        _Pickler(kept, rows).dump((answer, [dict(vars(row)) for row in rows]))
        self.kept = kept.getvalue()

    def again(self, folder, rows):
        with connection.cursor() as cursor:
            for how, sql, params in self.writes:
                how(cursor.cursor, sql, params)
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        answer, states = _Unpickler(io.BytesIO(self.kept), rows).load()
        for row, state in zip(rows, states, strict=True):
            vars(row).clear()
            vars(row).update(state)
        return answer


class World:
    """The database of one test: all that was written to it since the template, as one digest; None once unknown."""

    steps = {}

    def __init__(self, folder, patches, state=TEMPLATE):
        self.folder, self.patches, self.state, self.writes, self.points = folder, patches, state, None, {}

    def __call__(self, execute, sql, params, many, context):
        """Follows every statement (a wrapper of Django's execute)."""
        verb = sql.lstrip(" (\n")[:9].upper()
        if verb.startswith(WRITING) or any(word in sql for word in ASKED_TO_WRITE):
            return self._writing(execute, sql, params, many, context)
        if verb.startswith("SAVEPOINT"):
            self.points[sql.split()[-1]] = self.state, None if self.writes is None else len(self.writes)
        elif verb.startswith("ROLLBACK"):
            self._back_to(sql.split()[-1])
        elif not verb.startswith(READING):
            self.state = None
        return execute(sql, params, many, context)

    def _back_to(self, point):
        """What was undone was never written, but for numbers that stay given. A step that undoes what stood before it is not kept."""
        undone, (self.state, written) = self.state, self.points.get(point, (None, None))
        if numbers.stay() and undone != self.state:
            self.state = None
        if self.writes is not None:
            self.state = None if written is None else self.state
            del self.writes[written or 0 :]

    def _writing(self, execute, sql, params, many, context):
        params = list(params) if many else params
        before, self.state = self.state, None
        answer = execute(sql, params, many, context)
        self.written(before, _many if many else _once, sql, params)
        return answer

    def written(self, before, how, sql, params):
        """A statement went through that found the database in state `before`."""
        self.state = before and self._after(before, sql, told_by(params))
        if self.writes is not None:
            self.writes.append((how, sql, as_now(params)))

    def poured(self, statement, kept):
        self.written(self.state, numbers.pour, statement, kept)

    @staticmethod
    def _after(*told):
        digest = hashlib.blake2b(digest_size=16)
        for one in told:
            digest.update(one if isinstance(one, bytes) else one.encode("utf-8", "surrogatepass"))
            digest.update(b"\0")
        return digest.digest()

    def take(self, step, args, given):
        key = self._key(step, args, given)
        if key is None:
            return step(*args, **given)
        if key not in self.steps:
            return self._first(key, step, args, given)
        from cms.pages.kept import forget

        answer = self.steps[key].again(self.folder, list(rows_in([args, given])))
        self.state = key
        forget()
        return answer

    def _key(self, step, args, given):
        if self.state is None or self.writes is not None or not connection.in_atomic_block or act_or_none():
            return None
        if self.patches._setattr or self.patches._setitem:
            return None
        try:
            told = shape([args, given]), repr(hour()), repr(changed_settings()).replace(str(self.folder), "")
        except Unknown:
            return None
        return self._after(self.state, f"{step.__module__}.{step.__qualname__}", *told, *self._filed())

    def _filed(self):
        for name in sorted(self._beside()[0]):
            yield name
            yield hashlib.blake2b((self.folder / name).read_bytes()).digest()

    def _first(self, key, step, args, given):
        before, self.writes = self._beside(), []
        try:
            answer = step(*args, **given)
        finally:
            writes, self.writes = self.writes, None
        after = self._beside()
        if self.state and before[1:] == after[1:] and before[0].items() <= after[0].items():
            files = {name: (self.folder / name).read_bytes() for name in after[0].keys() - before[0].keys()}
            self._keep(key, writes, files, answer, list(rows_in([args, given])))
        return answer

    def _keep(self, key, *told):
        try:
            self.steps[key] = Step(*told)
        except (pickle.PicklingError, TypeError, AttributeError):
            return
        self.state = key

    def _beside(self):
        """What a step may leave behind besides rows: files, letters, calls for later."""
        files = {
            str(path.relative_to(self.folder)): (path.stat().st_size, path.stat().st_mtime_ns)
            for path in self.folder.rglob("*")
            if path.is_file()
        }
        return files, len(getattr(mail, "outbox", ())), len(connection.run_on_commit)


_now = []


def begin(world):
    numbers.begin_again()
    _now.append(world)
    connection.execute_wrappers.append(world)


def begin_again():
    """The world is as before its first step: all was undone, and the numbers given out are taken back."""
    numbers.begin_again()
    _now[-1].state = TEMPLATE


def end(world):
    _now.remove(world)
    connection.execute_wrappers.remove(world)


def remembered(step):
    """A step that is made once: same database, same arguments, same clock, same answer."""

    @wraps(step)
    def taken(*args, **given):
        return _now[-1].take(step, args, given) if _now else step(*args, **given)

    return taken


numbers.listen(lambda statement, kept: _now and _now[-1].poured(statement, kept))
