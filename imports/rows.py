"""A sheet's rows read into LedgerRow, or refused cell by cell (domain §8). Pure but for the Reason type."""

from dataclasses import dataclass, field

from registry.history.progress import watched
from registry.lending.rows import LedgerRow

from . import cells
from .columns import BY_NAME, COLUMNS
from .mapping import written_rows

GRADES = {"FQ01": "正常", "FQ02": "关注", "FQ03": "次级", "FQ04": "可疑", "FQ05": "损失"}
MOST_OF_NUMBER, MOST_OF_TEXT, MOST_OF_COUNT = 60, 100, 50_000
MOST_KNOWN = 5_000  # cells remembered of one column: days, rates and names repeat, numbers of notes do not
LENGTHS = {"guarantee_type": 20, "method": 30}
NAMED_GRADES = frozenset(GRADES.values())


@dataclass(frozen=True)
class Problem:
    """One error or warning of one row: column as a person knows it, stable code, found, expected, sentence."""

    row: int
    column: str
    code: str
    found: str
    expected: str
    message: str


@dataclass(slots=True)
class ReadRow:
    """One row as read: the LedgerRow when every cell could be read, else the problems."""

    number: int
    raw: list[str]
    ledger: LedgerRow | None = None
    problems: list[Problem] = field(default_factory=list)


def read_rows(grid, layout) -> list[ReadRow]:
    """Every row of the sheet that holds data, read by its layout. The grid gives these rows up: none is held twice."""
    absent = {
        column.name: _value(column, None, layout) for column in COLUMNS if column.name not in layout.places
    }
    given = {name: value for name, value in absent.items() if value is not None}
    places = [(column, layout.places[column.name], {}) for column in COLUMNS if column.name not in absent]
    found = []
    for number, row, written in watched(written_rows(grid, layout), "rows", len(grid) - layout.header_row):
        found.append(_read_row(number, row, written, places, given, layout))
        grid[number - 1] = ()
    return found


def _read_row(number, row, written, places, given, layout):
    """`places` holds per column where it stands and which cells of it were read before; `given` what no column says."""
    read, values, width = ReadRow(number, written), dict(given), len(row)
    for column, index, known in places:
        cell = row[index] if index < width else None
        key = cell.__class__, cell
        try:
            value = known[key]
        except KeyError:
            try:
                value = _value(column, cell, layout)
            except cells.CellError as error:
                read.problems.append(
                    problem(number, column.name, error.kind, error.found, error.expected, str(error))
                )
                continue
            if len(known) < MOST_KNOWN:
                known[key] = value
        if value is not None:
            values[column.name] = value
        if column.required and value in (None, ""):
            sentence = f"第{number}行“{column.label}”是空的，这一栏必须填写。请补填后重新上传。"
            read.problems.append(Problem(number, column.label, "missing", "（空）", "必填", sentence))
    if not read.problems:
        values["row_number"] = number
        read.ledger = LedgerRow.of(values)
    return read


def problem(number, name, code, found, expected, message) -> Problem:
    label = BY_NAME[name].label if name in BY_NAME else ""
    return Problem(number, label, code, found, expected, f"第{number}行“{label}”：{message}")


def _value(column, cell, layout):
    if column.reads == "number":
        return _bounded("" if cells.is_empty(cell) else cells.number_text(cell), MOST_OF_NUMBER)
    if column.reads == "money":
        return cells.money(cell, layout.factors.get(column.name, layout.factor))
    if column.reads == "percent":
        return cells.percent(cell)
    if column.reads == "day":
        return cells.day(cell, layout.since_1904)
    if column.reads == "count":
        return _count(cell)
    written = _bounded(
        "" if cells.is_empty(cell) else cells.word(cell), LENGTHS.get(column.name, MOST_OF_TEXT)
    )
    if column.reads == "grade":
        return _grade(written)
    if column.reads == "basis":
        return {"": "", "LPR": "LPR"}.get(written.upper(), "LPR" if "LPR" in written.upper() else "BENCHMARK")
    return written


def _count(cell):
    found = cells.decimal(cell)
    if found is not None and not 0 <= found <= MOST_OF_COUNT:
        raise cells.CellError("not-a-count", cells.text(cell)[:40], f"0至{MOST_OF_COUNT}之间的整数")
    return None if found is None else int(found)


def _bounded(written, most):
    if len(written) > most:
        raise cells.CellError(
            "too-long", f"{written[:20]}……（{len(written)}个字）", f"不超过{most}个字的内容"
        )
    return written


def _grade(written):
    grade = GRADES.get(written.upper(), written.removesuffix("类"))
    if grade and grade not in NAMED_GRADES:
        raise cells.CellError("unknown-grade", written, "正常、关注、次级、可疑、损失之一（或 FQ01–FQ05）")
    return grade


def duplicates(read_rows):
    """Problems for notes that appear more than once in one file; the first stays, the later ones are refused."""
    first = {}
    for read in read_rows:
        if read.ledger is None:
            continue
        key = read.ledger.note_no, read.ledger.as_of
        if key in first:
            message = f"借据号{key[0]}在第{first[key]}行已经出现过，同一借据同一数据日期只能有一行。请删去重复的一行。"
            read.problems.append(
                problem(read.number, "note_no", "duplicate-in-file", key[0], "每笔借据一行", message)
            )
            read.ledger = None
        else:
            first[key] = read.number
