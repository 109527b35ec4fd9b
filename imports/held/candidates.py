"""Which column of ours a column of a file may be: by the characters of its header and by what its cells look like. Pure."""

import re
from difflib import SequenceMatcher

from registry.workbooks.words import plain

from .. import cells
from ..columns import COLUMNS
from ..rows import GRADES

LIKELY, SHOWN, LOOKED_AT = 0.45, 3, 50
_CODE = re.compile(r"[0-9A-Z]{18}")
_NUMBER = re.compile(r"(?=.*\d)[0-9A-Z\-_/（）()]{6,60}", re.I)
_BODY = re.compile(r"公司|厂|店|合作社|部$|场$|社$|行$")


def candidates(label, values) -> list[tuple[float, str]]:
    """(likeliness 0–1, column name) of one column of the file, the likeliest first, only those worth naming."""
    held = [value for value in values[:LOOKED_AT] if not cells.is_empty(value)]
    scored = ((_likeness(label, column, held), column.name) for column in COLUMNS)
    return sorted((pair for pair in scored if pair[0] >= 0.25), reverse=True)[:SHOWN]


def proposed(labels, columns, wanted) -> dict:
    """{index: column name} for the columns `wanted` that nobody named: each at most once, the likeliest first."""
    pairs = sorted(
        ((points, index, name) for index, label in labels.items() for points, name in candidates(label, columns[index])
         if name in wanted and points >= LIKELY),
        reverse=True,
    )  # fmt: skip
    found = {}
    for _, index, name in pairs:
        if index not in found and name not in found.values():
            found[index] = name
    return found


def _likeness(label, column, held):
    written = plain(label)
    words = [plain(word) for word in (column.label, *column.aliases)]
    near = max((SequenceMatcher(None, written, word).ratio() for word in words), default=0) if written else 0
    if not held:
        return 0.6 * near
    fits = sum(_fits(value, column) for value in held) / len(held)
    return 0.55 * near + 0.45 * fits if fits >= 0.5 else 0.3 * near


def _fits(value, column):
    said = cells.text(value)
    if column.name == "uscc":
        return bool(_CODE.fullmatch(said.upper()))
    if column.name == "name":
        return bool(_BODY.search(said))
    if column.name in ("grade", "method", "guarantee_type", "basis"):
        return _is_word(column.name, said)
    return _READS[column.reads](value, said)


def _is_word(name, said):
    words = {"grade": (*GRADES, *GRADES.values()), "basis": ("LPR", "基准"), "method": ("还", "息", "本"),
             "guarantee_type": ("保证", "抵押", "质押", "信用")}  # fmt: skip
    return any(word in said.upper() for word in words[name])


def _is_number(value, said):
    return isinstance(value, str) and bool(_NUMBER.fullmatch(said)) and not _CODE.fullmatch(said.upper()) and not _is_day(value, said)  # fmt: skip


def _is_day(value, said):
    try:
        return cells.day(value) is not None
    except cells.CellError:
        return False


def _figure(value):
    try:
        return cells.money(value)
    except cells.CellError:
        return None


def _is_money(value, said):
    found = _figure(value)
    return found is not None and found >= 0 and not _is_day(value, said)


def _is_percent(value, said):
    found = _figure(said.rstrip("%‰"))
    return found is not None and 0 < found <= 36


def _is_count(value, said):
    return said.isdigit() and len(said) <= 4


_READS = {
    "number": _is_number,
    "day": _is_day,
    "money": _is_money,
    "percent": _is_percent,
    "count": _is_count,
}
