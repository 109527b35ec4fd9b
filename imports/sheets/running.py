"""A Resource run over a sheet: for trial, to see what it would do; then for real, whole, with history (UPL-5)."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace

from django.db import transaction

from registry.history.acting import acting
from registry.history.errors import Refusal

from .resource import Judged

TRIAL = "sheet:trial"


@dataclass
class Outcome:
    """The rows judged, and what was passed over."""

    rows: list[Judged]
    remarks: list[str] = field(default_factory=list)

    def count(self, action):
        return sum(row.action == action for row in self.rows)

    @property
    def problems(self):
        """Every problem as a sentence with its row and column."""
        return [
            f"第{row.number}行{f'“{one.column}”' if one.column else ''}：{one.message}"
            for row in self.rows
            for one in row.problems
        ]

    @property
    def digest(self):
        """The fingerprint of what is shown: another one means that the register has moved on."""
        said = [asdict(row) for row in self.rows]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def judge(resource, sheet) -> Outcome:
    """What booking the sheet would do, tried and taken back. Raises Refusal when it is unfit as a whole."""
    return _run(resource, sheet, dry_run=True, source=TRIAL, reason="核对")


@transaction.atomic
def book(resource, sheet, *, source, reason) -> Outcome:
    """Book the sheet, all rows or none. Raises Refusal with every problem, or when the database says otherwise."""
    outcome = _run(resource, sheet, dry_run=False, source=source, reason=reason)
    if outcome.problems:
        raise Refusal(outcome.problems)
    counted, told = resource.recount(source), (outcome.count("new"), outcome.count("changed"))
    if counted != told:
        raise Refusal(
            f"应登记新增{told[0]}条、更新{told[1]}条，数据库中为{counted[0]}条、{counted[1]}条，已全部撤回。请联系系统管理员。"
        )
    return outcome


def _run(resource, sheet, *, dry_run, source, reason):
    table = resource.gather(sheet)
    with acting(resource.actor, reason, source=source):
        result = resource.import_data(table.dataset, numbers=table.numbers, dry_run=dry_run)
    for error in result.base_errors:
        raise error.error
    rows = [
        _judged(resource, number, at, one, table)
        for at, (number, one) in enumerate(zip(table.numbers, result.rows, strict=True), start=1)
    ]
    return Outcome(rows, table.remarks)


def _judged(resource, number, at, result, table):
    line = dict(zip(table.dataset.headers, table.dataset[at - 1], strict=True))
    problems = [_placed(one, at, number, table) for one in resource.problems_of(at, result)]
    action = "rejected" if problems else resource.action_of(at, result)
    row = Judged(number, action, resource.named(line)[:200], problems=problems)
    if action in ("new", "changed"):
        row.changes = resource.changes_of(at, result)
    row.remarks = resource.remarks.get(at, [])
    return row


def _placed(problem, at, number, table):
    where = table.address(at, number, problem.column)
    return replace(problem, message=f"{where}单元格{problem.message}") if where else problem
