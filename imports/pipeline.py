"""From a file to judged rows: read, map, clean, judge against the register. Nothing is written here but for trial."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from registry.history.errors import Refusal
from registry.lending.booking import foresee, judge_rows
from registry.workbooks.reading import Sheet, read_sheet

from .blank.version import foreign, mark_in, outdated, unfilled
from .columns import KNOWN
from .mapping import Layout, find_layout, foot_rows
from .profiles import taught_to
from .proposing import propose
from .rows import Problem, ReadRow, duplicates, problem, read_rows
from .totals import stated_totals


@dataclass(slots=True)
class Reviewed:
    """One row of the file with what was read, what the register says, and what is wrong."""

    read: ReadRow
    judged: object = None
    errors: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()

    @property
    def action(self):
        """created, updated, unchanged or rejected."""
        return "rejected" if self.errors or self.judged is None else self.judged.action


@dataclass
class Review:
    """`taught` is what was known of the bank's own headers, `remarks` what was passed over and why.

    `version` is how far the register had come when the file was judged, "" where that cannot be told.
    """

    sheet: str
    layout: Layout
    rows: list[Reviewed]
    taught: dict = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    stated: dict = field(default_factory=dict)
    version: str = ""

    @property
    def warnings(self):
        return sum(bool(row.warnings) for row in self.rows)


def read_ledger(name, content, taught) -> Sheet:
    """The sheet of a ledger, by our own header words and the bank's. Raises Unfit."""
    return read_sheet(name, content, {*KNOWN, *taught})


class Unmapped(Refusal):
    """The table is there, but not every required column is known: a person can say which column is which."""

    def __init__(self, sheet, layout):
        self.sheet, self.layout = sheet, layout
        super().__init__(layout.unmapped)


def review(name, content, *, bank, actor, today, unit="", taught=None, at=0, sheet=None) -> Review:
    """Read and judge a whole file as of today. Raises Refusal when the file itself is unfit, Unmapped among them.

    `taught` (default: what the bank has taught so far) and `at` are as in `find_layout`; `sheet` when it was read already.
    """
    taught = taught_to(bank) if taught is None else taught
    sheet = sheet or read_ledger(name, content, taught)
    layout = find_layout(sheet, unit, taught, at)
    mark = mark_in(sheet, layout)
    _must_not(foreign(mark, bank.code, name))
    if layout.problems:
        raise Refusal(layout.problems)
    if layout.unmapped:
        raise Unmapped(sheet, layout)
    read = read_rows(sheet.grid, layout)
    stated = stated_totals(sheet.grid, layout)
    _must_not(unfilled(mark, read, layout) if read else "")
    duplicates(read)
    rows = judge_all(read, bank=bank, actor=actor, today=today)
    propose(rows, bank)
    return Review(sheet.name, layout, rows, taught, _remarks(sheet, layout, read, outdated(mark)), stated)


def _must_not(sentence):
    if sentence:
        raise Refusal(sentence)


def _remarks(sheet: Sheet, layout, read, old):
    said = [old] * bool(old) + list(sheet.remarks)
    if layout.ignored:
        said.append(f"未使用的列：{'、'.join(layout.ignored)}。")
    if layout.skipped:
        said.append(f"按记住的对应，不用的列：{'、'.join(layout.skipped)}。")
    beyond = foot_rows(sheet.grid, layout, [row.number for row in read])
    if beyond:
        said.append(f"数据下面的{beyond}行（合计、附注、填报人等）没有读取。")
    return said


def judge_all(read, *, bank, actor, today):
    """Every row judged against the register, with what booking it would raise."""
    sitting = judge_rows((row.ledger for row in read if row.ledger is not None), bank=bank, today=today)
    by_number = {one.row.row_number: one for one in foresee(sitting, actor=actor)}
    return [reviewed(row, by_number.get(row.number)) for row in read]


def reviewed(row, judged) -> Reviewed:
    """One row's reading and judgement together, problems named by the columns a person sees."""
    found = Reviewed(row, judged)
    refusals, warnings = (judged.refusals, judged.warnings) if judged is not None else ((), ())
    if row.problems or refusals:
        found.errors = [*row.problems, *(_problem(row, finding) for finding in refusals)]
    if warnings:
        found.warnings = [_problem(row, finding) for finding in warnings]
    return found


_CODES = {"over-cap-note": "over-cap", "over-cap-contract": "over-cap", "over-cap-outstanding": "over-cap"}


def _problem(row, finding):
    said = getattr(row.ledger, finding.field, "") if row.ledger else ""
    code = _CODES.get(finding.reason.kind, finding.reason.kind)
    return problem(row.number, finding.field, code, str(said or ""), finding.reason.text, str(finding.reason))
