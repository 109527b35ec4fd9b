"""The time to answer a 未通过告知 under a changed calendar, and how its last day was reached (R69)."""

from registry.history.acting import acting
from registry.ledger.proposals.extending import Running
from registry.policy.calendars import current_calendar
from registry.policy.reached import by_workdays

from .models import RefusalLetter
from .rules import REPLY_WORKDAYS


def window(letter, calendar):
    return calendar.window(letter.issued_on, REPLY_WORKDAYS)


def extend(letter, counted, *, actor, today, reason, because):
    """Take the later end; the applicant never gets less time than the letter says."""
    letter.reply_due_on = max(letter.reply_due_on, counted.end)
    with acting(actor, f"{reason}（{because}）"):
        letter.save(update_fields=["reply_due_on"])
    return letter


def reached(letter) -> list:
    rule = f"自告知次日起{REPLY_WORKDAYS}个工作日，最后一日24时届满；告知当日不计。"
    return [by_workdays("申辩期限", rule, window(letter, current_calendar()), letter.reply_due_on)]


RUNNING = Running(
    "screening.refusalletter", "申辩期限",
    rows=lambda today: RefusalLetter.objects.filter(status="issued", reply_due_on__gte=today)
    .select_related("document", "application__business").order_by("id"),
    window=window, ends_on=lambda letter: letter.reply_due_on, provisional=lambda letter: False, extend=extend,
)  # fmt: skip
