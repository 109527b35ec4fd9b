"""Reading the State Council's arrangement for one year from a CSV file: date, 休 or 班, name. Pure."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .dates import written
from .identifiers import stripped
from .workdays import HOLIDAY, WORKDAY

_KINDS = {
    "休": HOLIDAY,
    "放假": HOLIDAY,
    "休息": HOLIDAY,
    "班": WORKDAY,
    "上班": WORKDAY,
    "调休上班": WORKDAY,
}
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))")
_HEADER = {"日期", "DATE"}
_LUNAR = ("春节", "清明", "端午", "中秋")


@dataclass(frozen=True)
class Entry:
    """One line of the arrangement. `line` is the line number a person sees in the file."""

    line: int
    date: date
    kind: str
    name: str


@dataclass(frozen=True)
class Arrangement:
    """What a file says. With problems it must not be imported; remarks are told."""

    entries: tuple[Entry, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...]


def read_arrangement(content: bytes, year: int) -> Arrangement:
    """The arrangement in a UTF-8 or GB18030 file. December of the year before may be in it too."""
    lines, problems = _lines(content)
    entries = []
    for number, cells in lines:
        found = _entry(number, cells, year)
        (problems if isinstance(found, str) else entries).append(found)
    problems += _repeated(entries)
    if not entries and not problems:
        problems = ["文件中没有任何日期。应为三列：日期、休或班、名称。请核对文件。"]
    return Arrangement(tuple(entries), tuple(problems), tuple(_remarks(entries, year)))


def parse_day(text: object) -> date | None:
    """2027-01-01, 2027/1/1, 2027.1.1, 2027年1月1日, 20270101; None for anything else."""
    found = _DAY.fullmatch(stripped(text))
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _lines(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            return [], ["文件不是 UTF-8 或 GB18030 编码的文本。请另存为 CSV 后重新导入。"]
    rows = csv.reader(io.StringIO(text.replace("，", ",").replace("\t", ","), newline=""))
    cells = [(rows.line_num, [stripped(cell) for cell in row]) for row in rows]
    filled = [(number, row) for number, row in cells if any(row)]
    return [line for line in filled if line[1][0].upper() not in _HEADER], []


def _entry(number, cells, year):
    if len(cells) < 2:
        return f"第{number}行只有{len(cells)}列，应有三列：日期、休或班、名称。请补齐。"
    day = parse_day(cells[0])
    if day is None:
        return f"第{number}行“日期”列：“{cells[0]}”不是有效日期，应写作 {year}-01-01。请改正。"
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        return f"第{number}行“日期”列：{written(day)}不在{year}年。请核对文件是否为{year}年的安排。"
    kind = _KINDS.get(cells[1])
    if kind is None:
        return f"第{number}行第二列：“{cells[1]}”应为“休”或“班”。请改正。"
    return Entry(number, day, kind, (cells[2] if len(cells) > 2 else "")[:40] or "节假日")


def _repeated(entries: Iterable[Entry]):
    first = {}
    problems = []
    for entry in entries:
        earlier = first.setdefault(entry.date, entry)
        if earlier is not entry:
            text = (
                f"第{entry.line}行与第{earlier.line}行是同一天（{written(entry.date)}）。请删去多余的一行。"
            )
            problems.append(text)
    return problems


def _remarks(entries, year):
    """What a complete arrangement would have and this one has not: told, so that a false file is noticed."""
    off = {entry.date for entry in entries if entry.kind == HOLIDAY}
    fixed = [date(year, 1, 1), date(year, 5, 1), *(date(year, 10, day) for day in (1, 2, 3))]
    if year >= 2025:
        fixed.insert(2, date(year, 5, 2))
    lacking = [written(day) for day in fixed if day not in off]
    if lacking:
        yield f"法定节日{'、'.join(lacking)}没有列为“休”。请与国务院通知原文核对。"
    named = "".join(entry.name for entry in entries)
    absent = [word for word in _LUNAR if word not in named]
    if absent:
        yield f"没有出现{'、'.join(absent)}。请与国务院通知原文核对。"
    for entry in entries:
        if entry.kind == WORKDAY and entry.date.weekday() < 5:
            yield f"第{entry.line}行：{written(entry.date)}本来就是周一至周五，列为“班”没有作用。请核对。"
