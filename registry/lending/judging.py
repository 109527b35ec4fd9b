"""Judging one row of a bank's ledger against the register: what is wrong, what is noteworthy, what would change."""

from collections import namedtuple
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from registry.policy.answers import Reason

from .models import LoanNote, Position
from .rows import LedgerRow
from .rules import Finding, arrears_problems, check_row, in_order, price_findings, telling_warnings

NOTE_FIELDS = {
    "amount": "loan_amount", "start_on": "start", "due_on": "due", "extended_due_on": "ext_due", "rate": "rate",
    "basis": "basis", "fee_rate": "fee_rate", "guarantee_type": "guarantee_type", "repayment_method": "method",
}  # fmt: skip
POSITION_FIELDS = {
    "balance": "balance", "unpaid_since": "unpaid_since", "overdue_principal": "od_principal",
    "overdue_interest": "od_interest", "penalty": "penalty", "compound": "compound", "grade": "grade",
}  # fmt: skip
Standing = namedtuple("Standing", ("pk", "as_of", *POSITION_FIELDS))
Held = namedtuple("Held", ("id", "version", "business_id", "line_id", "note_no", "status", *NOTE_FIELDS))


class Compared:
    """What rows are compared with records by: fields about which no row says anything are passed over for all of them.

    An empty cell says nothing, except about arrears.
    """

    def __init__(self, model, fields, rows):
        self.model = model
        self.fields = {
            name: told for name, told in fields.items() if name == "unpaid_since" or _is_said(told, rows)
        }
        self.on_record, self.in_row = attrgetter(*self.fields), attrgetter(*self.fields.values())

    def differences(self, record, row):
        """[(label, before, after)] where the row says something else than the record."""
        before, after = self.on_record(record), self.in_row(row)
        if before == after:
            return ()
        return [
            (self.model._meta.get_field(name).verbose_name, str(kept or ""), str(said or ""))
            for name, kept, said in zip(self.fields, before, after, strict=True)
            if kept != said and (name == "unpaid_since" or not says_nothing(said))
        ]


def _is_said(name, rows):
    """Whether any row fills this in, or must (two of those at least are compared)."""
    return name not in LedgerRow._field_defaults or not {None, ""}.issuperset(map(attrgetter(name), rows))


def comparing(rows):
    """How these rows are compared with notes and with positions."""
    return Compared(LoanNote, NOTE_FIELDS, rows), Compared(Position, POSITION_FIELDS, rows)


@dataclass(slots=True)
class Judged:
    """One row with everything known about it. `changes` are (label, before, after); `told` is what booking raised.

    `known` is the note on record (Held), or the one that an earlier row makes.
    `before` is what stood last of the note, `position` (Standing) what stood for the row's day, `fresh` what takes its place;
    `new` and `touched` say that the note is new, or that its own fields change. A new note is made by `draft` when somebody
    asks for it: a preview does so for hardly any. `action` is rejected, created, updated or unchanged.
    """

    row: LedgerRow
    refusals: Sequence[Finding] = ()
    warnings: Sequence[Finding] = ()
    changes: Sequence[tuple] = ()
    told: Sequence[str] = ()
    ripple: Sequence[dict] = ()
    business: Any = None
    line: Any = None
    known: Any = None
    draft: Any = None
    position: Any = None
    before: Any = None
    fresh: Any = None
    late: bool = False
    new: bool = False
    touched: bool = False
    action: str = "rejected"

    @property
    def note(self):
        """The note on record as Held, or the LoanNote this row makes."""
        if self.known is None and self.draft is not None:
            self.known = self.draft(self)
        return self.known


def judge(row, *, shelf, desk) -> Judged:
    """Everything about one row as of today; nothing is written."""
    judged = Judged(row)
    _identify(judged, shelf)
    business, known = judged.business, judged.known
    if business is None:
        return judged
    fresh = known is None or known.status == "annulled"
    if fresh and (problems := desk.standing(business, row.start)):
        _add(judged, [_unqualified(text) for text in problems])
    terms, others, names = desk.terms(row.start), shelf.others(row), shelf.names(business)
    before = shelf.before(row)
    if in_order(
        row, kind=business.kind, terms=terms, today=desk.today, others=others, names=names, before=before
    ):
        price = price_findings(row, terms, desk.references, desk.quiet)
        _add(judged, price.refusals, price.warnings)
        return _settled(judged, shelf)
    checked = check_row(
        row, kind=business.kind, terms=terms, references=desk.references, today=desk.today, others=others,
        line_amount=_line_amount(judged), quiet=desk.quiet,
    )  # fmt: skip
    _add(judged, checked.refusals, checked.warnings)
    _add(judged, arrears_problems(row), telling_warnings(row, names=names, before=before))
    return _settled(judged, shelf)


