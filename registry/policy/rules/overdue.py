"""R43–R46, R64 with A15–A17, A19: overdue arithmetic in calendar days, report deadlines in working days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ..terms import PolicyTerms
from ..workdays import Calendar


@dataclass(frozen=True)
class DueItem:
    """One amount that fell due on a note: principal or interest (A17), and what is still unpaid of it, in 元."""

    due_on: date
    unpaid: Decimal


def earliest_unpaid(items: Iterable[DueItem], on: date) -> date | None:
    """The due day of the oldest item unpaid on `on`; None when nothing due is unpaid, then the note is cured.

    The due day is taken as the bank gives it and never shifted for holidays (A18).
    """
    return min(
        (item.due_on for item in items if item.unpaid > 0 and item.due_on < on),
        default=None,
    )


def days_overdue(unpaid_since: date | None, on: date) -> int:
    """Calendar days from the due day to `on`; 0 when nothing is unpaid, on the due day itself and before."""
    return max(0, (on - unpaid_since).days) if unpaid_since else 0


def day1_on(unpaid_since: date, terms: PolicyTerms) -> date:
    """逾期第1日: the first calendar day after the due day, weekend or not (A15). Due 03-20 -> 03-21."""
    return unpaid_since + timedelta(days=terms.od_day1)


def day60_on(unpaid_since: date, terms: PolicyTerms) -> date:
    """逾期满60日 (A16). Due 2026-03-20 -> 05-19; with od_full_days, 60 days wholly elapsed -> 05-20."""
    return unpaid_since + timedelta(days=terms.od_day60 + terms.od_full_days)


def day1_report_by(unpaid_since: date, terms: PolicyTerms, calendar: Calendar) -> date:
    """及时 for the day-1 report (R44, A19): the same day, or the next working day when that is off."""
    return calendar.add_workdays(day1_on(unpaid_since, terms), terms.sla_day1_wd)


def day60_report_by(unpaid_since: date, terms: PolicyTerms, calendar: Calendar) -> date:
    """及时 for the day-60 report (R46, A19): within three working days."""
    return calendar.add_workdays(day60_on(unpaid_since, terms), terms.sla_day60_wd)
