"""Many rows in few statements: values out of objects, one INSERT or UPDATE for thousands, history copied beside them.

Only the audited bulk writer and the ledger's append-only tables write this way.
"""

import json
from decimal import Decimal
from functools import cache
from operator import attrgetter

from django.db import connection, models

from . import walls
from .errors import StaleForm
from .pouring import copied, gathered, holds_one

CHUNK = 5_000
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.ForeignKey)
_STAMPED = (models.DateTimeField, models.FileField)
_ALIKE = (models.DateField, models.DecimalField)
_EMPTY = {list: "[]", tuple: "[]", dict: "{}"}


def batched(values, size=900):
    """Lists of at most `size` values, for look-ups that name every value (SQLite takes 999 parameters at least)."""
    values = list(values)
    return (values[start : start + size] for start in range(0, len(values), size))


def insert(objs):
    """Insert objects of one model, `pk` filled in. Nothing is checked and no history is written here."""
    for some in batched(objs, CHUNK):
        _insert(some)
    return objs


def _insert(objs):
    model, alias, name = type(objs[0]), connection.alias, type(objs[0])._meta.pk.attname
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    ids = _insert_numbered(model, fields, [_column(field, objs) for field in fields])
    for obj, pk in zip(objs, ids, strict=True):
        setattr(obj, name, pk)
        state = obj._state
        state.adding, state.db = False, alias


def insert_rows(model, columns):
    """Insert rows given as {field: plain values}, every field but the key. Returns their keys, in order."""
    return _insert_numbered(
        model, list(columns), [database_values(field, told) for field, told in columns.items()]
    )


def _insert_numbered(model, fields, columns):
    """The keys of the rows written. They are known beforehand, but where PostgreSQL's walls allow no COPY."""
    if _walled():
        return [pk for (pk,) in _unnested(model, fields, columns, returning=True)]
    ids = _next_ids(model, len(columns[0]))
    insert_columns(model, [model._meta.pk, *fields], [ids, *columns])
    return ids


def insert_columns(model, fields, columns):
    """Insert rows given as columns of database values, in the order of `fields`; some thousands at a time."""
    if _walled():
        _unnested(model, fields, columns)
        return
    pour = gathered if connection.vendor == "sqlite" else copied
    with connection.cursor() as cursor:
        pour(cursor, _quoted(model._meta.db_table), [_quoted(f.column) for f in fields], columns)


def _walled():
    """Whether this connection serves a person behind row policies: PostgreSQL then takes rows by INSERT only."""
    return connection.vendor == "postgresql" and walls.inside()


def _unnested(model, fields, columns, *, returning=False):
    """The same in one INSERT of arrays. Returns [(pk,), …] when asked, in order."""
    names = ", ".join(_quoted(f.column) for f in fields)
    asked = f" RETURNING {_quoted(model._meta.pk.column)}" if returning else ""
    statement = f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) SELECT * FROM UNNEST({_arrays(fields)}){asked}"
    with connection.cursor() as cursor:
        cursor.execute(statement, list(map(list, columns)))
        return cursor.fetchall() if returning else []


def update(objs, fields):
    """Write `fields` of objects of one model; `version` must have been raised by one. Raises StaleForm."""
    model = type(objs[0])
    pk, version = model._meta.pk, model._meta.get_field("version")
    fields = [*fields, version]
    rows = list(zip(*(_column(field, objs, add=False) for field in [*fields, pk]), strict=True))
    done = 0
    with connection.cursor() as cursor:
        for chunk in batched(rows, CHUNK):
            done += _update_chunk(cursor, model, fields, pk, chunk)
    if done != len(objs):
        raise StaleForm(
            f"有{len(objs) - done}条{model._meta.verbose_name}在办理期间被他人改动，本次没有保存。请重新办理。"
        )
    return done


def _update_chunk(cursor, model, fields, pk, chunk):
    table = _quoted(model._meta.db_table)
    if connection.vendor == "sqlite":
        sets = ", ".join(f"{_quoted(f.column)} = %s" for f in fields)
        where = f"{_quoted(pk.column)} = %s AND {_quoted('version')} = %s - 1"
        rows = [(*row, row[-2]) for row in chunk]
        cursor.executemany(f"UPDATE {table} SET {sets} WHERE {where}", rows)
    else:
        sets = ", ".join(f"{_quoted(f.column)} = new.{_quoted(f.column)}" for f in fields)
        names = ", ".join(_quoted(f.column) for f in [*fields, pk])
        source = f"UNNEST({_arrays([*fields, pk])}) AS new ({names})"
        same = f"kept.{_quoted(pk.column)} = new.{_quoted(pk.column)} AND kept.version = new.version - 1"
        cursor.execute(f"UPDATE {table} AS kept SET {sets} FROM {source} WHERE {same}", _turned(chunk))
    return cursor.rowcount


