"""Calendar arithmetic the policy needs: adding months and years, and days written the official way."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the month's last day where that day does not exist (Civil Code art. 202)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    return add_months(day, years * 12)


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def written(day: date) -> str:
    """2026年5月8日: Arabic, full year, no zero padding (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"
