"""Importing the State Council's arrangement for a year; an amendment in mid-year is imported the same way."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from registry.history.acting import acting
from registry.history.bulk import create_all, update_all
from registry.history.errors import Refusal

from .calendar_file import Arrangement
from .calendars import current_calendar
from .identifiers import check_document_number
from .models import CalendarDay, CalendarYear
from .open_windows import MovedWindow, moved_windows
from .seed_calendar import title


@dataclass(frozen=True)
class ImportReport:
    """What an import did to the calendar, and which running windows now count to another end."""

    year: int
    revision: int
    added: int
    changed: int
    withdrawn: int
    unchanged: int
    remarks: tuple[str, ...]
    moved: tuple[MovedWindow, ...]
    calendar_version: str


@dataclass
class _Plan:
    new: list[Any]
    changed: list[Any]
    withdrawn: list[Any]
    unchanged: int

    @property
    def empty(self):
        return not (self.new or self.changed or self.withdrawn)


@transaction.atomic
def import_arrangement(
    year, arrangement: Arrangement, *, document_number, actor, today, reason="", dry_run=False
):
    """Make `year` official as arranged; days no longer in the arrangement are withdrawn, not deleted.

    With `dry_run` nothing is kept. Raises Refusal: no right, a bad document number, any problem in the file.
    """
    if not actor.has_perm("policy.add_calendarday"):
        raise Refusal("您没有导入节假日安排的权限。请由旗金融服务中心的经办人或负责人导入。")
    number = check_document_number(document_number)
    if not number.ok:
        raise Refusal([str(error) for error in number.errors])
    if arrangement.problems:
        raise Refusal(list(arrangement.problems))
    with acting(actor, reason or f"导入{year}年节假日安排（{number.code}）", source="import_calendar"):
        report = _apply(year, arrangement, number.code, today)
    if dry_run:
        transaction.set_rollback(True)
    return report


def _apply(year, arrangement, number, today):
    source = f"{title(year)}（{number}）"
    plan = _plan(year, arrangement.entries, source)
    row = CalendarYear.objects.select_for_update().filter(year=year).first() or CalendarYear(year=year)
    if not (plan.empty and row.coverage == CalendarYear.Status.OFFICIAL and row.document_number == number):
        row.coverage, row.document_number = CalendarYear.Status.OFFICIAL, number
        row.title, row.source, row.revision = title(year), source, row.revision + 1
        row.save()
    update_all(plan.withdrawn, ["withdrawn"])
    update_all(plan.changed, ["kind", "name", "source"])
    create_all(plan.new)
    calendar = current_calendar()
    return ImportReport(
        year=year,
        revision=row.revision,
        added=len(plan.new),
        changed=len(plan.changed),
        withdrawn=len(plan.withdrawn),
        unchanged=plan.unchanged,
        remarks=arrangement.remarks,
        moved=tuple(moved_windows(calendar, today)),
        calendar_version=calendar.version,
    )


def _plan(year, entries, source):
    dates = [entry.date for entry in entries]
    national = CalendarDay.objects.standing().national()
    standing = {row.date: row for row in national.filter(date__in=dates) | national.filter(date__year=year)}
    plan = _Plan([], [], [], 0)
    for entry in entries:
        row = standing.pop(entry.date, None)
        if row is None:
            plan.new.append(CalendarDay(date=entry.date, kind=entry.kind, name=entry.name, source=source))
        elif (row.kind, row.name) == (entry.kind, entry.name):
            plan.unchanged += 1
        else:
            row.kind, row.name, row.source = entry.kind, entry.name, source
            plan.changed.append(row)
    for row in standing.values():
        row.withdrawn = True
        plan.withdrawn.append(row)
    return plan
