"""Whether an act still rests on the facts once they are corrected (R36, R40, R45, R46, R70). Pure; the clock is outside."""

from dataclasses import dataclass
from datetime import date

from registry.policy.dates import written

DECIDE_WORKDAYS, REMIND_WORKDAYS, REFUND_WORKDAYS = 3, 3, 5
FROM_DAY1 = ("cancellation", "line", "announcement")
FROM_DAY60 = ("demand", "claim", "payment", "recovery")
NEVER = "更正后这段逾期不存在"


@dataclass(frozen=True)
class Ground:
    """Arrears as now known: first unpaid day, day 1, day 60, and as of which day they were paid (None: unpaid)."""

    since: date
    day1_on: date
    day60_on: date
    ended_on: date | None = None


def why_fallen(kind: str, act_on: date, ground: Ground | None) -> str:
    """Why an act of `act_on` has lost its ground, in Chinese; "" when it stands. `ground` None: the arrears never were.

    | act                     | never were | day 1 after it | day 60 after it | paid before it |
    |-------------------------|------------|----------------|-----------------|----------------|
    | report of the bank      | stands     | stands         | stands          | stands         |
    | warning                 | falls      | stands: overdue all the same | –  | stands (R40)   |
    | cancellation, stopped line, announcement | falls | falls   | –              | stands (R40)   |
    | demand, claim, payment, recovery | falls | falls      | falls           | falls          |
    """
    if kind == "report":
        return ""
    if ground is None:
        return NEVER
    if kind in FROM_DAY1 and ground.day1_on > act_on:
        return f"更正后逾期第1日是{written(ground.day1_on)}，办理当日（{written(act_on)}）尚未逾期"
    if kind in FROM_DAY60 and ground.ended_on is not None and ground.ended_on < act_on:
        return f"更正后截至{written(ground.ended_on)}已还清，办理当日（{written(act_on)}）没有逾期"
    if kind in FROM_DAY60 and ground.day60_on > act_on:
        return f"更正后{written(ground.day60_on)}才满60日，办理当日（{written(act_on)}）不满60日"
    return ""


def difference(before: Ground, after: Ground | None) -> list[list[str]]:
    """(label, before, after) of each day that the correction moves, for people."""
    if after is None:
        return [["逾期", f"自{written(before.since)}起", "不存在"]]
    days = (
        ("最早未还日", "since"),
        ("逾期第1日", "day1_on"),
        ("满60日", "day60_on"),
        ("还清日期", "ended_on"),
    )
    return [
        [label, _day(getattr(before, name)), _day(getattr(after, name))]
        for label, name in days
        if getattr(before, name) != getattr(after, name)
    ]


def _day(day):
    return written(day) if day else "未还清"
