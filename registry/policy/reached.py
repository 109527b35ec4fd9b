"""How a date was reached, day by day: the same for pages, machines and the command line (R29, R43, R46). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .dates import written
from .workdays import DayMark, Window

STARTS = "起算日当天不计入"
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Reached:
    """One deadline: what it is, by which rule, which day, and every day on the way. `kept` explains a later stored end."""

    title: str
    rule: str
    end: date
    days: tuple[DayMark, ...]
    provisional: bool = False
    version: str = ""
    kept: str = ""


def by_workdays(title: str, rule: str, window: Window, stored: date | None = None) -> Reached:
    """A deadline in working days. Where the stored end differs from the count, the stored one holds and it is said."""
    end = stored or window.end
    kept = ""
    if end > window.end:
        kept = f"按现行日历推算为{written(window.end)}；期限不缩短，仍为{written(end)}。"
    elif end < window.end:
        kept = f"日历修订后应为{written(window.end)}，顺延须另一人批准；现登记为{written(end)}。"
    return Reached(title, rule, end, window.days, window.provisional, window.version, kept)


def by_calendar_days(title: str, rule: str, since: date, end: date) -> Reached:
    """A deadline in calendar days after `since`: every day counts, weekend or holiday or not (A15, A16)."""
    days = [since + timedelta(days=n) for n in range((end - since).days + 1)]
    marks = (DayMark(day, day > since, f"星期{_WEEKDAYS[day.weekday()]}，按自然日计入") for day in days[1:])
    first = DayMark(since, False, f"{STARTS}，自次日起按自然日计算")
    return Reached(title, rule, end, (first, *marks))


def squares(marks: Iterable[DayMark], today: date) -> list[dict]:
    """Every day as the strip shows it: date, counted, its ordinal among the counted, today, past, why."""
    strip, ordinal = [], 0
    for mark in marks:
        ordinal += mark.counted
        strip.append(
            {
                "date": mark.date, "counted": mark.counted, "ordinal": ordinal if mark.counted else None,
                "today": mark.date == today, "past": mark.date < today, "why": mark.why,
                "weekday": f"星期{_WEEKDAYS[mark.date.weekday()]}",
            }
        )  # fmt: skip
    return strip


def as_json(window: Window) -> dict:
    """A window for machines: days as YYYY-MM-DD, why in Chinese."""
    return {
        "end": window.end.isoformat(),
        "provisional": window.provisional,
        "days": [{"date": m.date.isoformat(), "counted": m.counted, "why": m.why} for m in window.days],
        "start": window.start.isoformat(),
        "first": window.first.isoformat(),
        "calendar": window.version,
    }
