"""A bank's returns: which days a period has, when it is reminded, when a nil return would hide something (R35, R44)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from registry.policy.answers import Reason
from registry.policy.dates import add_months, written
from registry.policy.money import yuan
from registry.policy.terms import PolicyTerms
from registry.policy.workdays import Calendar

DAY = timedelta(days=1)
BEFORE, ON, AFTER = "before", "on", "after"
NAMED = 20


def period_of(day: date, months: int, *, after: date | None = None) -> tuple[date, date]:
    """First and last day of the period `day` lies in: calendar months, counted in `months` from January.

    `after` is the last day of the period before: where the length was changed in between, the new one begins later.
    2026-05-06, 1 -> May; 3 -> April to June; 3 after 2026-04-30 -> May to June.
    """
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    last = add_months(first, months) - DAY
    return (max(first, after + DAY) if after else first), last


def return_by(ends_on: date, terms: PolicyTerms, calendar: Calendar) -> date:
    """The last day for the return; the next working day where that one is off (Civil Code art. 203)."""
    return calendar.add_workdays(ends_on + terms.report_due_days * DAY, 0)


def reminder(today: date, *, ends_on: date, due_on: date, days: int) -> str:
    """Which reminder an unanswered period is due for.

    | today                                          | answer |
    |------------------------------------------------|--------|
    | the period is not over                         | ""     |
    | earlier than `days` days before the last day   | ""     |
    | from then until the day before the last day    | before |
    | the last day                                   | on     |
    | later                                          | after  |
    """
    if today <= ends_on or today < due_on - days * DAY:
        return ""
    if today < due_on:
        return BEFORE
    return ON if today == due_on else AFTER


@dataclass(frozen=True)
class LiveNote:
    """A note with something still to pay, as a nil return finds it. `unpaid_since` by its newest position. Money in 元."""

    number: str
    due_on: date
    balance: Decimal
    unpaid_since: date | None = None


def nil_problems(today: date, *, ends_on: date, notes: Iterable[LiveNote]) -> list[Reason]:
    """Why “nothing changed, nothing overdue” may not be said for the period that ended on `ends_on`.

    | the period is over | a live note | its last day           | answer |
    |--------------------|-------------|------------------------|--------|
    | no                 | –           | –                      | no     |
    | yes                | none        | –                      | yes    |
    | yes                | unpaid      | –                      | no     |
    | yes                | paid so far | after the period       | yes    |
    | yes                | paid so far | within it, or passed   | no     |
    """
    if today <= ends_on:
        text = f"本期{written(ends_on)}才结束，结束以后才能作零报告。在此以前请上传台账。"
        return [Reason(text, "R44", "nil-too-early")]
    found = [reason for note in notes for reason in _hidden(note, max(ends_on, today - DAY))]
    more = len(found) - NAMED
    rest = [Reason(f"另有{more}笔，请在“借据”中查看", "R44", "nil-hides")] if more > 0 else []
    return found[:NAMED] + rest


def _hidden(note, day):
    if note.unpaid_since:
        yield Reason(
            f"借据{note.number}自{written(note.unpaid_since)}起逾期，不能作零报告。请上传台账，报明逾期情况。",
            "R44", "nil-hides-arrears",
        )  # fmt: skip
    elif note.due_on <= day:
        yield Reason(
            f"借据{note.number}已于{written(note.due_on)}到期，最近报送的余额为{yuan(note.balance)}，不能作零报告。"
            "请上传台账，报明已还清、逾期或者展期。",
            "R35", "nil-hides-maturity",
        )  # fmt: skip


def answer_to(due_on: date, *, status: str, due_now: date) -> str:
    """Which move answers a loan that fell due on `due_on` without a word, by what the register says now; "" for none.

    | the note                  | its last day now | answer        |
    |---------------------------|------------------|---------------|
    | active                    | the same         | –             |
    | active                    | later            | tell_extended |
    | active                    | earlier          | correct       |
    | settled                   | –                | tell_repaid   |
    | overdue, or after that    | –                | tell_overdue  |
    | annulled                  | –                | correct       |
    """
    if status == "active":
        return "" if due_now == due_on else "tell_extended" if due_now > due_on else "correct"
    return {"settled": "tell_repaid", "annulled": "correct"}.get(status, "tell_overdue")
