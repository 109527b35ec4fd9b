"""Judging one row of a bank's ledger against the register: what is wrong, what is noteworthy, what would change."""

from collections import namedtuple
from dataclasses import dataclass, field
from typing import Any

from registry.policy.answers import Reason

from .models import LoanNote, Position
from .rows import LedgerRow
from .rules import Finding, arrears_problems, check_row, telling_warnings

NOTE_FIELDS = {
    "amount": "loan_amount", "start_on": "start", "due_on": "due", "extended_due_on": "ext_due", "rate": "rate",
    "basis": "basis", "fee_rate": "fee_rate", "guarantee_type": "guarantee_type", "repayment_method": "method",
}  # fmt: skip
POSITION_FIELDS = {
    "balance": "balance", "unpaid_since": "unpaid_since", "overdue_principal": "od_principal",
    "overdue_interest": "od_interest", "penalty": "penalty", "compound": "compound", "grade": "grade",
}  # fmt: skip
Standing = namedtuple("Standing", ("pk", "as_of", *POSITION_FIELDS))


@dataclass(slots=True)
class Judged:
    """One row with everything known about it. `changes` are (label, before, after); `told` is what booking raised.

    `before` is what stood last of the note, `position` (Standing) what stood for the row's day, `fresh` what takes its place; `new` and `touched` say that the note is new,
    or that its own fields change.
    """

    row: LedgerRow
    refusals: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    changes: list[tuple] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    ripple: list = field(default_factory=list)
    business: Any = None
    line: Any = None
    note: Any = None
    position: Any = None
    before: Any = None
    fresh: Any = None
    late: bool = False
    new: bool = False
    touched: bool = False

    @property
    def action(self):
        """rejected, created, updated or unchanged."""
        if self.refusals:
            return "rejected"
        if self.new or self.note is None:
            return "created"
        return "updated" if self.changes else "unchanged"


def judge(row, *, shelf, desk) -> Judged:
    """Everything about one row as of today; nothing is written."""
    judged = Judged(row)
    _identify(judged, shelf)
    if judged.business is None:
        return judged
    if judged.note is None or judged.note.status == "annulled":
        reasons = desk.standing(judged.business, row.start)
        judged.refusals += [Finding("start", Reason(text, "R58", "not-qualified")) for text in reasons]
    checked = check_row(
        row, kind=judged.business.kind, terms=desk.terms(row.start), references=desk.references, today=desk.today,
        others=shelf.others(row), line_amount=_line_amount(judged),
    )  # fmt: skip
    judged.refusals += checked.refusals + arrears_problems(row)
    judged.warnings += checked.warnings
    judged.warnings += telling_warnings(row, names=_names(judged.business), before=shelf.before(row))
    judged.changes = _changes(judged)
    return judged


def _names(business):
    return [name for name in (business.name, business.display_name, business.operator_name) if name]


def _line_amount(judged):
    """The contract's amount where the bank has stated one; an inferred amount binds nobody."""
    line = judged.line
    return line.amount if line is not None and not line.amount_inferred else None


def _identify(judged, shelf):
    row = judged.row
    judged.business = _business_of(judged, shelf)
    if judged.business is None:
        return
    judged.note, judged.line = shelf.notes.get(row.note_no), shelf.lines.get(row.contract_no)
    _must_be_of(judged, judged.note, "借据号", "note_no")
    _must_be_of(judged, judged.line, "合同号", "contract_no")
    if judged.note is not None:
        _place_in_time(judged, shelf)


def _business_of(judged, shelf):
    """Whose row it is: by credit code, or by the old registration number, which is only an alias. None with the reason."""
    code, alias = judged.row.uscc, shelf.legacy.get(judged.row.uscc)
    if alias is not None:
        text = f"这一格是15位原工商注册号{code}，按登记簿是{alias}（{alias.uscc}）。请核对，今后改填18位统一社会信用代码。"
        judged.warnings.append(Finding("uscc", Reason(text, "GS 15-2006", "legacy-number")))
        return alias
    check = shelf.checks[code]
    if not check.ok:
        judged.refusals += [Finding("uscc", reason) for reason in check.errors]
        return None
    business = shelf.businesses.get(check.code)
    if business is None:
        text = f"统一社会信用代码{check.code}不在信用企业（户）名册中。请核对代码；确是新客户的，须先经申报、公示、认定。"
        judged.refusals.append(Finding("uscc", Reason(text, "R58", "unknown-business")))
    return business


def _must_be_of(judged, known, label, field_name):
    """A number once registered stays with its customer."""
    business, number = judged.business, getattr(judged.row, field_name)
    if known is not None and known.business_id != business.id:
        text = f"{label}{number}已登记在{known.business}名下，本行却是{business}。同一{label}只能属于一个客户，请核对。"
        judged.refusals.append(Finding(field_name, Reason(text, "", "other-business")))


def _place_in_time(judged, shelf):
    row, note = judged.row, judged.note
    newest = shelf.newest.get(row.note_no)
    judged.before = newest
    judged.late = newest is not None and row.as_of < newest.as_of
    judged.position = shelf.standing.get((row.note_no, row.as_of))
    if note.line.contract_no != row.contract_no:
        text = f"借据{note.note_no}登记在合同{note.line.contract_no}下，本行写的是{row.contract_no}。请核对合同号。"
        judged.refusals.append(Finding("contract_no", Reason(text, "", "other-contract")))


def _changes(judged):
    if judged.note is None:
        return []
    found = []
    if not judged.late:
        found += _differences(LoanNote, judged.note, judged.row, NOTE_FIELDS)
    if judged.position is None:
        found.append(("数据日期", "", judged.row.as_of.isoformat()))
    else:
        found += _differences(Position, judged.position, judged.row, POSITION_FIELDS)
    return found


def _differences(model, record, row, fields):
    """Where the row says something else than the record; an empty cell says nothing, except about arrears."""
    found = []
    for name, source in fields.items():
        before, after = getattr(record, name), getattr(row, source)
        if before != after and (name == "unpaid_since" or not says_nothing(after)):
            found.append((model._meta.get_field(name).verbose_name, str(before or ""), str(after or "")))
    return found


def says_nothing(value):
    """An empty cell."""
    return value is None or value.__class__ is str and not value
