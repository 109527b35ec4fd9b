"""A sheet's rows read into LedgerRow, or refused cell by cell (domain §8). Pure but for the Reason type."""

from dataclasses import dataclass, field
from itertools import islice, repeat

from registry.history.progress import watched
from registry.lending.rows import LedgerRow

from . import cells
from .columns import BY_NAME, COLUMNS
from .mapping import SOME, distinct, written_rows

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
    readers = [_Reader(column, layout) for column in COLUMNS if column.name in layout.places]
    seen = watched(written_rows(grid, layout), "rows", len(grid) - layout.header_row)
    shared, found = _shared(layout), []
    while some := list(islice(seen, SOME)):
        found += _read_some(some, readers, shared)
        for number, _, _ in some:
            grid[number - 1] = ()
    return found


def _shared(layout):
    """What rows say where no column says it."""
    absent = [column for column in COLUMNS if column.name not in layout.places]
    said = ((column.name, reading(column, layout)(None)) for column in absent)
    return LedgerRow._field_defaults | {name: value for name, value in said if value is not None}


def _read_some(some, readers, shared):
    """Column by column, so that each different cell is read once; a wrong cell costs its own row only."""
    found = [ReadRow(number, written) for number, _, written in some]
    columns = {name: repeat(value, len(some)) for name, value in shared.items()}
    width = max(len(row) for _, row, _ in some)
    rows = [row if len(row) == width else [*row, *[None] * (width - len(row))] for _, row, _ in some]
    upright = list(zip(*rows, strict=True))
    for reader in readers:
        values = reader.read(upright[reader.place] if reader.place < width else [None] * len(some))
        columns[reader.column.name] = values
        reader.complain(values, found)
    columns["row_number"] = [read.number for read in found]
    said = zip(*(columns.get(name) or repeat(None, len(some)) for name in LedgerRow._fields), strict=True)
    for read, values in zip(found, map(LedgerRow._make, said), strict=True):
        if not read.problems:
            read.ledger = values
    return found


class _Reader(dict):
    """One column of the sheet: its cells and what they mean; days, rates and names repeat, numbers of notes do not."""

    def __init__(self, column, layout):
        self.column, self.place = column, layout.places[column.name]
        self.reading = reading(column, layout)
        self.wrong = self.blank = False

    def read(self, column):
        """One value for each cell; what cannot be read stands as its CellError."""
        self.wrong = False
        known = self if distinct(column) else _Alike(self)
        return list(map(known.__getitem__, column))

    def __missing__(self, cell):
        value = self.value(cell)
        if len(self) < MOST_KNOWN and value.__class__ is not cells.CellError:
            self[cell] = value
        return value

    def value(self, cell):
        try:
            value = self.reading(cell)
        except cells.CellError as error:
            self.wrong = True
            return error
        self.blank = self.blank or value is None or value.__class__ is str and not value
        return value

    def complain(self, values, found):
        """Add to the rows what is wrong with their cells of this column."""
        column = self.column
        if self.wrong:
            for at, error in enumerate(values):
                if error.__class__ is cells.CellError:
                    told = problem(
                        found[at].number, column.name, error.kind, error.found, error.expected, str(error)
                    )
                    found[at].problems.append(told)
        if column.required and self.blank:
            for at, value in enumerate(values):
                if value in (None, ""):
                    found[at].problems.append(_missing(found[at].number, column))


class _Alike(dict):
    """For cells of which some are equal and yet different: known by class and content, for one stretch of rows."""

    def __init__(self, reader):
        self.reader = reader

    def __getitem__(self, cell):
        key = cell.__class__, cell
        if key not in self:
            self[key] = self.reader.value(cell)
        return self.get(key)


def _missing(number, column):
    sentence = f"第{number}行“{column.label}”是空的，这一栏必须填写。请补填后重新上传。"
    return Problem(number, column.label, "missing", "（空）", "必填", sentence)


def problem(number, name, code, found, expected, message) -> Problem:
    label = BY_NAME[name].label if name in BY_NAME else ""
    return Problem(number, label, code, found, expected, f"第{number}行“{label}”：{message}")


def reading(column, layout):
    """How a cell of this column is read: a function that gives its value or raises CellError."""
    if column.reads == "money":
        factor = layout.factors.get(column.name, layout.factor)
        return lambda cell: cells.money(cell, factor)
    if column.reads == "day":
        return lambda cell: cells.day(cell, layout.since_1904)
    if column.reads in _READ:
        return _READ[column.reads]
    most = LENGTHS.get(column.name, MOST_OF_TEXT)
    told = _TOLD.get(column.reads, str)
    return lambda cell: told(_bounded("" if cells.is_empty(cell) else cells.word(cell), most))


def _number(cell):
    if _is_plain(cell):
        return cell
    return _bounded("" if cells.is_empty(cell) else cells.number_text(cell), MOST_OF_NUMBER)


def _is_plain(cell):
    """Nearly every number: letters and digits as they should stand, told at one look."""
    if cell.__class__ is not str or len(cell) > MOST_OF_NUMBER or not cell.isascii() or not cell.isalnum():
        return False
    return "E" not in cell and cell == cell.upper() and cell not in cells.EMPTY


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


def _basis(written):
    return {"": "", "LPR": "LPR"}.get(written.upper(), "LPR" if "LPR" in written.upper() else "BENCHMARK")


_READ = {"number": _number, "percent": cells.percent, "count": _count}
_TOLD = {"grade": _grade, "basis": _basis}


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
