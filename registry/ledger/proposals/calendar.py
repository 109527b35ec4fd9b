"""The policy's own registers under two persons: rates, conditions, special days, and an amended year."""

from registry.policy.calendar_file import Arrangement, Entry
from registry.policy.calendar_import import import_arrangement
from registry.policy.dates import written
from registry.policy.models import CalendarDay, CalendarYear

from .acts import Act, register_act
from .rows import row_act

HEAD = "policy.approve_policyversion"
AMEND = "amend_calendar"


def register_policy_acts():
    """Called once from AppConfig.ready; policy lies below the ledger and cannot do it itself."""
    row_act("policy.referencerate", "变更参考利率", decides=HEAD)
    row_act("policy.admissioncondition", "变更准入条件", decides=HEAD)
    row_act("policy.calendarday", "变更特殊日", decides="policy.add_calendarday")
    register_act(
        Act(AMEND, "修订年度日历", "policy.add_calendarday", "policy.add_calendarday", _amend, _lines)
    )  # fmt: skip


def needs_second_person(year):
    """Whether the year is official already, so that an import amends what windows are counted by."""
    return CalendarYear.objects.filter(year=year, coverage=CalendarYear.Status.OFFICIAL).first()


def amendment(arrangement, number):
    """The arguments of the act for one arrangement."""
    return {
        "entries": [[entry.date, entry.kind, entry.name] for entry in arrangement.entries],
        "number": number,
    }


def _amend(record, arguments, *, actor, today, reason):
    entries = tuple(Entry(line, *entry) for line, entry in enumerate(arguments["entries"], start=1))
    return import_arrangement(
        record.year, Arrangement(entries, (), ()), document_number=arguments["number"], actor=actor, today=today,
        reason=reason,
    )  # fmt: skip


def _lines(record, arguments):
    standing = CalendarDay.objects.standing().national().filter(date__year=record.year)
    old = {row.date: f"{row.get_kind_display()}（{row.name}）" for row in standing}
    kinds = dict(CalendarDay.Kind.choices)
    new = {day: f"{kinds[kind]}（{name}）" for day, kind, name in arguments["entries"]}
    lines = [("发文字号", record.document_number or "（空）", arguments["number"])]
    for day in sorted(old.keys() | new.keys()):
        if old.get(day) != new.get(day):
            lines.append((written(day), old.get(day, "平常"), new.get(day, "撤销")))
    return lines
