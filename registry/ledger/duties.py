"""Timed duties: bring every record to where it should be as of a day, one record at a time, twice is once."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from registry.history import clock
from registry.history.undisturbed import undisturbed

from .alone import alone
from .errors import Refusal
from .models import DutyFailure, DutyRun, Effect

MANY = 3  # fewer are taken one by one: the set pays from there on


@dataclass(frozen=True)
class Duty:
    """`due(today)` lists records (never deciding twice), `act(record, actor=, today=)` does the duty in one transaction.

    `act` raises Refusal when a person must decide first: the record is then *held*, not failed. `act_all(records, …)`
    does the same for many records in few statements, all or none; when it breaks, `act` is asked record by record.
    `read` makes the records of what `due` gives, for those who read thousands at once.
    """

    name: str
    label: str
    clause: str
    due: Callable[[date], Iterable[Any]]
    act: Callable[..., Any]
    act_all: Callable[..., Any] | None = None
    read: Callable[[Iterable[Any]], list] = list


@dataclass
class DutyReport:
    """What a run did: effects, held records and failures, as plain dicts for people and machines."""

    on: date
    effects: list[dict] = field(default_factory=list)
    held: list[dict] = field(default_factory=list)
    failed: list[dict] = field(default_factory=list)


class _DryRun(Exception):
    pass


def run_duties(duties, *, actor, on, since=None, dry_run=False, wait=True) -> DutyReport:
    """Run every duty day by day from `since` (default: the day after the last whole run) to `on`.

    One runner works at a time: with `wait` this one after the other, without it does nothing while another is at work.
    """
    report = DutyReport(on)
    with alone(wait=wait) as mine:
        if mine:
            _run_days(duties, actor, on, since, dry_run, report)
    return report


def _run_days(duties, actor, on, since, dry_run, report):
    try:
        with transaction.atomic() if dry_run else nullcontext():
            for day in _days(since or _resume_from(on), on):
                _run_day(duties, day, actor, report)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass


def _run_day(duties, day, actor, report):
    run = DutyRun.objects.filter(day=day).order_by("id").last() or DutyRun(day=day)
    run.started_at, run.finished_at = clock.moment(), None
    run.save()
    seen, failed = len(report.effects), len(report.failed)
    for duty in duties:
        records = _listed(duty, day)
        if duty.act_all is not None and len(records) >= MANY:
            if _together(duty, records, day, actor, report):
                continue
            records = duty.read(duty.due(day))  # what the broken set made of the objects is not so
        for record in records:
            _one(duty, record, day, actor, report)
    run.finished_at = clock.moment()
    run.effects += len(report.effects) - seen
    run.failures = len(report.failed) - failed
    run.save()


def _listed(duty, day):
    """What the duty has to do. On most days that is nothing, which is asked without the columns of the records."""
    due = duty.due(day)
    return [] if isinstance(due, QuerySet) and not due.exists() else duty.read(due)


def _together(duty, records, day, actor, report):
    """Whether the duty did all its records as one set. One that breaks the set is found when they are taken one by one."""
    last = _last_effect()
    try:
        with transaction.atomic(), undisturbed():
            duty.act_all(records, actor=actor, today=day)
            made = _lines_since(last)
    except Exception:
        return False
    report.effects += made
    DutyFailure.objects.filter(
        duty=duty.name, resolved_at=None, record_id__among=[r.pk for r in records]
    ).update(resolved_at=clock.moment())
    return True


def _last_effect():
    return Effect.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _one(duty, record, day, actor, report):
    last = _last_effect()
    try:
        with transaction.atomic():
            duty.act(record, actor=actor, today=day)
            made = _lines_since(last)
    except Refusal as refusal:
        if _still_due(duty, record, day):
            _trouble(report.held, duty, record, day, str(refusal), held=True)
        return
    except Exception as error:
        if _still_due(duty, record, day):
            _trouble(report.failed, duty, record, day, f"{type(error).__name__}：{error}", held=False)
        return
    report.effects += made
    DutyFailure.objects.filter(**_of(duty, record), resolved_at=None).update(resolved_at=clock.moment())


def _still_due(duty, record, day):
    """False where a person has done it in the meantime: what is done already is no trouble."""
    return any(type(found) is type(record) and found.pk == record.pk for found in duty.due(day))


def _lines_since(last):
    """What was claimed after the effect with this key, as a run reports it."""
    found = Effect.objects.filter(id__gt=last)
    names = ("duty", "record_type", "record_key", "effective_on", "clause")
    return [
        {"duty": duty, "record": f"{kind}:{key}", "effective_on": day.isoformat(), "clause": clause}
        for duty, kind, key, day, clause in found.values_list(*names)
    ]


def _of(duty, record):
    return {"duty": duty.name, "record_type": record._meta.label_lower, "record_id": record.pk}


def _trouble(into, duty, record, day, reason, *, held):
    line = {"duty": duty.name, "record": f"{record._meta.label_lower}:{record}", "reason": reason}
    if line not in into:
        into.append(line)
    DutyFailure.objects.update_or_create(
        **_of(duty, record),
        defaults={
            "record_key": str(record)[:200],
            "day": day,
            "reason": reason,
            "held": held,
            "resolved_at": None,
        },
    )


def _days(first, last):
    day = min(first, last)
    while day <= last:
        yield day
        day += timedelta(days=1)


def _resume_from(on):
    last = DutyRun.objects.exclude(finished_at=None).order_by("-day").first()
    return min(last.day + timedelta(days=1), on) if last else on
