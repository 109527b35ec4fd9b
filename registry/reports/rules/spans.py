"""Months, quarters and years up to a day. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from registry.policy.dates import add_months, month_end

MONTH, QUARTER, YEAR = "month", "quarter", "year"
BY = {MONTH: ("按月", 1, 12), QUARTER: ("按季", 3, 8), YEAR: ("按年", 12, 5)}
THIS = {MONTH: "本月", QUARTER: "本季", YEAR: "本年"}


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included. The last span of a row may end before its month does."""

    code: str
    label: str
    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    @property
    def eve(self) -> date:
        """The day before it begins."""
        return self.first - timedelta(days=1)


def span_of(day: date, by: str) -> Span:
    """The month, quarter or year that `day` falls in, up to `day`."""
    months = BY[by][1]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    end = add_months(first, months) - timedelta(days=1)
    label = _label(first, by) + ("" if day == end else f"（至{day.month}月{day.day}日）")
    return Span(f"{first:%Y%m}", label, first, day)


def spans_until(day: date, by: str) -> list[Span]:
    """The last twelve months, eight quarters or five years, oldest first; the last one up to `day`."""
    _, months, how_many = BY[by]
    found = [span_of(day, by)]
    while len(found) < how_many:
        found.append(span_of(found[-1].eve, by))
    return found[::-1]


def month_ends(day: date, how_many: int) -> list[date]:
    """The last days of the last `how_many` months that are wholly over on `day`, oldest first."""
    found = []
    year, month = (day + timedelta(days=1)).year, (day + timedelta(days=1)).month
    for back in range(1, how_many + 1):
        earlier = add_months(date(year, month, 1), -back)
        found.append(month_end(earlier.year, earlier.month))
    return found[::-1]


def month_label(day: date) -> str:
    return f"{day.year}年{day.month}月"


def _label(first, by):
    if by == YEAR:
        return f"{first.year}年"
    return month_label(first) if by == MONTH else f"{first.year}年第{(first.month + 2) // 3}季度"
