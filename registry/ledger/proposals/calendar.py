"""The policy's own registers under two persons: rates, conditions, special days, and a year's arrangement.

A changed day or year says beforehand which running deadlines it moves, and proposes their extension afterwards.
"""

from dataclasses import replace

from registry.history.acting import acting
from registry.policy.calendar_file import Arrangement, Entry
from registry.policy.calendar_import import import_arrangement, keep_correction
from registry.policy.calendars import calendar_with, calendar_with_day
from registry.policy.dates import written
from registry.policy.models import CalendarDay, CalendarYear
from registry.policy.open_windows import moved_windows, told

from .acts import Act, register_act
from .extending import propose_extensions
from .rows import filled, row_act

HEAD = "policy.approve_policyversion"
AMEND = "amend_calendar"


def register_policy_acts():
    """Called once from AppConfig.ready; policy lies below the ledger and cannot do it itself."""
    row_act("policy.referencerate", "变更参考利率", decides=HEAD)
    row_act("policy.admissioncondition", "变更准入条件", decides=HEAD)
    day = row_act("policy.calendarday", "变更特殊日", decides="policy.add_calendarday")
    register_act(replace(day, execute=_day_done(day.execute), foresee=_day_moves))
    register_act(
        Act(AMEND, "录入或修订年度日历", "policy.add_calendarday", "policy.add_calendarday", _amend, _lines,
            foresee=_moves)
    )  # fmt: skip


def needs_second_person(year):
    """Whether the year is official already, so that an import amends what windows are counted by."""
    return CalendarYear.objects.filter(year=year, coverage=CalendarYear.Status.OFFICIAL).first()


def year_row(year, *, actor):
    """The row of a year, made as missing when nobody has asked for it yet."""
    row = CalendarYear.objects.filter(year=year).first()
    if row is None:
        row = CalendarYear(year=year)
        with acting(actor, f"准备录入{year}年节假日安排"):
            row.save()
    return row


def amendment(arrangement, number, *, maker=None, title="", announced_on=None):
    """The arguments of the act for one arrangement. `maker` proposes the extensions that follow."""
    return {
        "entries": [[entry.date, entry.kind, entry.name] for entry in arrangement.entries],
        "number": number, "maker": maker, "title": title, "announced_on": announced_on,
    }  # fmt: skip


def _amend(record, arguments, *, actor, today, reason):
    entries = tuple(Entry(line, *entry) for line, entry in enumerate(arguments["entries"], start=1))
    report = import_arrangement(
        record.year, Arrangement(entries, (), ()), document_number=arguments["number"], actor=actor, today=today,
        reason=reason, title=arguments.get("title") or "", announced_on=arguments.get("announced_on"),
    )  # fmt: skip
    follow_calendar(actor, today, maker=arguments.get("maker"))
    return report


def follow_calendar(actor, today, *, maker=None):
    """After the calendar changed: propose the extensions it calls for, in the name of who first asked for the change."""
    by = maker if maker is not None and maker.has_perm("policy.add_calendarday") else actor
    return propose_extensions(actor=by, today=today)


def _lines(record, arguments):
    standing = CalendarDay.objects.standing().national().filter(date__year=record.year)
    old = {row.date: f"{row.get_kind_display()}（{row.name}）" for row in standing}
    kinds = dict(CalendarDay.Kind.choices)
    new = {day: f"{kinds[kind]}（{name}）" for day, kind, name in arguments["entries"]}
    lines = [("发文字号", record.document_number or "（空）", arguments["number"])]
    if arguments.get("title"):
        lines.append(("文件标题", record.title or "（空）", arguments["title"]))
    for day in sorted(old.keys() | new.keys()):
        if old.get(day) != new.get(day):
            lines.append((written(day), old.get(day, "平常"), new.get(day, "撤销")))
    return lines


def _moves(record, arguments, today):
    return _told(calendar_with(record.year, arguments["entries"]), today)


def _day_moves(record, arguments, today):
    before = CalendarDay.objects.get(pk=record.pk) if record is not None else None
    after = filled(
        CalendarDay.objects.get(pk=record.pk) if record is not None else CalendarDay(), arguments["values"]
    )
    return _told(calendar_with_day(before, after), today)


def _told(calendar, today):
    return [told(move) for move in moved_windows(calendar, today)] or [("进行中的期限", "—", "没有因此变动")]


def _day_done(execute):
    """What a special day changes: a national one makes a new version of its year; deadlines follow."""

    def done(record, arguments, *, actor, today, reason):
        row = execute(record, arguments, actor=actor, today=today, reason=reason)
        if not row.kind.startswith("local"):
            with acting(actor, reason, source="proposal"):
                keep_correction(row.date.year, today=today)
        follow_calendar(actor, today)
        return row

    return done
