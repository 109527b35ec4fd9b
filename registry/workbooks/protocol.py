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


class Telling(dict):
    """The child's side: texts and days fill most of a file and repeat, so each is told once and then by its place.

    A frame of rows is [how many told before still hold, what is told now, rows]; in a row a whole number is such a place,
    so that whole numbers are told like texts. After some ten thousand the count begins anew. Rows of one length are told by
    columns, and a fourth word says so: a column mostly holds one kind of cell.
    """

    def __init__(self):
        self.fresh = []

    def __missing__(self, cell):
        self[cell] = place = len(self)
        self.fresh.append(cell)
        return place

    def frame(self, rows) -> bytes:
        if len(self) > MOST_SEEN:
            self.clear()
        held, self.fresh = len(self), []
        if not rows or not rows[0] or len({*map(len, rows)}) > 1:
            return framed([held, self.fresh, [self._told(row) for row in rows]])
        columns = [self._told(column) for column in zip(*rows, strict=True)]
        return framed([held, self.fresh, columns, "columns"])

    def _told(self, cells):
        kinds = {*map(type, cells)}
        if kinds.isdisjoint(_BARE):
            return list(map(self.__getitem__, cells))
        if kinds <= _BARE:
            return list(cells)
        return [cell if cell.__class__ in _BARE else self[cell] for cell in cells]


_BARE = {float, bool, list, type(None)}


def cells(frame, words) -> list:
    """The parent's side: rows of plain values from a frame; `words` is a list kept over the frames of a sheet.

    Raises Unfinished for what no child says.
    """
    try:
        held, fresh, told, *upright = frame
        words[held:] = [_cell(one) if one.__class__ is list else one for one in fresh]
        found = [_heard(cells, words) for cells in told]
        return list(map(list, zip(*found, strict=True))) if upright == ["columns"] else found
    except (IndexError, ValueError, TypeError) as error:
        raise Unfinished from error


def _heard(cells, words):
    kinds = {*map(type, cells)}
    if kinds == {int}:
        return list(map(words.__getitem__, cells))
    if int not in kinds and list not in kinds:
        return cells
    return [words[c] if c.__class__ is int else _cell(c) if c.__class__ is list else c for c in cells]


def _cell(pair):
    try:
        kind, told = pair[0], pair[1]
        return _READ[kind](told) if kind in _READ else Spoilt.at(told, pair[2])
    except (IndexError, ValueError, TypeError) as error:
        raise Unfinished from error


_READ = {"d": date.fromisoformat, "m": datetime.fromisoformat, "t": str, "s": str}
