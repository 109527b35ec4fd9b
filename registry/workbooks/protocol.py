"""How the child tells what it read: frames of JSON behind their length, never code. Pure.

A cell is text, a number, true or false, or a pair for what JSON lacks: day, moment, time of day, formula, error.
"""

import json
import struct
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

LENGTH = struct.Struct(">L")
FRAME_ROWS = 500
MOST_SEEN = 50_000
MAX_FRAME = 64 * 1024 * 1024


class Unfinished(Exception):
    """The answer stopped before its end or holds what no child of ours says."""


class Spoilt(str):
    """A cell that holds no value: a formula never calculated, or an error such as #REF!. `address` as in H5."""

    address = ""

    @classmethod
    def at(cls, told, address):
        made = cls(told)
        made.address = address
        return made


def framed(value) -> bytes:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_pair).encode(
        "utf-8", "replace"
    )
    return LENGTH.pack(len(body)) + body


def _pair(cell):
    if isinstance(cell, datetime):
        return ["m", cell.isoformat()]
    if isinstance(cell, date):
        return ["d", cell.isoformat()]
    if isinstance(cell, time):
        return ["t", cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["s", str(cell)]
    return ["t", str(cell)]


def frames(held: bytearray) -> Iterator:
    """The whole frames at the front of `held`, which are taken away from it. Raises Unfinished."""
    at = 0
    while len(held) - at >= LENGTH.size:
        (length,) = LENGTH.unpack_from(held, at)
        if length > MAX_FRAME:
            raise Unfinished
        if len(held) - at - LENGTH.size < length:
            break
        try:
            yield json.loads(held[at + LENGTH.size : at + LENGTH.size + length])
        except (ValueError, RecursionError) as error:
            raise Unfinished from error
        at += LENGTH.size + length
    del held[:at]


def cells(row, seen) -> list:
    """One row of plain values from its frame. Raises Unfinished for what no child says.

    `seen` (a dict kept over the rows of a sheet) makes of texts that repeat one text: names and words fill most of a file.
    """
    if len(seen) > MOST_SEEN:
        seen.clear()
    return [
        seen.setdefault(cell, cell) if type(cell) is str else _cell(cell) if type(cell) is list else cell
        for cell in row
    ]


def _cell(pair):
    try:
        kind, told = pair[0], pair[1]
        return _READ[kind](told) if kind in _READ else Spoilt.at(told, pair[2])
    except (IndexError, ValueError, TypeError) as error:
        raise Unfinished from error


_READ = {"d": date.fromisoformat, "m": datetime.fromisoformat, "t": str, "s": str}
