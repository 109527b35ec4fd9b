"""R04–R06 with A07: how much one business may borrow. Historic drawdowns are never added up."""

from decimal import Decimal
from typing import NamedTuple

from ..answers import Reason
from ..identifiers import INDIVIDUAL
from ..money import yuan
from ..terms import PER_SUBJECT, PolicyTerms


class Exposure(NamedTuple):
    """Amounts in 元; None where not known. Outstanding means what is owed now, new drawdown included."""

    kind: str
    contract_amount: Decimal | None = None
    note_amount: Decimal | None = None
    contract_outstanding: Decimal | None = None
    subject_outstanding: Decimal | None = None


def cap_for(kind: str, terms: PolicyTerms) -> Decimal:
    """The cap for a kind of business, in 元: R05 for 个体工商户, R04 for everyone else."""
    return terms.cap_individual if kind == INDIVIDUAL else terms.cap_enterprise


_HARD = (
    ("授信（合同）金额", "over-cap-contract"),
    ("贷款金额", "over-cap-note"),
    ("合同项下贷款余额", "over-cap-outstanding"),
)


def plainly_within(line, note, owed, kind, terms) -> bool:
    """The case of nearly every note, told at one look: `cap_problems` would say nothing. Amounts in 元.

    False decides nothing.
    """
    if line is None or note is None or terms.cap_scope == PER_SUBJECT:
        return False
    return note <= line <= cap_for(kind, terms) and (owed is None or owed <= line)


def cap_problems(exposure: Exposure, terms: PolicyTerms) -> list[Reason]:
    """Hard limits on one contract (A07).

    | figure                          | at most the cap | above  |
    |---------------------------------|-----------------|--------|
    | contract or line amount         | yes             | refuse |
    | this note                       | yes             | refuse |
    | outstanding on the contract     | yes             | refuse |
    | outstanding against line amount | yes             | refuse |
    | total owed, cap_scope=subject   | yes             | refuse |

    A line of 500万 with drawdowns 300 + 300 after the first 300 is repaid passes: outstanding is 300 (R06).
    """
    cap = cap_for(exposure.kind, terms)
    amounts = exposure.contract_amount, exposure.note_amount, exposure.contract_outstanding
    problems = [
        _over(exposure, terms, label, amount, kind)
        for amount, (label, kind) in zip(amounts, _HARD, strict=True)
        if amount is not None and amount > cap
    ]
    problems += _over_line(exposure)
    return problems + (_total(exposure, terms) if terms.cap_scope == PER_SUBJECT else [])


def cap_warnings(exposure: Exposure, terms: PolicyTerms) -> list[Reason]:
    """The soft limit: what the subject owes across all banks; above it a written reason is asked for (A07)."""
    return [] if terms.cap_scope == PER_SUBJECT else _total(exposure, terms)


def _exceeds(exposure, terms, amount):
    return amount is not None and amount > cap_for(exposure.kind, terms)


def _over(exposure, terms, label, amount, kind):
    clause, whom = ("R05", "个体工商户") if exposure.kind == INDIVIDUAL else ("R04", "中小微企业")
    cap = yuan(cap_for(exposure.kind, terms))
    text = f"{label}{yuan(amount)}超过{whom}单笔上限{cap}。请核对金额和单位（元或万元）。"
    return Reason(text, clause, kind)


def _over_line(exposure):
    owed, line = exposure.contract_outstanding, exposure.contract_amount
    if owed is None or line is None or owed <= line:
        return []
    text = (
        f"合同项下贷款余额{yuan(owed)}超过授信（合同）金额{yuan(line)}。循环使用时余额不得超过额度，请核对。"
    )
    return [Reason(text, "R06", "over-line")]


def _total(exposure, terms):
    if not _exceeds(exposure, terms, exposure.subject_outstanding):
        return []
    reason = _over(
        exposure,
        terms,
        "该主体在各金融机构的贷款余额合计",
        exposure.subject_outstanding,
        "over-cap-total",
    )
    if terms.cap_scope == PER_SUBJECT:
        return [reason]
    return [
        Reason(
            reason.text + "属不同机构分别发放的，请写明理由。",
            reason.clause,
            reason.kind,
        )
    ]
