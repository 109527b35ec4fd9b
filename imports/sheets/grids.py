"""From the grid of a sheet to the table of a Resource: header found, units read, rows that are not data left out."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from tablib import Dataset
from xlsxwriter.utility import xl_col_to_name

from registry.history.errors import Refusal
from registry.workbooks.looks import RESULT
from registry.workbooks.words import plain

from .. import cells
from .fields import WAN, DayWidget, MoneyWidget

SEARCHED = 20
_FOOT = re.compile(r"(合计|总计|小计|本页|注\s*[:：]|说明\s*[:：]|填报|制表|审核|复核|负责人|联系)")
_UNIT = re.compile(r"单位\s*[:：]\s*(万?元)")


@dataclass
class Table:
    """`dataset` has the labels as headers; `numbers` are the rows a person sees, `columns` label to letter.

    `places` are cells that do not stand in their column: (line from 1, label) to address.
    """

    dataset: Dataset
    numbers: list[int]
    columns: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    places: dict = field(default_factory=dict)

    def address(self, at, number, label):
        """B5, or "" when the column is not in the sheet."""
        if (at, label) in self.places:
            return self.places[at, label]
        return f"{self.columns[label]}{number}" if label in self.columns else ""


def known_words(fields):
    """Header word without its dress to the field's label."""
    return {plain(word): one.label for one in fields for word in (one.label, *one.aliases)}


def table_of(sheet, fields, most) -> Table:
    """Raises Refusal when header, columns or rows are not there, or there are more than `most`."""
    number, places = find_header(sheet.grid, known_words(fields))
    _must_be_whole(number, places, fields)
    remarks = [*sheet.remarks, *_unused(sheet.grid[number - 1], places)]
    _settle(sheet, number, places, fields)
    numbers, lines, left = _lines(sheet.grid, number, places, fields)
    if left:
        remarks.append(f"数据下面的{left}行（合计、附注、填报人等）没有读取。")
    if not lines:
        raise Refusal("表头下面没有数据行。请填写后重新上传。")
    if len(lines) > most:
        raise Refusal(f"表中有{len(lines)}行，一次最多{most}行。请分成几个文件上传。")
    dataset = Dataset(*lines, headers=list(places))
    return Table(dataset, numbers, {label: xl_col_to_name(at) for label, at in places.items()}, remarks)


def find_header(grid, known):
    """(row number, {label: index}) of the row that names most columns; (0, {}) when there is none."""
    best, number = {}, 0
    for at, row in enumerate(grid[:SEARCHED], start=1):
        found = {}
        for index, cell in enumerate(row):
            label = known.get(plain(cell))
            if label and label in found:
                raise Refusal(f"第{at}行表头中“{label}”出现了两次。请只保留一列。")
            if label:
                found[label] = index
        if len(found) > len(best):
            best, number = found, at
    return number, best


def _must_be_whole(number, places, fields):
    if len(places) < 2:
        wanted = "、".join(one.label for one in fields if one.needed)
        raise Refusal(f"前{SEARCHED}行里没有找到表头，表头缺少：{wanted}。请下载模板，按它的表头填写。")
    missing = [one.label for one in fields if one.needed and one.label not in places]
    if missing:
        raise Refusal(f"第{number}行表头缺少：{'、'.join(missing)}。请按模板补上后重新上传。")


def _unused(header, places):
    used = set(places.values())
    named = [cells.text(cell) for index, cell in enumerate(header) if index not in used]
    left = [word for word in named if word and word not in ("序号", RESULT)]
    return [f"未使用的列：{'、'.join(left)}。"] if left else []


def _settle(sheet, number, places, fields):
    """Units and the epoch of this file; a unit in the header wins over a line above it."""
    above = " ".join(cells.text(cell) for row in sheet.grid[: number - 1] for cell in row)
    said = _UNIT.search(above)
    for one in fields:
        if isinstance(one.widget, DayWidget):
            one.widget.since_1904 = sheet.since_1904
        if isinstance(one.widget, MoneyWidget) and one.label in places:
            header = cells.text(sheet.grid[number - 1][places[one.label]])
            wan = "万元" in header or ("元" not in header and said is not None and said[1] == "万元")
            one.widget.factor = WAN if wan else Decimal(1)


def _lines(grid, header, places, fields):
    numbers, lines, left = [], [], 0
    key = next(one.label for one in fields if one.needed)
    for number, row in enumerate(grid[header:], start=header + 1):
        line = [row[at] if at < len(row) else None for at in places.values()]
        first = next((cells.text(cell) for cell in row if cells.text(cell)), "")
        if not first:
            continue
        held = line[list(places).index(key)]
        if (cells.is_empty(held) or _FOOT.match(cells.text(held))) and _FOOT.match(first):
            left += 1
            continue
        if any(not cells.is_empty(cell) for cell in line):
            numbers.append(number)
            lines.append(line)
    return numbers, lines, left
