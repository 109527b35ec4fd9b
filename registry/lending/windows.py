"""Report deadlines of banks under a changed calendar, and how day 1, day 60 and they were reached (R43–R46, A15–A19)."""

from registry.history.acting import acting
from registry.ledger.proposals.extending import Running
from registry.policy.calendars import current_calendar
from registry.policy.dates import written
from registry.policy.reached import by_calendar_days, by_workdays
from registry.policy.versions import policy_on

from .models import BankReport


def days_of(report) -> int:
    """Working days a bank has for this report, by the policy of the day it is owed from (A19)."""
    terms = policy_on(report.owed_from).terms()
    return terms.sla_day1_wd if report.kind == BankReport.Kind.DAY1 else terms.sla_day60_wd


def window(report, calendar):
    return calendar.due(report.owed_from, days_of(report))


def extend(report, counted, *, actor, today, reason, because):
    """Take a later or certain end, never an earlier one."""
    report.due_on, report.due_provisional = max(report.due_on, counted.end), counted.provisional
    with acting(actor, f"{reason}（{because}）"):
        report.save(update_fields=["due_on", "due_provisional"])
    return report


def reached(report) -> list:
    """How the last day of a report was reached."""
    days = days_of(report)
    if days:
        rule = f"自{written(report.owed_from)}次日起{days}个工作日。"
    else:
        rule = f"{written(report.owed_from)}当日报告；当日不是工作日的，为其后第一个工作日。"
    title = f"{report.get_kind_display()}期限"
    return [by_workdays(title, rule, window(report, current_calendar()), report.due_on)]


def episode_reached(episode) -> list:
    """Day 1, day 60 and the reports owed from them."""
    due = episode.unpaid_since
    rule = f"最早未还日{written(due)}的次日，按自然日计算，不因周末和节假日推迟。"
    first = by_calendar_days("逾期第1日", rule, due, episode.day1_on)
    count = (episode.day60_on - due).days
    rule = f"自最早未还日{written(due)}起满{count}个自然日，不因周末和节假日推迟。"
    full = by_calendar_days("逾期满60日", rule, due, episode.day60_on)
    owed = [line for report in episode.reports.order_by("owed_from", "id") for line in reached(report)]
    return [first, full, *owed]


RUNNING = Running(
    "lending.bankreport", "报告期限",
    rows=lambda today: BankReport.objects.filter(reported_on=None, due_on__gte=today)
    .select_related("episode__note", "bank").order_by("id"),
    window=window, ends_on=lambda report: report.due_on, provisional=lambda report: report.due_provisional,
    extend=extend,
)  # fmt: skip
