"""The columns of a sheet of credit facts, and one row of it read into a fact or refused cell by cell. Pure."""

from dataclasses import dataclass, field

from registry.credit.rules import LEVELS, FactRow

from .. import cells
from ..columns import Column, plain

COLUMNS = (
    Column("uscc", "统一社会信用代码", "number", True, ("信用代码", "纳税人识别号")),
    Column("name", "企业名称", "text", False, ("名称", "主体名称", "户名")),
    Column("kind", "事项", "text", True, ("信息名称", "信息类别")),
    Column("period_from", "所属期起", "day", False, ("起始日期", "开始日期")),
    Column("period_to", "所属期止", "day", True, ("截止日期", "日期", "认定日期")),
    Column("level", "结论", "text", True, ("结论等级", "信息等级")),
    Column("statement", "情况说明", "text", False, ("说明",)),
    Column("reference", "文号", "text", False, ("文书号", "编号", "依据文号")),
    Column("valid_until", "有效期至", "day"),
)
LABELS = {column.name: column.label for column in COLUMNS}
SEARCHED = 20
KNOWN = {plain(word): column for column in COLUMNS for word in (column.label, *column.aliases)}
_LEVELS = {label: key for key, label in LEVELS.items()} | {key: key for key in LEVELS}


@dataclass
class ReadFact:
    """`fact` is None when a cell cannot be read; `problems` are (field, sentence) pairs; `said` is what was written."""

    number: int
    said: dict
    fact: FactRow | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)


def find_header(grid):
    """(row number, column places, problems) of the header among the first rows."""
    best, number = {}, 0
    for at, row in enumerate(grid[:SEARCHED], start=1):
        found = {}
        for index, cell in enumerate(row):
            column = KNOWN.get(plain(cell))
            if column is not None:
                found.setdefault(column.name, index)
        if len(found) > len(best):
            best, number = found, at
    missing = [c.label for c in COLUMNS if c.required and c.name not in best]
    if len(best) < 3:
        return (
            0,
            {},
            [
                f"前{SEARCHED}行里没有找到表头。请按模板保留表头一行（统一社会信用代码、事项、结论等）后重新上传。"
            ],
        )
    problem = f"第{number}行表头缺少必填列：{'、'.join(missing)}。请按模板补上后重新上传。"
    return number, best, [problem] if missing else []


def read_rows(grid, header, places):
    """Every row below the header that holds something."""
    for number, row in enumerate(grid[header:], start=header + 1):
        said = {name: row[at] if at < len(row) else None for name, at in places.items()}
        if any(not cells.is_empty(cell) for cell in said.values()):
            yield read_fact(number, said)


def read_fact(number, said) -> ReadFact:
    """One row from its cells by column name. Level words may be Chinese or the interface's own."""
    read, values = ReadFact(number, {name: cells.text(cell) for name, cell in said.items()}), {}
    for column in COLUMNS:
        try:
            values[column.name] = _READERS[column.reads](said.get(column.name))
        except cells.CellError as error:
            read.problems.append((column.name, f"“{column.label}”{error}"))
            values[column.name] = None
    if values["period_to"] is None and not any(name == "period_to" for name, _ in read.problems):
        read.problems.append(("period_to", "“所属期止”为空。请填写日期，例如 2026-06-30。"))
    if not read.problems:
        values["period_from"] = values["period_from"] or values["period_to"]
        values["level"] = _LEVELS.get(values["level"], values["level"])
        values.pop("name")
        read.fact = FactRow(number=number, **values)
    return read


_READERS = {"number": cells.number_text, "text": cells.word, "day": cells.day}
