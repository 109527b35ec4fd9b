"""Columns poured into a table as rows, each database in its own fastest way. What all rows say alike is written once."""

from datetime import date, datetime
from decimal import Decimal

FEW, GATHERED, WIDEST = 20, 2_000, 100  # SQLite: fewer go singly; rows gathered at once; most columns
_NUL, _SIGNS = "\0", {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_MARKED = str.maketrans(_SIGNS)
_COPIED = {
    str: lambda text: text.translate(_MARKED), int: str, Decimal: str, bool: str,
    date: date.isoformat, datetime: datetime.isoformat,
}  # fmt: skip


def parted(names, columns):
    """[(name, values)] of the columns that differ from row to row, and [(name, value)] of those that do not.

    The first column, the key, counts as one that differs.
    """
    differ, alike, many = [], [], len(columns[0])
    for name, values in zip(names, columns, strict=True):
        if differ and holds_one(values, many):
            alike.append((name, values[0]))
        else:
            differ.append((name, values))
    return differ, alike


def holds_one(values, many):
    """Whether a column says the same in each of so many rows, told at one look where it plainly does not."""
    return bool(many) and values[0] is values[-1] and (values[0],) * many == tuple(values)


def gathered(cursor, table, names, columns):
    """SQLite: rows gathered in a bare table of this connection, then inserted by one statement.

    Each statement looks up the last number of its table among those of all tables, which takes longer than to write a row.
    """
    if len(columns[0]) < FEW:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({_marks(names)})",
            [*zip(*columns, strict=True)],
        )
        return
    differ, alike = parted(names, columns)
    kept = ", ".join(f"c{place}" for place in range(len(differ)))
    into = ", ".join(name for name, _ in (*differ, *alike))
    given = [value for _, value in alike]
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS gathered ({', '.join(f'c{n}' for n in range(WIDEST))})")
    cursor.execute("DELETE FROM gathered")  # what a statement refused outside a transaction has left
    rows = [*zip(*(values for _, values in differ), strict=True)]
    said = ", ".join([kept, *["%s"] * len(alike)])
    for start in range(0, len(rows), GATHERED):
        cursor.executemany(
            f"INSERT INTO gathered ({kept}) VALUES ({_marks(differ)})", rows[start : start + GATHERED]
        )
        cursor.execute(f"INSERT INTO {table} ({into}) SELECT {said} FROM gathered ORDER BY rowid", given)
        cursor.execute("DELETE FROM gathered")


def _marks(columns):
    return ", ".join(["%s"] * len(columns))


def copied(cursor, table, names, columns):
    """PostgreSQL: rows in the text that COPY reads, made column by column where every kind of value is known."""
    differ, alike = parted(names, columns)
    told, same = [as_copied(values) for _, values in differ], [as_copied([value]) for _, value in alike]
    if None in told or None in same:
        with cursor.copy(_copy(table, names)) as copy:
            for row in zip(*columns, strict=True):
                copy.write_row(row)
        return
    ending = "".join([*(f"\t{text}" for (text,) in same), "\n"])
    with cursor.copy(_copy(table, [name for name, _ in (*differ, *alike)])) as copy:
        copy.write(ending.join([*map("\t".join, zip(*told, strict=True)), ""]))


def _copy(table, names):
    return f"COPY {table} ({', '.join(names)}) FROM STDIN"


def as_copied(values):
    """Texts of one column as COPY reads them; None where a value is of a kind that is not known here."""
    kinds = {*map(type, values)}
    if kinds == {str}:
        return _marked(values)
    some = kinds - {type(None)}
    written = _COPIED.get(next(iter(some), str)) if len(some) < 2 else None
    if written is None or some == kinds:
        return written and list(map(written, values))
    return ["\\N" if value is None else written(value) for value in values]


def _marked(values):
    """Texts with what COPY takes for a mark of its own written otherwise: all at once, parted by what no text may hold."""
    told = _NUL.join(values)
    for sign, written in _SIGNS.items():
        told = told.replace(sign, written)
    return told.split(_NUL)
