"""R04–R09 with A01–A07 and plain sense: may one row of a bank's ledger be booked?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

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


@dataclass(frozen=True)
class Finding:
    """One reason and the field of LedgerRow it is about, so that an upload can name the column."""

    field: str
    reason: Reason


@dataclass(frozen=True)
class Checked:
    """Findings that forbid the row, and findings that only ask for attention."""

    refusals: Sequence[Finding] = field(default_factory=list)
    warnings: Sequence[Finding] = field(default_factory=list)


NOTHING = Checked((), ())
MOST_QUIET = 5_000


def check_row(
    row: LedgerRow,
    *,
    kind: str,
    terms: PolicyTerms,
    references: Iterable[Reference],
    today: date,
    others: Decimal = Decimal(0),
    line_amount: Decimal | None = None,
    quiet: dict | None = None,
) -> Checked:
    """Every finding on one row. `kind` is the business's kind; `others` is what the contract's other notes owe;
    `line_amount` is the contract's amount on record (the row's own wins); `quiet` as in `price_findings`.

    | figure                         | within | beyond                     |
    |--------------------------------|--------|----------------------------|
    | amount, line, outstanding (R04, R05, R06) | yes | refuse             |
    | guarantee fee (R08)            | yes    | refuse                     |
    | rate (R09, 原则上)             | yes    | warning, written reason    |
    | security other than a guarantee (R10) | –   | warning                |
    | balance against the note's amount | yes | refuse                     |
    | days in their order            | yes    | refuse                     |
    """
    price = price_findings(row, terms, references, quiet)
    refusals = [*_figures(row), *_days(row, today), *_caps(row, kind, terms, others, line_amount)]
    return Checked([*refusals, *price.refusals], price.warnings)


def price_findings(row, terms, references, quiet=None) -> Checked:
    """Rate, fee, what both cost together, and the security. `quiet` remembers prices about which there was nothing to say,
    as long as these terms and references are kept: many rows carry few different prices, each the same object.
    """
    basis = row.basis or terms.rate_basis_default
    reference = _reference(row, basis, references)
    key = id(row.rate), id(row.fee_rate), row.guarantee_type, basis, id(reference), id(terms)
    if quiet is not None and key in quiet:
        return NOTHING
    found = _price_findings(row, basis, reference, terms)
    if quiet is not None and not (found.refusals or found.warnings) and len(quiet) < MOST_QUIET:
        quiet[key] = row.rate, row.fee_rate, reference, terms  # held, so that no other is given their place
    return found


def _reference(row, basis, references):
    """What the price is measured by; few days and terms make many rows."""
    picked = getattr(references, "picked", {})
    key = basis, row.start, row.due
    if key not in picked:
        kind = reference_kind(basis, row.start, max(row.due, row.start))
        picked[key] = pick_reference(references, kind, row.start)
    return picked[key]


def _price_findings(row, basis, reference, terms):
    refusals, warnings = [], _all("guarantee_type", security_warnings(row.guarantee_type))
    if row.fee_rate is not None:
        fee = fee_verdict(row.fee_rate, terms)
        refusals += _all("fee_rate", fee.refusals)
        warnings += _all("fee_rate", fee.warnings)
        warnings += _all("rate", allin_warnings(row.rate, row.fee_rate, terms))
    rate = rate_verdict(RateFacts(row.rate, row.start, basis), reference, terms)
    return Checked(refusals + _all("rate", rate.refusals), _all("rate", rate.warnings) + warnings)


def _all(name, reasons):
    return [Finding(name, reason) for reason in reasons]


def _figures(row):
    yield from _signs(row)
    if row.balance > row.loan_amount:
        text = f"贷款余额{yuan(row.balance)}大于贷款金额{yuan(row.loan_amount)}。请核对两栏及其单位。"
        yield Finding("balance", Reason(text, "", "balance-over-amount"))


def _signs(row):
    for name, label, positive in _AMOUNTS:
        value = getattr(row, name)
        if value is not None and (value < 0 or positive and value == 0):
            need = "大于零" if positive else "不小于零"
            yield Finding(name, Reason(f"{label}为{value}，应{need}。请核对。", "", "negative"))


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
    owed = row.balance + others if others or line is not None else None
    exposure = Exposure(kind, line, row.loan_amount, owed)
    return [Finding(_CAP_FIELDS[r.kind], r) for r in cap_problems(exposure, terms)]
