"""The ladder between day 1 and day 60, and promises to pay, judged from what the bank reported (R43, R45). Money in 元."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registry.policy.answers import Reason
from registry.policy.dates import written

OWNERS = {"bank": "银行", "guarantor": "担保公司", "office": "办公室"}
KINDS = {
    "call": "催收电话", "message": "短信", "visit": "上门走访", "letter": "书面催收", "protect": "保全提示", "other": "其他",
}  # fmt: skip
CAUSES = {
    "turnover": "资金周转困难", "market": "市场变化、经营下滑", "debtor": "下游拖欠货款", "accident": "灾害、疾病等意外",
    "dispute": "与银行或者他人有争议", "unwilling": "有能力而拖延", "lost": "失去联系", "technical": "银行系统、扣款等技术原因",
    "other": "其他",
}  # fmt: skip
DONE, DUE, LATE, AHEAD, GONE, FACT = "done", "due", "late", "ahead", "gone", "fact"
STATES = {DONE: "已办", DUE: "待办", LATE: "过期未办", AHEAD: "还没到时候", GONE: "不再需要"}


def task_state(*, due_on: date, done: bool, over: bool, today: date) -> str:
    """Where a step of the ladder stands; `over`: nothing due is unpaid any more, or the guarantor has paid.

    | done | over | day            | answer |
    |------|------|----------------|--------|
    | yes  | –    | –              | done   |
    | no   | yes  | –              | gone   |
    | no   | no   | before due day | ahead  |
    | no   | no   | on the due day | due    |
    | no   | no   | after it       | late   |
    """
    if done:
        return DONE
    if over:
        return GONE
    if today < due_on:
        return AHEAD
    return LATE if today > due_on else DUE


@dataclass(frozen=True)
class Told:
    """What the bank said about a note as of one day: balance and interest in arrears in 元, the earliest unpaid day."""

    as_of: date
    balance: Decimal
    interest: Decimal
    unpaid_since: date | None


def came_in(before: Told | None, after: Told | None) -> Decimal:
    """What was paid between two reports, in 元: how far principal and interest in arrears went down."""
    if before is None or after is None:
        return Decimal(0)
    return max(Decimal(0), before.balance - after.balance) + max(Decimal(0), before.interest - after.interest)


def promise_kept(amount: Decimal, episode_since: date, before: Told | None, after: Told | None) -> bool:
    """Whether a promise was kept by what was reported: `before` when it was made, `after` by the promised day.

    | this run of arrears is gone | as much came in | answer |
    |-----------------------------|-----------------|--------|
    | yes                         | –               | kept   |
    | no                          | yes             | kept   |
    | no                          | no, or nothing reported since | broken |
    """
    if after is None:
        return False
    gone = after.unpaid_since is None or after.unpaid_since > episode_since
    return gone or (before is not None and after.as_of > before.as_of and came_in(before, after) >= amount)


def contact_problems(*, made_on: date, day1_on: date, result: str, kind: str, today: date) -> list[Reason]:
    """Why a contact may not be recorded: after today, before day 1, nothing said, no kind."""
    reasons = []
    if made_on > today:
        reasons.append(
            Reason(
                f"办理日期{written(made_on)}晚于今天{written(today)}。请在办理之后登记。", "R43", "in-future"
            )
        )
    if made_on < day1_on:
        reasons.append(
            Reason(f"办理日期{written(made_on)}早于逾期第1日{written(day1_on)}。请核对。", "R43", "too-early")
        )
    if not result.strip():
        reasons.append(Reason("没有填写办理情况。请写明找了谁、对方怎么说。", "R43", "silent"))
    if kind not in KINDS:
        reasons.append(Reason("没有选择办理方式。请从列表中选择。", "R43", "kind"))
    return reasons


def promise_problems(
    *, amount: Decimal, made_on: date, due_on: date, day1_on: date, by: str, today: date
) -> list[Reason]:
    """Why a promise may not be recorded: no amount, no name, made in the future or before day 1, due before it was made."""
    reasons = []
    if amount <= 0:
        reasons.append(Reason(f"承诺金额{amount}应大于零。请核对。", "R43", "amount"))
    if not by.strip():
        reasons.append(Reason("没有填写承诺人。请写明是谁作的承诺。", "R43", "who"))
    if made_on > today:
        reasons.append(
            Reason(f"承诺日期{written(made_on)}晚于今天{written(today)}。请核对。", "R43", "in-future")
        )
    if made_on < day1_on:
        reasons.append(
            Reason(f"承诺日期{written(made_on)}早于逾期第1日{written(day1_on)}。请核对。", "R43", "too-early")
        )
    if due_on < made_on:
        reasons.append(
            Reason(f"承诺还款日{written(due_on)}早于承诺日期{written(made_on)}。请核对。", "R43", "due-early")
        )
    return reasons
