"""Counting working days (R29, A10): a pure calendar over given rules. Never raises for a year without data.

A year the State Council has not arranged yet counts Monday to Friday without the fixed statutory days, and every
window touching it is provisional.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

HOLIDAY, WORKDAY = "holiday", "workday"
LOCAL_HOLIDAY, LOCAL_WORKDAY = "local_holiday", "local_workday"
WORKING_KINDS = frozenset({WORKDAY, LOCAL_WORKDAY})

_FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节"} | {(10, n): "国庆节" for n in (1, 2, 3)}
_WEEKDAYS = "一二三四五六日"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayRule:
    """How one day differs from the plain week. `kind` is one of the four constants above."""

    kind: str
    name: str = ""
    source: str = ""


@dataclass(frozen=True)
class DayMark:
    """One day of a window: was it counted, and why."""

    date: date
    counted: bool
    why: str


@dataclass(frozen=True)
class Window:
    """`first` and `end` are the first and the last counted day; `days` explains every day from `start` on."""

    start: date
    first: date
    end: date
    provisional: bool
    days: tuple[DayMark, ...]
    version: str = ""

    @property
    def total(self) -> int:
        return sum(mark.counted for mark in self.days)


@dataclass(frozen=True)
class Position:
    """Where a day stands in a window: the `nth` of `total` working days; `left` counted days lie after it."""

    nth: int
    total: int
    left: int
    over: bool


class Calendar:
    """Days that differ from the plain week, the years officially arranged, and the version they came in."""

    def __init__(
        self,
        days: Mapping[date, DayRule],
        official_years: frozenset[int],
        version: str = "",
    ):
        self.days = dict(days)
        self.official_years = frozenset(official_years)
        self.version = version
        self._by_year: dict[int, list[date]] = {}

    def is_workday(self, day: date) -> bool:
        rule = self.days.get(day)
        if rule is not None:
            return rule.kind in WORKING_KINDS
        return day.weekday() < 5 and not self._assumed_off(day)

    def is_official(self, day: date) -> bool:
        """False when the day's year has no official arrangement yet."""
        return day.year in self.official_years

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th working day after `day`; for n = 0 `day` itself, or the next working day when it is off.

        Raises ValueError for a negative n and past the year 9999.
        """
        if n < 0:
            raise ValueError("工作日天数不能为负数。")
        since, n = (day - _DAY, 1) if n == 0 else (day, n)
        year = since.year
        at = bisect_right(self._workdays(year), since) + n - 1
        while at >= len(self._workdays(year)):
            at -= len(self._workdays(year))
            year += 1
        return self._workdays(year)[at]

    def window(self, start: date, n: int, *, count_first: bool = False) -> Window:
        """The window of `n` working days after `start`, or from `start` on with `count_first`.

        The first day is not counted by default (Civil Code art. 201). Raises ValueError for n < 1.
        """
        if n < 1:
            raise ValueError("工作日天数至少为1。")
        before = start - _DAY if count_first else start
        first, end = self.add_workdays(before, 1), self.add_workdays(before, n)
        span = [start + _DAY * i for i in range((end - start).days + 1)]
        marks = tuple(self._mark(day, skip=day == start and not count_first) for day in span)
        provisional = not all(map(self.is_official, span))
        return Window(start, first, end, provisional, marks, self.version)

    def due(self, day: date, n: int) -> Window:
        """How the n-th working day after `day` is reached; for n = 0 `day` itself, or the next one worked (A19)."""
        if n:
            return self.window(day, n)
        end = self.add_workdays(day, 0)
        span = [day + _DAY * i for i in range((end - day).days + 1)]
        marks = tuple(DayMark(one, one == end, self.why(one)) for one in span)
        return Window(day, end, end, not all(map(self.is_official, span)), marks, self.version)

    def workdays_between(self, after: date, until: date) -> int:
        """How many working days lie in (after, until]; 0 when `until` is not later."""
        return sum(
            bisect_right(days, until) - bisect_right(days, after)
            for days in map(self._workdays, range(after.year, until.year + 1))
            if until > after
        )

    @staticmethod
    def position(window: Window, today: date) -> Position:
        """Which working day of the window `today` is. Before it: the 0th; on a day off: the last one passed."""
        counted = [mark.date for mark in window.days if mark.counted]
        nth = bisect_right(counted, today)
        return Position(nth, len(counted), len(counted) - nth, today > window.end)

    def why(self, day: date) -> str:
        """In Chinese: why this day is a working day or not."""
        rule = self.days.get(day)
        if rule is not None:
            return _RULE_WORDS[rule.kind].format(name=rule.name or "未注明")
        assumed = "" if self.is_official(day) else f"（{day.year}年节假日安排尚未录入，暂按此推算）"
        fixed = self._assumed_off(day)
        if fixed:
            return f"{fixed}，法定节日{assumed}"
        weekday = f"星期{_WEEKDAYS[day.weekday()]}"
        return f"{weekday}，{'工作日' if day.weekday() < 5 else '休息日'}{assumed}"

    def _assumed_off(self, day):
        return "" if self.is_official(day) else _FIXED.get((day.month, day.day), "")

    def _mark(self, day, *, skip):
        if skip:
            return DayMark(day, False, "起算日当天不计入，自下一日开始（《民法典》第二百零一条）")
        return DayMark(day, self.is_workday(day), self.why(day))

    def _workdays(self, year):
        """The sorted working days of a year, made once. Raises ValueError past the year 9999."""
        if not date.min.year <= year <= date.max.year:
            raise ValueError("日期超出可以计算的范围（公元1年至9999年）。")
        if year not in self._by_year:
            first, last = date(year, 1, 1), date(year, 12, 31)
            everyday = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
            self._by_year[year] = [day for day in everyday if self.is_workday(day)]
        return self._by_year[year]


_RULE_WORDS = {
    HOLIDAY: "{name}放假",
    WORKDAY: "{name}调休，照常上班",
    LOCAL_HOLIDAY: "地方假日（{name}）",
    LOCAL_WORKDAY: "地方规定上班（{name}）",
}
