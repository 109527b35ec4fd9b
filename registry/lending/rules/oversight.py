"""R33, R34, R38, R48: what may be recorded about inquiries, checks, protective measures and risk compensation. 元."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registry.policy.answers import Reason
from registry.policy.dates import written
from registry.policy.money import yuan

FITS, DOUBT, MISUSE = "fits", "doubt", "misuse"
_OWN_WORDS = ("保证", "信用保证", "信用/保证", "信用及保证", "信用+保证")


def security_warnings(guarantee_type: str) -> list[Reason]:
    """R10: a loan of 信保贷 is secured by a guarantee alone; an empty cell says nothing.

    | cell                                        | answer |
    |---------------------------------------------|--------|
    | empty, 保证, 信用保证, 连带责任保证, C（编码） | no warning |
    | 抵押, 质押, 抵押+保证, 信用, anything else    | warning |
    """
    said = guarantee_type.strip()
    pure = "保证" in said and not any(word in said for word in ("抵", "质", "留置", "定金"))
    if not said or pure or said in _OWN_WORDS or said.upper() in ("C", "C01", "C99"):
        return []
    text = (
        f"担保方式写的是“{said}”，“信保贷”应为免抵押的信用保证。"
        "请核对；确有抵质押的，请核实是否属于“信保贷”，或者在系统中登记为补充担保措施。"
    )
    return [Reason(text, "R10", "not-guarantee")]


def day_problems(label: str, day: date, clause: str, *, since: date, since_label: str, today: date):
    """Why something cannot have happened on `day`: after today, or before `since`."""
    if day > today:
        text = f"{label}{written(day)}晚于今天{written(today)}。请在办理之后登记。"
        return [Reason(text, clause, "in-future")]
    if day < since:
        text = f"{label}{written(day)}早于{since_label}{written(since)}。请核对。"
        return [Reason(text, clause, "too-early")]
    return []


@dataclass(frozen=True)
class CheckFacts:
    """One check of the use of funds; `since` is the day from which there was something to check."""

    finding: str
    looked_at: str
    checked_on: date
    since: date
    remarks: str = ""


def check_problems(facts: CheckFacts, *, today: date) -> list[Reason]:
    """Why a check may not be recorded (R34).

    | looked at | finding            | remarks | day                    | answer |
    |-----------|--------------------|---------|------------------------|--------|
    | given     | 相符               | –       | since the loan, not after today | yes |
    | given     | 存疑, 挪用嫌疑     | given   | since the loan, not after today | yes |
    | anything missing or another day                                 ||| no, every reason |
    """
    reasons = day_problems(
        "检查日期", facts.checked_on, "R34", since=facts.since, since_label="放款（签约）日期", today=today
    )
    if not facts.looked_at.strip():
        reasons.append(Reason("没有填写检查内容。请写明查看了哪些凭证、账户或者现场。", "R34", "looked-at"))
    if facts.finding not in (FITS, DOUBT, MISUSE):
        reasons.append(Reason("没有选择检查结果：相符、存疑或者挪用嫌疑。请选择。", "R34", "finding"))
    elif facts.finding != FITS and not facts.remarks.strip():
        reasons.append(
            Reason("检查结果不是“相符”，必须写明情况。请填写资金去向和可疑之处。", "R34", "remarks")
        )
    return reasons


def measure_problems(
    description: str, amount: Decimal, taken_on: date, since: date, since_label: str, *, today: date
) -> list[Reason]:
    """Why a protective measure may not be recorded (R38): no words, no amount, before its cause or after today."""
    reasons = day_problems("采取日期", taken_on, "R38", since=since, since_label=since_label, today=today)
    if not description.strip():
        reasons.append(
            Reason("没有填写措施内容。请写明保全或者担保的财产、文书号和权属。", "R38", "description")
        )
    if amount <= 0:
        reasons.append(Reason(f"涉及金额为{yuan(amount)}，应大于零。请核对。", "R38", "amount"))
    return reasons


def inclusion_problems(
    amount: Decimal, included: Decimal, paid: Decimal | None, basis: str, included_on: date, paid_on: date | None,
    *, today: date,
) -> list[Reason]:  # fmt: skip
    """Why an amount may not be taken into risk compensation (R48). `included` is what was taken in before.

    | paid by the guarantor | basis | amount                          | day                    | answer |
    |-----------------------|-------|---------------------------------|------------------------|--------|
    | no                    | –     | –                               | –                      | no     |
    | yes                   | given | above zero, together ≤ paid     | since payment, ≤ today | yes    |
    | yes                   | anything else                                                ||| no, every reason |
    """
    if paid is None or paid_on is None:
        return [Reason("担保公司尚未支付代偿款，不能纳入风险补偿。请在支付之后登记。", "R48", "not-paid")]
    reasons = day_problems(
        "纳入日期", included_on, "R48", since=paid_on, since_label="代偿支付日期", today=today
    )
    if not basis.strip():
        reasons.append(Reason("没有填写依据文件。请写明文件名称、文号与日期。", "R48", "basis"))
    if amount <= 0:
        reasons.append(Reason(f"纳入金额为{yuan(amount)}，应大于零。请核对。", "R48", "amount"))
    elif included + amount > paid:
        text = (
            f"连同本次共纳入{yuan(included + amount)}，超过代偿支付的{yuan(paid)}；"
            f"本次最多可纳入{yuan(paid - included)}。请核对金额。"
        )
        reasons.append(Reason(text, "R48", "over-paid"))
    return reasons
