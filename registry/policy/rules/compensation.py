"""R47, R66 with A16, A21, A22: the claim, the office's approval as a hard gate, and the amount."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ..answers import Reason
from ..dates import written
from ..money import yuan
from ..terms import PolicyTerms
from .overdue import day60_on, days_overdue

_FEN = Decimal("0.01")


@dataclass(frozen=True)
class Arrears:
    """What the borrower owes on a note, in 元. `undue_principal` is the part of `principal` not yet due."""

    principal: Decimal
    interest: Decimal
    penalty: Decimal = Decimal(0)
    compound: Decimal = Decimal(0)
    undue_principal: Decimal = Decimal(0)


@dataclass(frozen=True)
class ClaimFacts:
    """What the file of an overdue episode holds. Days are None while the thing has not happened.

    `reduced`: the office consented to a part only, with a reason (A23).
    """

    unpaid_since: date | None
    demand_issued_on: date | None
    bank_reported_on: date | None
    approved_on: date | None
    arrears: Arrears
    accelerated: bool = False
    approved_amount: Decimal | None = None
    reduced: bool = False


def claim_problems(facts: ClaimFacts, terms: PolicyTerms, *, on: date) -> list[Reason]:
    """Why the bank may not yet ask for compensation.

    | unpaid | 60 days full | demand issued | reported | all due or accelerated | answer |
    |--------|--------------|---------------|----------|------------------------|--------|
    | yes    | yes          | yes           | yes      | yes                    | yes    |
    | no     | –            | –             | –        | –                      | no: nothing to compensate |
    | yes    | any of them missing                                         || no, every reason |
    """
    if facts.unpaid_since is None:
        return [Reason("该借据没有到期未还的本金或利息，无需代偿。", "R66", "nothing-unpaid")]
    return [
        *_sixty_days(facts, terms, on),
        *_paper(
            facts.demand_issued_on,
            on,
            "R45",
            "催收通知书尚未发放。请先由金融机构发放并上传送达凭证。",
            "demand",
        ),
        *_paper(
            facts.bank_reported_on,
            on,
            "R46",
            "金融机构尚未提交逾期满60日报告。请先提交报告。",
            "report",
        ),
        *_acceleration(facts),
    ]


def compensation_problems(facts: ClaimFacts, terms: PolicyTerms, *, on: date) -> list[Reason]:
    """Why a payment may not be recorded (R66): the claim's reasons, then the office's approval (R47).

    | claim in order | approved on or before `on` | amount within approval | answer |
    |----------------|----------------------------|------------------------|--------|
    | yes            | yes                        | yes or none set        | yes    |
    | yes            | yes                        | no, but reduced by the office | yes: what was consented to is paid |
    | anything else  |                            |                        | no, every reason |
    """
    text = "旗金融服务中心尚未同意代偿。请先由办公室审批。"
    reasons = claim_problems(facts, terms, on=on) + _paper(facts.approved_on, on, "R47", text, "approval")
    amount = compensation_amount(facts.arrears, terms)
    if facts.approved_amount is not None and amount > facts.approved_amount and not facts.reduced:
        text = f"代偿金额{yuan(amount)}超过办公室同意的{yuan(facts.approved_amount)}。请核对金额或重新报批。"
        reasons.append(Reason(text, "R47", "over-approval"))
    return reasons


def compensation_amount(arrears: Arrears, terms: PolicyTerms) -> Decimal:
    """未清偿贷款本息全额 (A21): principal and contract interest; penalties only when the policy says so. In 元."""
    extra = arrears.penalty + arrears.compound if terms.comp_include_penalty else Decimal(0)
    return (arrears.principal + arrears.interest + extra).quantize(_FEN, ROUND_HALF_UP)


def share_of(amount: Decimal, bearer: str, terms: PolicyTerms) -> Decimal:
    """What one party bears of a compensation (A22), in 元; 0 for a party without a share."""
    return (amount * terms.risk_share.get(bearer, Decimal(0))).quantize(_FEN, ROUND_HALF_UP)


def _sixty_days(facts, terms, on):
    full = day60_on(facts.unpaid_since, terms)
    if on >= full:
        return []
    text = (
        f"截至{written(on)}逾期{days_overdue(facts.unpaid_since, on)}日，未满{terms.od_day60}日"
        f"（{written(full)}满）。届时方可申请代偿。"
    )
    return [Reason(text, "R66", "too-early")]


def _paper(dated, on, clause, text, kind):
    return [] if dated is not None and dated <= on else [Reason(text, clause, kind)]


def _acceleration(facts):
    undue = facts.arrears.undue_principal
    if undue <= 0 or facts.accelerated:
        return []
    text = f"尚有{yuan(undue)}本金未到期，全额代偿须先有金融机构的提前到期通知。请上传提前到期通知。"
    return [Reason(text, "R47", "acceleration")]
