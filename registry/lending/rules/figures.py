"""The figures of a claim and of what is recovered after it (A21, R52). Money in 元."""

from decimal import Decimal

from registry.policy.answers import Reason
from registry.policy.money import yuan


def claim_figure_problems(principal: Decimal, interest: Decimal, balance: Decimal) -> list[Reason]:
    """Why these amounts may not be claimed: principal above the note's balance, nothing to claim, below zero."""
    reasons = []
    if principal < 0 or interest < 0:
        reasons.append(Reason("申请代偿的本金和利息都不能小于零。请核对。", "R47", "negative"))
    if principal > balance:
        text = f"申请代偿本金{yuan(principal)}大于借据余额{yuan(balance)}。请按最新台账更正。"
        reasons.append(Reason(text, "R47", "over-balance"))
    if principal + interest <= 0:
        reasons.append(Reason("申请代偿的本息合计为零，无需代偿。请核对金额。", "R47", "nothing"))
    return reasons


def recovery_problems(amount: Decimal, recovered: Decimal, paid: Decimal | None) -> list[Reason]:
    """Why this amount may not be entered: nothing paid yet, not above zero, or together more than was paid."""
    if paid is None:
        return [Reason("担保公司尚未支付代偿款，没有可追偿的金额。请先登记代偿支付。", "R52", "not-paid")]
    if amount <= 0:
        return [Reason(f"收回金额为{amount}，应大于零。请核对。", "R52", "not-positive")]
    if recovered + amount <= paid:
        return []
    text = (
        f"连同本次共收回{yuan(recovered + amount)}，超过代偿支付的{yuan(paid)}；"
        f"本次最多可登记{yuan(paid - recovered)}。多收部分请退还借款人或另行处理。"
    )
    return [Reason(text, "R52", "over-paid")]
