"""Until when the guarantor answers for a note, and when its bank is warned (R10, R47; 民法典686, 692–695)."""

from datetime import date, timedelta

from registry.policy.answers import Reason
from registry.policy.dates import add_months, written

MONTHS = 6  # 民法典692 where nothing, or nothing that counts, was agreed
WARN_DAYS = (30, 7, -1)  # calendar days before the last day; the last stage is the day after it
JOINT, GENERAL = "joint", "general"


def guarantee_end(due_on: date, agreed: date | None) -> date:
    """The last day of the 保证期间 of a note due on `due_on`.

    | agreed                    | last day               |
    |---------------------------|------------------------|
    | after the due day         | as agreed              |
    | none, or not after it     | six months after it    |

    An extension (展期) does not move it unless agreed anew with the guarantor (民法典695).
    """
    return agreed if agreed and agreed > due_on else add_months(due_on, MONTHS)


def stage_of(ends_on: date, today: date) -> int | None:
    """The newest stage of WARN_DAYS that has come, in days before the last day; None before the first."""
    come = [days for days in WARN_DAYS if ends_on - timedelta(days=days) <= today]
    return come[-1] if come else None


def guarantee_problems(kind: str, until: date | None, *, signed_on: date) -> list[Reason]:
    """Why 保证方式 and 保证期间 may not be recorded like this."""
    problems = []
    if kind not in (JOINT, GENERAL):
        problems.append(
            Reason("没有选择保证方式：连带责任保证或者一般保证。请按保证合同选择。", "R10", "kind")
        )
    if until is not None and until <= signed_on:
        text = (
            f"保证期间届满日{written(until)}不晚于签订日期{written(signed_on)}。"
            "请按保证合同核对；合同没有约定具体日期的，请留空，按主债务到期后六个月计算。"
        )
        problems.append(Reason(text, "R10", "until"))
    return problems