def recognise(row, *, shelf, desk, noted) -> Judged:
    """A row that `judge` did not refuse, on a register that has not moved since: what it would change, and nothing else.

    Of the warnings only those of the price are told, which the note keeps, and only on `noted` rows.
    """
    judged = Judged(row)
    _identify(judged, shelf)
    if judged.known is None and row.row_number in noted:
        judged.warnings = price_findings(row, desk.terms(row.start), desk.references, desk.quiet).warnings
    return _settled(judged, shelf)


def _settled(judged, shelf):
    """With what the row would change, and so what becomes of it."""
    if judged.known is not None:
        judged.changes = _changes(judged, shelf)
    if not judged.refusals:
        judged.action = "created" if judged.known is None else "updated" if judged.changes else "unchanged"
    return judged


def _add(judged, refusals, warnings=()):
    """Hardly a row has any: lists are made for those only."""
    if refusals:
        judged.refusals = [*judged.refusals, *refusals]
    if warnings:
        judged.warnings = [*judged.warnings, *warnings]


def _unqualified(text):
    return Finding("start", Reason(text, "R58", "not-qualified"))


def _line_amount(judged):
    """The contract's amount where the bank has stated one; an inferred amount binds nobody."""
    line = judged.line
    return line.amount if line is not None and not line.amount_inferred else None


def _identify(judged, shelf):
    row = judged.row
    judged.business = business = shelf.customers.get(row.uscc) or _business_of(judged, shelf)
    if business is None:
        return
    judged.known, judged.line = known, line = shelf.note(row.note_no), shelf.lines.get(row.contract_no)
    if known is not None and known.business_id != business.id:
        _must_not_move(judged, shelf, known, "借据号", "note_no")
    if line is not None and line.business_id != business.id:
        _must_not_move(judged, shelf, line, "合同号", "contract_no")
    if known is not None:
        _place_in_time(judged, shelf)


def _business_of(judged, shelf):
    """Whose row it is, where the code alone does not tell: by the old registration number, an alias. None with the reason."""
    code, alias = judged.row.uscc, shelf.legacy.get(judged.row.uscc)
    if alias is not None:
        text = f"这一格是15位原工商注册号{code}，按登记簿是{alias}（{alias.uscc}）。请核对，今后改填18位统一社会信用代码。"
        _add(judged, (), [Finding("uscc", Reason(text, "GS 15-2006", "legacy-number"))])
        return alias
    check = shelf.checks[code]
    if not check.ok:
        _add(judged, [Finding("uscc", reason) for reason in check.errors])
        return None
    text = f"统一社会信用代码{check.code}不在信用企业（户）名册中。请核对代码；确是新客户的，须先经申报、公示、认定。"
    _add(judged, [Finding("uscc", Reason(text, "R58", "unknown-business"))])
    return None


def _must_not_move(judged, shelf, known, label, field_name):
    """A number once registered stays with its customer."""
    number, owner = getattr(judged.row, field_name), shelf.owner(known)
    text = f"{label}{number}已登记在{owner}名下，本行却是{judged.business}。同一{label}只能属于一个客户，请核对。"
    _add(judged, [Finding(field_name, Reason(text, "", "other-business"))])


def _place_in_time(judged, shelf):
    row, note = judged.row, judged.known
    newest = shelf.newest.get(row.note_no)
    judged.before = newest
    judged.late = newest is not None and row.as_of < newest.as_of
    judged.position = shelf.standing.get((row.note_no, row.as_of))
    contract = shelf.contract(note)
    if contract != row.contract_no:
        text = f"借据{note.note_no}登记在合同{contract}下，本行写的是{row.contract_no}。请核对合同号。"
        _add(judged, [Finding("contract_no", Reason(text, "", "other-contract"))])


def _changes(judged, shelf):
    notes, positions = shelf.compared
    found = () if judged.late else notes.differences(judged.known, judged.row)
    if judged.position is None:
        return [*found, ("数据日期", "", judged.row.as_of.isoformat())]
    return [*found, *positions.differences(judged.position, judged.row)]


def says_nothing(value):
    """An empty cell."""
    return value is None or value.__class__ is str and not value
