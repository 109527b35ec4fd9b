"""R04–R09 with A01–A07 and plain sense: may one row of a bank's ledger be booked?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter

from registry.policy.answers import Reason
from registry.policy.dates import written
from registry.policy.money import yuan
from registry.policy.rules import (
    Exposure,
    RateFacts,
    Reference,
    allin_warnings,
    cap_problems,
    fee_verdict,
    pick_reference,
    rate_verdict,
    reference_kind,
)
from registry.policy.terms import PolicyTerms

from ..rows import LedgerRow
from .oversight import security_warnings

_CAP_FIELDS = {"over-cap-contract": "line_amount", "over-cap-note": "loan_amount", "over-cap-outstanding": "balance",
               "over-line": "balance", "over-cap-total": "balance"}  # fmt: skip

_AMOUNTS = (
    ("loan_amount", "贷款金额", True), ("line_amount", "授信额度", True), ("balance", "贷款余额", False),
    ("rate", "年利率", False), ("fee_rate", "担保费率", False), ("od_principal", "逾期本金", False),
    ("od_interest", "欠息", False), ("penalty", "罚息", False), ("compound", "复利", False),
)  # fmt: skip
_AMOUNTS_OF = attrgetter(*(name for name, _, _ in _AMOUNTS))


@dataclass(frozen=True)
class Finding:
    """One reason and the field of LedgerRow it is about, so that an upload can name the column."""

    field: str
    reason: Reason


@dataclass(frozen=True)
class Checked:
    """Findings that forbid the row, and findings that only ask for attention."""

    refusals: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


def check_row(
    row: LedgerRow,
    *,
    kind: str,
    terms: PolicyTerms,
    references: Iterable[Reference],
    today: date,
    others: Decimal = Decimal(0),
    line_amount: Decimal | None = None,
) -> Checked:
    """Every finding on one row. `kind` is the business's kind; `others` is what the contract's other notes owe;
    `line_amount` is the contract's amount on record (the row's own wins).

    | figure                         | within | beyond                     |
    |--------------------------------|--------|----------------------------|
    | amount, line, outstanding (R04, R05, R06) | yes | refuse             |
    | guarantee fee (R08)            | yes    | refuse                     |
    | rate (R09, 原则上)             | yes    | warning, written reason    |
    | security other than a guarantee (R10) | –   | warning                |
    | balance against the note's amount | yes | refuse                     |
    | days in their order            | yes    | refuse                     |
    """
    refusals = [*_figures(row), *_days(row, today)]
    refusals += _caps(row, kind, terms, others, line_amount)
    warnings = _all("guarantee_type", security_warnings(row.guarantee_type))
    if row.fee_rate is not None:
        fee = fee_verdict(row.fee_rate, terms)
        refusals += _all("fee_rate", fee.refusals)
        warnings += _all("fee_rate", fee.warnings)
        warnings += _all("rate", allin_warnings(row.rate, row.fee_rate, terms))
    rate = rate_verdict(_price(row, terms), _reference(row, terms, references), terms)
    return Checked(refusals + _all("rate", rate.refusals), _all("rate", rate.warnings) + warnings)


def _all(name, reasons):
    return [Finding(name, reason) for reason in reasons]


def _figures(row):
    for (name, label, positive), value in zip(_AMOUNTS, _AMOUNTS_OF(row), strict=True):
        if value is not None and (value < 0 or positive and value == 0):
            need = "大于零" if positive else "不小于零"
            yield Finding(name, Reason(f"{label}为{value}，应{need}。请核对。", "", "negative"))
    if row.balance > row.loan_amount:
        text = f"贷款余额{yuan(row.balance)}大于贷款金额{yuan(row.loan_amount)}。请核对两栏及其单位。"
        yield Finding("balance", Reason(text, "", "balance-over-amount"))


def _days(row, today):
    if row.due < row.start:
        yield _disorder("due", f"到期日{written(row.due)}早于放款日{written(row.start)}", "due-before-start")
    if row.ext_due is not None and row.ext_due < row.due:
        yield _disorder("ext_due", "展期到期日早于原到期日", "extension-before-due")
    if row.as_of > today:
        yield _disorder("as_of", f"数据日期{written(row.as_of)}晚于今天{written(today)}", "as-of-in-future")
    if row.as_of < row.start:
        text = f"数据日期{written(row.as_of)}早于放款日{written(row.start)}"
        yield _disorder("as_of", text, "as-of-before-start")
    yield from _unpaid(row)


def _disorder(name, text, kind):
    return Finding(name, Reason(f"{text}。请核对。", "", kind))


def _unpaid(row):
    since = row.unpaid_since
    if since is None:
        return
    if since > row.as_of:
        text = f"逾期起始日{written(since)}晚于数据日期{written(row.as_of)}：当时尚未到期，不是逾期。请核对。"
        yield Finding("unpaid_since", Reason(text, "R36", "unpaid-in-future"))
    elif since < row.start:
        text = f"逾期起始日{written(since)}早于放款日{written(row.start)}。请核对。"
        yield Finding("unpaid_since", Reason(text, "R36", "unpaid-before-start"))


def _caps(row, kind, terms, others, line_amount):
    line = row.line_amount if row.line_amount is not None else line_amount
    exposure = Exposure(
        kind=kind,
        contract_amount=line,
        note_amount=row.loan_amount,
        contract_outstanding=row.balance + others if others or line is not None else None,
    )
    return [Finding(_CAP_FIELDS[r.kind], r) for r in cap_problems(exposure, terms)]


def _price(row, terms):
    return RateFacts(rate=row.rate, signed_on=row.start, basis=row.basis or terms.rate_basis_default)


def _reference(row, terms, references):
    kind = reference_kind(row.basis or terms.rate_basis_default, row.start, max(row.due, row.start))
    return pick_reference(references, kind, row.start)
