"""Each step of the ladder is raised once per unpaid episode, on its day, for its owner; left undone it is told once (R43)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from registry.history.acting import acting
from registry.ledger.effects import once
from registry.ledger.outbox import post

from ..addressees import codes_of
from ..models import CollectionTask, LadderStep, OverdueEpisode
from . import wording

RAISE, LATE = "ladder.raise", "ladder.late"


def unraised(today):
    """Unpaid episodes with a step in force whose day has come and which has not been raised for them."""
    steps, wanted = list(LadderStep.objects.in_force(today)), Q(pk__in=())
    for step in steps:
        there = CollectionTask.objects.filter(episode=OuterRef("pk"), step__name=step.name)
        wanted |= Q(unpaid_since__lte=today - timedelta(days=step.day)) & ~Q(Exists(there))
    rows = OverdueEpisode.objects.unpaid().filter(wanted) if steps else OverdueEpisode.objects.none()
    return rows.select_related("bank", "note", "business").order_by("day1_on", "pk")


@transaction.atomic
def raise_steps(episode, *, actor, today):
    """Raise every step whose day has come, and tell each owner what falls to it. Each step once per episode.

    Seen late, the step is due on the day it is raised: nobody is late for a day that was over before it was known (R65).
    """
    days = (today - episode.unpaid_since).days
    there = set(episode.tasks.values_list("step__name", flat=True))
    steps = [s for s in LadderStep.objects.in_force(today).filter(day__lte=days) if s.name not in there]
    for step in steps:
        _raise(episode, step, actor, today)


def _raise(episode, step, actor, today):
    reached = episode.unpaid_since + timedelta(days=step.day)
    key = f"{RAISE}:{episode.pk}:{step.pk}"
    if not once(key, duty=RAISE, record=episode, effective_on=reached, clause="R43"):
        return
    task = CollectionTask(
        bank=episode.bank, episode=episode, step=step, owner=step.owner, due_on=max(reached, today)
    )
    with acting(actor, f"清收步骤：{step.name}"):
        task.save()
    text = wording.task(task)
    post(key=key, kind=RAISE, to=owners_of(task), subject=text.title, body=text.body, today=today, about=task)


def owners_of(task):
    """Codes of the bodies that own a task."""
    return [task.bank.code] if task.owner == "bank" else codes_of(task.owner)


def late_tasks(today):
    """Obligatory tasks of unpaid episodes whose day is over, which nobody has been told of."""
    rows = CollectionTask.objects.filter(
        done_on=None, told_late_on=None, due_on__lt=today, step__obligatory=True,
        episode__status__in=OverdueEpisode.objects.all().UNPAID,
    )  # fmt: skip
    return rows.select_related("bank", "step", "episode__note", "episode__business").order_by("due_on", "pk")


@transaction.atomic
def tell_late(task, *, actor, today):
    """Tell the owner and the office that a step was not done by its day. Once."""
    key, day = f"{LATE}:{task.pk}", task.due_on + timedelta(days=1)
    if not once(key, duty=LATE, record=task, effective_on=day, clause="R43"):
        return
    text = wording.late(task)
    to = [*owners_of(task), *codes_of("office")]
    post(key=key, kind=LATE, to=to, subject=text.title, body=text.body, today=today, about=task)
    task.told_late_on = today
    with acting(actor, "清收任务过期提醒"):
        task.save(update_fields=["told_late_on"])