def copy_history(model, ids, extra):
    """One history row for each stored row of `ids`, as it stands now. `extra` maps history columns to their values."""
    history = history_of(model)
    values = [_field(history, name).get_db_prep_save(value, connection) for name, value in extra.items()]
    kept = [_quoted(field.column) for field in history.tracked_fields]
    into = ", ".join([*kept, *map(_quoted, extra)])
    said = ", ".join([*kept, *["%s"] * len(extra)])
    statement = f"INSERT INTO {_quoted(history._meta.db_table)} ({into}) SELECT {said} FROM {_quoted(model._meta.db_table)} WHERE "
    written = 0
    with connection.cursor() as cursor:
        for chunk in batched(ids, CHUNK):
            where, given = _among(model._meta.pk, chunk)
            cursor.execute(statement + where, [*values, *given])
            written += cursor.rowcount
    return written


@cache
def history_of(model):
    """The model of the history rows; asking `model.history` makes a new class each time."""
    return model.history.model


def _field(model, attname):
    return next(field for field in model._meta.concrete_fields if field.attname == attname)


def _next_ids(model, count):
    """Keys for new rows. SQLite numbers them itself and the write lock is held, so the next ones are ours."""
    table, pk = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            first = (cursor.fetchone() or (0,))[0] + 1
            return range(first, first + count)
        cursor.execute(
            "SELECT nextval((SELECT pg_get_serial_sequence(%s, %s)::regclass)) FROM generate_series(1, %s)",
            [_quoted(table), pk, count],
        )
        return [number for (number,) in cursor.fetchall()]


def _column(field, objs, *, add=True):
    """The database values of one column. Fields that change on saving go their own way."""
    if (
        getattr(field, "auto_now", False)
        or getattr(field, "auto_now_add", False)
        or isinstance(field, _STAMPED)
    ):
        return [field.get_db_prep_save(field.pre_save(obj, add), connection) for obj in objs]
    return database_values(field, list(map(attrgetter(field.attname), objs)))


def database_values(field, values):
    """The database values of one column out of plain ones, for `insert_columns`."""
    if type(field) is models.JSONField and field.encoder is None:
        return ["[]" if value.__class__ is list and not value else _told(value) for value in values]
    if isinstance(field, _PLAIN):
        return values
    if type(field) in _ALIKE and holds_one(values, len(values)):
        return _each(field, values[:1]) * len(values)
    return _each(field, values)


def _each(field, values):
    if type(field) is models.DateField:
        return [v and v.isoformat() for v in values] if connection.vendor == "sqlite" else list(values)
    if type(field) is models.DateTimeField:
        known = {value: field.get_db_prep_save(value, connection) for value in {*values}}
        return [known[value] for value in values]
    if type(field) is models.DecimalField:
        return _figures(field, values)
    return [field.get_db_prep_save(value, connection) for value in values]


def _told(value):
    """JSON as text, as a JSONField without an encoder of its own writes it; PostgreSQL makes jsonb of it."""
    if not value and type(value) in _EMPTY:
        return _EMPTY[type(value)]
    return None if value is None else json.dumps(value)


def _figures(field, values):
    """Texts for a whole column, and never more digits than the column holds. Raises ValueError."""
    most, shape, known = (
        10 ** (field.max_digits - field.decimal_places),
        f".{field.decimal_places}f",
        {None: None},
    )
    for value in {*values} - {None}:
        if abs(value) >= most:
            raise ValueError(f"{field.verbose_name}{value}超出{field.max_digits}位")
        known[value] = format(Decimal(value), shape)
    return [known[value] for value in values]


def _arrays(fields):
    """Array parameters without lengths: a cast to varchar(60) or numeric(18, 2) would cut and round in silence."""
    return ", ".join(f"%s::{field.db_type(connection).split('(')[0]}[]" for field in fields)


def _turned(chunk):
    return [list(values) for values in zip(*chunk, strict=True)]


def _among(pk, ids):
    """The condition that a row is one of `ids`, and its parameters. New rows mostly have one number after the other."""
    name = _quoted(pk.column)
    if ids == list(range(ids[0], ids[0] + len(ids))):
        return f"{name} BETWEEN %s AND %s", [ids[0], ids[-1]]
    if connection.vendor == "sqlite":
        return f"{name} IN (SELECT value FROM json_each(%s))", [str(ids)]
    return f"{name} = ANY(%s)", [ids]


def _quoted(name):
    return connection.ops.quote_name(name)
