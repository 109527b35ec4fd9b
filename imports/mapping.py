"""Where the table is in a sheet: header, columns, units of money, the rows that are not data. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import chain

from registry.workbooks.looks import RESULT

from .cells import text
from .columns import BY_NAME, REQUIRED, SKIP
from .headers import LEAST, SEARCHED, find_header
from .units import FACTORS, find_units

MOST_SEEN, SOME = 20_000, 1_000
_DISTINCT = {str, int, float, date, datetime, type(None)}
_FOOT = re.compile(r"(合计|总计|小计|本页|注\s*[:：]|填报|制表|审核|复核|负责人|单位\s*[:：]|联系)")
_UNIT_LINE = re.compile(r"\(?(?:万?元|%|天|日|笔|年月日)\)?")


@dataclass
class Layout:
    """`places` maps a column name to its index; `factors` turn each money column into 元, `factor` any other.

    `problems` end the reading; `unmapped` could be settled by a person who says which column is which.
    """

    header_row: int = 0
    places: dict[str, int] = field(default_factory=dict)
    factor: Decimal = Decimal(1)
    factors: dict[str, Decimal] = field(default_factory=dict)
    unit: str = "yuan"
    since_1904: bool = False
    header: object = None
    problems: list[str] = field(default_factory=list)
    unmapped: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def find_layout(sheet, unit="", taught=None, at=0) -> Layout:
    """The header and what is wrong with it. Rows count from 1.

    `unit` is yuan or wan as chosen by the person, "" to go by the file; a unit written in the sheet must agree.
    `taught` is what the bank has said of its own headers; `at` the row on which the header ends, when a person said so.
    """
    header = find_header(sheet.grid, taught, sheet.merged, at)
    layout = Layout(since_1904=sheet.since_1904, header=header)
    if header is None:
        layout.problems.append(NO_HEADER)
        return layout
    layout.header_row, layout.places = header.last, header.places
    _name_columns(layout, header)
    find_units(layout, sheet.grid, unit)
    return layout


NO_HEADER = f"前{SEARCHED}行里没有找到表头。请按模板保留表头一行（借据号、合同号、客户名称等）后重新上传。"


def _name_columns(layout, header):
    missing = [column.label for column in REQUIRED if column.name not in header.places]
    if header.score < LEAST:
        layout.unmapped.append(NO_HEADER)
    elif missing:
        layout.unmapped.append(
            f"第{header.last}行表头缺少必填列：{'、'.join(missing)}。请按模板补上后重新上传。"
        )
    named = {}
    for label, name in zip(header.labels, header.names, strict=True):
        if name == SKIP:
            layout.skipped.append(label)
        elif name:
            named.setdefault(name, []).append(label)
        elif label and label not in ("序号", RESULT):
            layout.ignored.append(label)
    layout.unmapped += [
        f"表头中“{BY_NAME[name].label}”出现了{len(labels)}次（{'、'.join(labels)}）。请只保留一列。"
        for name, labels in named.items()
        if len(labels) > 1
    ]


def data_rows(grid, layout):
    """(row number a person sees, cells) of the rows below the header that hold data; see `written_rows`."""
    return ((number, row) for number, row, _ in written_rows(grid, layout))


def written_rows(grid, layout) -> Iterator[tuple]:
    """(row number a person sees, cells, the cells as texts) of the rows below the header that hold data.

    After 合计, 注 or 填报人 only rows that carry a number of a note or a credit code are still read.
    """
    over, labels = False, {label for label in layout.header.labels if label}
    places = [layout.places[name] for name in ("uscc", "note_no") if name in layout.places]
    for number, row, written in _texts(grid, layout):
        keyed = _is_keyed(written, places)
        if over and not keyed:
            continue
        header = number == layout.header_row + 1 or not labels.isdisjoint(written)
        if header or not keyed:
            filled = list(filter(None, written))
            if not filled or header and _is_header(written, filled, layout, number):
                continue
            if not keyed and any(_FOOT.match(cell) for cell in filled):
                over = over or not any(cell.startswith(("小计", "本页")) for cell in filled)
                continue
        yield number, row, written


def _is_keyed(written, places):
    for place in places:  # noqa: SIM110  asked of every row: a generator takes three times as long
        if place < len(written) and _is_number(written[place]):
            return True
    return False


def _texts(grid, layout):
    """(row number, cells, the cells as texts) of every row below the header; names, days and rates repeat."""
    seen, alike = _Seen(), _Alike()
    for start in range(layout.header_row, len(grid), SOME):
        some = grid[start : start + SOME]
        known = seen if distinct(chain.from_iterable(some)) else alike
        for number, row in enumerate(some, start=start + 1):
            cells = row if known is seen else [(cell.__class__, cell) for cell in row]
            yield number, row, list(map(known.__getitem__, cells))


def distinct(cells) -> bool:
    """Whether cells that are equal are the same: 1, 1.0 and true are equal, a formula equals its text."""
    kinds = {*map(type, cells)}
    return kinds <= _DISTINCT and not {int, float} <= kinds


class _Seen(dict):
    """Cells of one sheet and their texts."""

    def __missing__(self, cell):
        said = text(cell)
        if len(self) < MOST_SEEN:
            self[cell] = said
        return said


class _Alike(_Seen):
    """The same for sheets in which different cells are equal: known by class and content."""

    def __missing__(self, key):
        said = text(key[1])
        if len(self) < MOST_SEEN:
            self[key] = said
        return said


def foot_rows(grid, layout, read) -> int:
    """How many rows below the last of `read` hold something that was not read."""
    return sum(any(text(cell) for cell in row) for row in grid[max(read, default=len(grid)) :])


def _is_header(written, filled, layout, number):
    """A header repeated on a new page, or a line of units right under the header."""
    if number == layout.header_row + 1 and all(_UNIT_LINE.fullmatch(cell) for cell in filled):
        return True
    labels = layout.header.labels
    enough = max(LEAST, len(layout.places) // 2)
    return sum(bool(cell) and cell == label for cell, label in zip(written, labels, strict=False)) >= enough


def _is_number(cell):
    if cell.isascii() and cell.isalnum():
        return len(cell) >= 15
    return bool(re.fullmatch(r"[0-9A-Z]{15,}", re.sub(r"[\s']", "", cell.upper())))


__all__ = ["FACTORS", "Layout", "data_rows", "find_layout", "foot_rows", "written_rows"]
