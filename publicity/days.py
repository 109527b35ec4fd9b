"""The days of a notice for people: a strip of days with reasons, the position in it, the period in words (R29)."""

from datetime import date
from typing import NamedTuple

from registry.policy.dates import written
from registry.policy.reached import Reached, squares
from registry.policy.workdays import DayMark


class Position(NamedTuple):
    """The `n`-th of `total` working days on the day asked for; `left` counted days lie after it; whether it counts itself."""

    n: int
    total: int
    left: int
    counted: bool


def day_strip(notice, today) -> list[dict]:
    """Every day from the publication to the last one: date, counted or not, its ordinal among the counted, why."""
    return squares(marks_of(notice), today)


def marks_of(notice) -> list[DayMark]:
    """The days as counted and stored with the notice."""
    return [DayMark(date.fromisoformat(m["date"]), m["counted"], m["why"]) for m in notice.marks]


def how_reached(notice) -> Reached:
    """The window of a notice as it was counted, with the rule it was counted by (R29, A10)."""
    first = "发布当日为工作日的计入" if notice.counts_publication_day else "发布当日不计，自次日起计算"
    rule = f"{written(notice.published_on)}发布，{first}，满{notice.workdays + notice.extra_workdays}个工作日，最后一日24时届满。"
    return Reached(
        "公示截止日",
        rule,
        notice.ends_on,
        tuple(marks_of(notice)),
        notice.provisional,
        notice.calendar_version,
    )


def position(notice, today) -> Position:
    """Which working day of the window `today` is; before the first counted day 0, on a day off the last one passed."""
    counted = [mark["date"] for mark in notice.marks if mark["counted"]]
    n = sum(day <= today.isoformat() for day in counted)
    return Position(n, len(counted), len(counted) - n, today.isoformat() in counted)


def span_in_words(first, last) -> str:
    """2026年5月9日至5月21日; the second year only where it differs."""
    end = written(last)
    return f"{written(first)}至{end.split('年', 1)[1] if first.year == last.year else end}"


def period_in_words(notice, today) -> str:
    """2026年5月9日至5月21日，第4个工作日，还剩6个. The last day counts until 24:00."""
    if not notice.starts_on:
        return "尚未发布"
    span = span_in_words(notice.starts_on, notice.ends_on)
    if notice.status == "withdrawn":
        return f"{span}，公示已撤销"
    tail = "（截止日暂定，以国务院办公厅节假日安排通知为准）" if notice.provisional else ""
    return f"{span}，{_where(notice, today)}{tail}"


def _where(notice, today):
    n, total, left, counted_today = position(notice, today)
    if not notice.is_open(today):
        return "公示期已满"
    if today > notice.ends_on:
        return f"{total}个工作日已过，等待核定截止日"
    if n == 0:
        return f"共{total}个工作日，{notice.starts_on.month}月{notice.starts_on.day}日起算"
    if not left:
        return (
            f"第{n}个工作日，今天24时届满" if counted_today else f"{n}个工作日已满，{_until(notice)}24时届满"
        )
    return f"第{n}个工作日，还剩{left}个" if counted_today else f"已过{n}个工作日，今天不计，还剩{left}个"


def _until(notice):
    return f"{notice.ends_on.month}月{notice.ends_on.day}日"
