"""Where the table is in a sheet: header row, columns, unit of money, the rows that are not data. Pure."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from .cells import text
from .columns import BY_NAME, COLUMNS, column_of

SEARCHED = 20
_FOOT = re.compile(r"(合计|总计|小计|本页|注\s*[:：]|填报|制表|审核|复核|负责人|单位\s*[:：]|联系)")


@dataclass
class Layout:
    """`places` maps a column name to its index; `factor` turns the file's money into 元."""

    header_row: int
    places: dict[str, int]
    factor: Decimal = Decimal(1)
    unit_said: str = ""
    problems: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def find_layout(grid, unit) -> Layout:
    """The header row (the one naming most columns among the first rows) and what is wrong with it.

    `unit` is yuan or wan as chosen by the person; a unit written in the sheet must agree. Rows count from 1.
    """
    best, row_number = {}, 0
    for number, row in enumerate(grid[:SEARCHED], start=1):
        found = _places(row)
        if len(found) > len(best):
            best, row_number = found, number
    layout = Layout(row_number, best)
    missing = [column.label for column in COLUMNS if column.required and column.name not in best]
    if len(best) < 3:
        layout.problems.append(
            f"前{SEARCHED}行里没有找到表头。请按模板保留表头一行（借据号、合同号、客户名称等）后重新上传。"
        )
    elif missing:
        layout.problems.append(
            f"第{row_number}行表头缺少必填列：{'、'.join(missing)}。请按模板补上后重新上传。"
        )
    if row_number:
        _unit(layout, grid, unit)
        _repeats(layout, grid[row_number - 1])
    return layout


def _places(row):
    found = {}
    for index, cell in enumerate(row):
        column = column_of(cell)
        if column is not None:
            found.setdefault(column.name, index)
    return found


def _unit(layout, grid, unit):
    said = ""
    for row in grid[: layout.header_row]:
        for cell in row:
            written = text(cell)
            if re.search(r"万元", written):
                said = "wan"
            elif not said and re.search(r"(单位\s*[:：]\s*元|\(元\))", written):
                said = "yuan"
    layout.unit_said = said
    if said == "yuan" and unit == "wan":
        layout.problems.append("上传时选择的金额单位是“万元”，文件中写明的是“元”。请核对后重新选择单位。")
    layout.factor = Decimal(10_000) if "wan" in (said, unit) else Decimal(1)


def _repeats(layout, header):
    named = {}
    for cell in header:
        column = column_of(cell)
        if column is None:
            if text(cell) and text(cell) != "序号":
                layout.ignored.append(text(cell))
            continue
        named.setdefault(column.name, []).append(text(cell))
    for name, headers in named.items():
        if len(headers) > 1:
            layout.problems.append(
                f"表头中“{BY_NAME[name].label}”出现了{len(headers)}次（{'、'.join(headers)}）。请只保留一列。"
            )


def data_rows(grid, layout):
    """(row number a person sees, cells) of the rows below the header that hold data."""
    for number, row in enumerate(grid[layout.header_row :], start=layout.header_row + 1):
        written = [text(cell) for cell in row]
        filled = [cell for cell in written if cell]
        if not filled or _is_header(row, layout) or _is_foot(written, filled, layout):
            continue
        yield number, row


def _is_header(row, layout):
    return len(_places(row)) >= max(3, len(layout.places) // 2)


def _is_foot(written, filled, layout):
    key = [
        written[layout.places[name]]
        for name in ("uscc", "note_no")
        if layout.places.get(name, 10**6) < len(written)
    ]
    says = any(_FOOT.match(cell) for cell in filled)
    return says and not any(re.fullmatch(r"[0-9A-Z' \u200b]{15,}", cell.upper()) for cell in key)
