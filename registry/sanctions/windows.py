"""The reply period of a blacklist case under a changed calendar, and how its last day was reached (R51, R69)."""

from registry.history.acting import acting
from registry.ledger.proposals.extending import Running
from registry.policy.calendars import current_calendar
from registry.policy.reached import by_workdays
from registry.policy.versions import policy_on

from .models import BlacklistCase


def window(case, calendar):
    """Working days after delivery, by the policy of that day."""
    return calendar.window(case.notified_on, policy_on(case.notified_on).terms().bl_reply_wd)


def extend(case, counted, *, actor, today, reason, because):
    """Take a later or certain end; the subject never gets less time than it was told."""
    case.reply_due_on = max(case.reply_due_on, counted.end)
    case.reply_due_provisional = counted.provisional
    with acting(actor, f"{reason}（{because}）"):
        case.save(update_fields=["reply_due_on", "reply_due_provisional"])
    return case


def reached(case) -> list:
    """How the last day to answer was reached; nothing before the notice is delivered."""
    if case.notified_on is None:
        return []
    counted = window(case, current_calendar())
    days = policy_on(case.notified_on).terms().bl_reply_wd
    rule = f"自告知书送达次日起{days}个工作日，最后一日24时届满；送达当日不计。"
    return [by_workdays("陈述申辩期限", rule, counted, case.reply_due_on)]


RUNNING = Running(
    "sanctions.blacklistcase", "陈述申辩期限",
    rows=lambda today: BlacklistCase.objects.filter(
        status__in=("notified", "replied"), reply_waived=False, reply_due_on__isnull=False
    ).select_related("business").order_by("id"),
    window=window, ends_on=lambda case: case.reply_due_on, provisional=lambda case: case.reply_due_provisional,
    extend=extend,
)  # fmt: skip
