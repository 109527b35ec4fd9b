"""From a file to judged rows: read, map, clean, judge against the register. Nothing is written here but for trial."""

from dataclasses import dataclass, field

from registry.history.errors import Refusal
from registry.lending.booking import review_rows

from .mapping import Layout, data_rows, find_layout
from .reading import read_file
from .rows import Problem, ReadRow, duplicates, problem, read_row


@dataclass
class Reviewed:
    """One row of the file with what was read, what the register says, and what is wrong."""

    read: ReadRow
    judged: object = None
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def action(self):
        """created, updated, unchanged or rejected."""
        return "rejected" if self.errors or self.judged is None else self.judged.action


@dataclass
class Review:
    sheet: str
    layout: Layout
    rows: list[Reviewed]

    def count(self, action):
        return sum(row.action == action for row in self.rows)

    @property
    def warnings(self):
        return sum(bool(row.warnings) for row in self.rows)


def review(name, content, *, bank, actor, today, unit="yuan") -> Review:
    """Read and judge a whole file as of today. Raises Refusal when the file itself is unfit."""
    sheet = read_file(name, content)
    layout = find_layout(sheet.grid, unit)
    if layout.problems:
        raise Refusal(layout.problems)
    read = [read_row(number, row, layout) for number, row in data_rows(sheet.grid, layout)]
    duplicates(read)
    return Review(sheet.name, layout, judge_all(read, bank=bank, actor=actor, today=today))


def judge_all(read, *, bank, actor, today):
    good = [row for row in read if row.ledger is not None]
    judged = review_rows([row.ledger for row in good], bank=bank, actor=actor, today=today)
    by_number = {one.row.row_number: one for one in judged}
    return [reviewed(row, by_number.get(row.number)) for row in read]


def reviewed(row, judged) -> Reviewed:
    """One row's reading and judgement together, problems named by the columns a person sees."""
    found = Reviewed(row, judged, errors=list(row.problems))
    if judged is not None:
        found.errors += [_problem(row, finding) for finding in judged.refusals]
        found.warnings += [_problem(row, finding) for finding in judged.warnings]
    return found


_CODES = {"over-cap-note": "over-cap", "over-cap-contract": "over-cap", "over-cap-outstanding": "over-cap"}


def _problem(row, finding):
    said = getattr(row.ledger, finding.field, "") if row.ledger else ""
    code = _CODES.get(finding.reason.kind, finding.reason.kind)
    return problem(row.number, finding.field, code, str(said or ""), finding.reason.text, str(finding.reason))
