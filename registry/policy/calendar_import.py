"""Importing the State Council's arrangement for a year; an amendment in mid-year is imported the same way."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from registry.history.acting import acting
from registry.history.bulk import create_all, update_all
from registry.history.errors import Refusal

from .calendar_file import Arrangement
from .calendars import current_calendar
from .dates import written
from .identifiers import check_document_number
from .models import CalendarDay, CalendarVersion, CalendarYear
from .open_windows import MovedWindow, moved_windows
from .seed_calendar import packed
from .seed_calendar import title as usual_title


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


@dataclass(frozen=True)
class Paper:
    """The notice an arrangement comes from: document number, title, the day it was made public."""

    number: str
    title: str
    known_on: date


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
    year, arrangement: Arrangement, *, document_number, actor, today, reason="", dry_run=False, title="",
    announced_on=None,
):  # fmt: skip
    """Make `year` official as arranged; days no longer in the arrangement are withdrawn, not deleted.

    `title` and `announced_on` are of the notice itself (default: its usual title, today). With `dry_run` nothing is kept.
    Raises Refusal: no right, a bad document number, any problem in the file.
    """
    if not actor.has_perm("policy.add_calendarday"):
        raise Refusal("您没有导入节假日安排的权限。请由旗金融服务中心的经办人或负责人导入。")
    number = check_document_number(document_number)
    if not number.ok:
        raise Refusal([str(error) for error in number.errors])
    if announced_on and announced_on > today:
        raise Refusal(f"公布日期{written(announced_on)}晚于今天{written(today)}。请按通知原文核对。")
    if arrangement.problems:
        raise Refusal(list(arrangement.problems))
    with acting(actor, reason or f"导入{year}年节假日安排（{number.code}）", source="import_calendar"):
        paper = Paper(number.code, title.strip() or usual_title(year), announced_on or today)
        report = _apply(year, arrangement, paper, today)
    if dry_run:
        transaction.set_rollback(True)
    return report


def _apply(year, arrangement, paper, today):
    source = f"{paper.title}（{paper.number}）"
    plan = _plan(year, arrangement.entries, source)
    row = CalendarYear.objects.select_for_update().filter(year=year).first() or CalendarYear(year=year)
    if not (
        plan.empty and row.coverage == CalendarYear.Status.OFFICIAL and row.document_number == paper.number
    ):
        row.coverage, row.document_number = CalendarYear.Status.OFFICIAL, paper.number
        row.title, row.source, row.revision = paper.title, source, row.revision + 1
        row.save()
        _keep(row, ((entry.date, entry.kind, entry.name) for entry in arrangement.entries), paper.known_on)
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


def keep_correction(year, *, today):
    """Keep the year as its rows stand now as its next version: a day of it was corrected by hand (inside `acting`)."""
    row = CalendarYear.objects.select_for_update().filter(year=year, coverage="official").first()
    if row is None:
        return
    row.revision += 1
    row.save()
    days = CalendarDay.objects.standing().national().filter(date__year=year)
    _keep(row, days.values_list("date", "kind", "name"), today)


def _keep(row, entries, known_on):
    CalendarVersion(
        calendar_year=row, revision=row.revision, document_number=row.document_number, title=row.title,
        known_on=known_on, entries=packed(entries),
    ).save()  # fmt: skip


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
