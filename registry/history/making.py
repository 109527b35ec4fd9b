"""Objects of one model by the thousand: what `Model(…)` makes, without asking every field of the model each time."""

import json
from decimal import Decimal

from django.db import connection, models
from django.db.models.base import ModelState

CHUNK = 5_000
_PATTERNS, _NUL = {}, "\0"
_SMALL = (models.IntegerField, models.BooleanField, models.ForeignKey)


def made(model, values, related=None):
    """A new object, unsaved: `values` by column name, defaults for the rest; `related` are the objects keys lead to.

    For models without receivers of `post_init` and without defaults that are shared when not given (lists, dicts).
    """
    found, state = model.__new__(model), ModelState()
    kept = found.__dict__
    kept["_state"] = state
    for name, default in _pattern(model):
        kept[name] = values.get(name, default)
    if related:
        state.fields_cache.update(related)
    return found


def loaded(records):
    """The rows of a query set as objects, as iterating it gives them; no field is left out."""
    model = records.model
    names, alias = [field.attname for field in model._meta.concrete_fields], connection.alias
    for row in tuples(records, *names):
        found, state = model.__new__(model), ModelState()
        state.adding, state.db = False, alias
        kept = found.__dict__
        kept["_state"] = state
        for name, value in zip(names, row, strict=True):
            kept[name] = value
        yield found


def tuples(records, *names):
    """As `values_list(*names)`; each different content of a column is turned into a value, and held, once."""
    compiler = records.values_list(*_as_kept(records.model, names)).query.get_compiler(connection=connection)
    statement, given = compiler.as_sql()
    columns = [column for column, *_ in compiler.select]
    how = compiler.get_converters(columns)
    turned = [
        (at, _Turned(*how.get(at, ((), column)))) for at, column in enumerate(columns)
        if at in how or not isinstance(column.output_field, _SMALL)
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        while some := cursor.fetchmany(CHUNK):
            columns = list(zip(*some, strict=True))
            for at, known in turned:
                columns[at] = map(known.__getitem__, columns[at])
            yield from zip(*columns, strict=True)


def _as_kept(model, names):
    """SQLite's driver reads each day anew; told as an expression it stays the text it is kept as, and is read once."""
    if connection.vendor != "sqlite":
        return names
    days = {f.attname for f in model._meta.concrete_fields if type(f) is models.DateField}
    return [_Text(name, output_field=models.DateField()) if name in days else name for name in names]


class _Text(models.Func):
    template = "(%(expressions)s || '')"


@models.ForeignObject.register_lookup
@models.Field.register_lookup
class Among(models.Lookup):
    """`filter(name__among=values)`: thousands of numbers or words as one parameter.

    PostgreSQL looks each row up in an array, however little it knows of the table; a list to be joined misled it.
    Of thousands give a set: of a list Django looks at every value whether it is an expression.
    """

    lookup_name, prepare_rhs = "among", False

    def as_sql(self, compiler, connection):
        left, given = self.process_lhs(compiler, connection)
        values = list(self.rhs)
        if connection.vendor == "sqlite":
            return f"{left} IN (SELECT value FROM json_each(%s))", [*given, json.dumps(values)]
        kind = "text" if values and isinstance(values[0], str) else "bigint"
        return f"{left} = ANY(%s::{kind}[])", [*given, array_of(values)]


def array_of(values):
    """PostgreSQL's array of whole numbers or of texts as it is written; the driver would turn each value by itself."""
    if not values or not isinstance(values[0], str):
        return f"{{{','.join(map(str, values))}}}"
    told = _NUL.join(values).replace("\\", "\\\\").replace('"', '\\"')
    return '{"' + told.replace(_NUL, '","') + '"}'


class _Turned(dict):
    """Contents of one column and their values; amounts differ too much to keep them all."""

    def __init__(self, converters, expression):
        self.converters, self.expression, field = converters, expression, expression.output_field
        if connection.vendor == "sqlite" and type(field) is models.DecimalField:
            self.shape, self.most = f".{field.decimal_places}f", 10 ** (15 - field.decimal_places)
        else:
            self.shape = ""

    def __missing__(self, told):
        value = told
        if self.shape and told is not None and abs(told) < self.most:
            value = Decimal(
                format(told, self.shape)
            )  # what the converters make of it, too, but in a third of the time
        else:
            for convert in self.converters:
                value = convert(value, self.expression, connection)
        if len(self) < CHUNK:
            self[told] = value
        return value


def _pattern(model):
    if model not in _PATTERNS:
        _PATTERNS[model] = [(field.attname, field.get_default()) for field in model._meta.concrete_fields]
    return _PATTERNS[model]
