"""R24, R60, A09: the months in which recommendations and applications are received."""

from dataclasses import dataclass
from datetime import date

from ..answers import Reason
from ..dates import month_end, written
from ..terms import PolicyTerms


@dataclass(frozen=True)
class Season:
    """One receiving month. `label` names the half-yearly round it feeds (R25): 2026年上半年."""

    first: date
    last: date

    @property
    def label(self) -> str:
        return f"{self.first.year}年{'上' if self.first.month <= 6 else '下'}半年"


def season_of(day: date, terms: PolicyTerms) -> Season | None:
    """The season `day` lies in, None outside the receiving months."""
    if day.month not in terms.apply_months:
        return None
    return Season(day.replace(day=1), month_end(day.year, day.month))


def next_season(day: date, terms: PolicyTerms) -> Season:
    """The season `day` lies in, else the next one. Raises ValueError when the policy names no month."""
    if not terms.apply_months:
        raise ValueError("政策版本没有设定推荐申报月份。")
    month = min(terms.apply_months, key=lambda m: (m - day.month) % 12)
    year = day.year + (month < day.month)
    return Season(date(year, month, 1), month_end(year, month))


def window_problems(day: date, terms: PolicyTerms, *, override: str = "") -> list[Reason]:
    """May the office receive an application on `day`?

    | day received       | override reason | answer |
    |--------------------|-----------------|--------|
    | in a season        | any             | yes    |
    | outside            | given           | yes (R60) |
    | outside            | blank           | no     |

    From the 1st 00:00 to the last day 24:00 (A09); the day of reception decides.
    """
    if season_of(day, terms) or override.strip():
        return []
    months = "、".join(f"{month}月份" for month in sorted(terms.apply_months))
    if not months:
        return [
            Reason(
                "政策版本没有设定推荐申报月份。请先由办公室补充政策版本。",
                "R24",
                "window",
            )
        ]
    upcoming = next_season(day, terms)
    return [
        Reason(
            f"收件日期{written(day)}不在推荐申报时间内：每年{months}。"
            f"请在{written(upcoming.first)}至{written(upcoming.last)}申报；确需提前收件的，由办公室写明理由。",
            "R24",
            "window",
        )
    ]
