"""A row as it was shown, kept as plain words, and read back exactly as it was judged. Pure."""

import json
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import get_args

from registry.lending.rows import LedgerRow

from .kept import MARK

SOME = 5_000
_READ = {date: date.fromisoformat, Decimal: Decimal, int: int, str: str}
_READERS = {name: _READ[(get_args(told) or (told,))[0]] for name, told in LedgerRow.__annotations__.items()}
_written = json.encoder.encode_basestring_ascii


def said(ledgers) -> list[str]:
    """What the bank said, row by row, as `Said` keeps it; "" instead of a row that could not be read."""
    ledgers = list(ledgers)
    upright = zip(*(ledger or _NOTHING for ledger in ledgers), strict=True)
    columns = [
        values if read is str else _texts(values)
        for read, values in zip(_READERS.values(), upright, strict=True)
    ]
    texts = map(MARK.join, zip(*columns, strict=True))
    return [text if ledger else "" for ledger, text in zip(ledgers, texts, strict=True)]


def _texts(values):
    """Each different value of a column is written once; amounts, which mostly differ, take longer to know again."""
    if Decimal in {*map(type, values)}:
        return ["" if value is None else str(value) for value in values]
    known = {value: "" if value is None else str(value) for value in {*values}}
    return map(known.__getitem__, values)


def raw_of(rows) -> list[str]:
    """The cells of each row as `Words` keeps them."""
    return list(map(MARK.join, rows))


def ledgers_of(kept):
    """The LedgerRows out of what `said` kept of many rows, each different word read once; rows without are left out."""
    for columns in _columns(kept):
        yield from map(LedgerRow._make, zip(*columns, strict=True))


def columns_of(kept):
    """The same as {field: values}; fields of which no row says anything are left out."""
    found = {name: [] for name in LedgerRow._fields}
    for columns in _columns(kept):
        for values, more in zip(found.values(), columns, strict=True):
            values += more
    optional = LedgerRow._field_defaults
    return {
        name: values for name, values in found.items() if name not in optional or any(map(_is_told, values))
    }


def _is_told(value):
    return value is not None and value != ""


def _columns(kept):
    kept = iter(kept)
    while some := list(islice(kept, SOME)):
        upright = zip(*(told.split(MARK) for told in some if told), strict=True)
        yield [_values(*told) for told in zip(_READERS.values(), _UNSAID, upright, strict=False)]


def _values(read, unsaid, texts):
    if read is str:
        return texts
    known = {told: read(told) if told else unsaid for told in {*texts}}
    return map(known.__getitem__, texts)


def changes_of(judged) -> list[str]:
    """What each row changes, as JSON; a new note is told by its number."""
    return [_change(one) if one and one.changes else "[]" for one in judged]


def _change(judged):
    return f"{_NEW}{_written(judged.row.note_no)}]]" if judged.new else json.dumps(judged.changes)


_NEW = '[["\\u501f\\u636e", "", '  # 借据, from nothing
_UNSAID = [LedgerRow._field_defaults.get(name) for name in LedgerRow._fields]
_NOTHING = [None if read is not str else "" for read in _READERS.values()]
