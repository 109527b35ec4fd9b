"""Calls, messages, visits and letters to a borrower in arrears, recorded by whoever made them (R43)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import NotAllowed, Refusal
from registry.parties.access import reach
from registry.parties.models import Institution
from registry.policy.dates import written

from ..files import keep_file
from ..models import CollectionContact, CollectionTask
from ..rules.collecting import contact_problems

DEED = "登记催收"
OVER = ("cured", "voided", "recovered", "written_off")


@transaction.atomic
def record_contact(
    episode, *, actor, today, kind, result, met="", made_on=None, file=None, task=None, reason=""
):
    """Record one contact of bank, guarantor or office. With `task` that step is done. Returns the CollectionContact."""
    require(actor, "lending.add_collectioncontact", DEED)
    body, made_on = acting_body(episode.bank, actor, DEED), made_on or today
    problems = contact_problems(
        made_on=made_on, day1_on=episode.day1_on, result=result, kind=kind, today=today
    )
    problems = [str(found) for found in problems] + _over(episode)
    if problems:
        raise Refusal(problems)
    contact = CollectionContact(
        bank=episode.bank, episode=episode, task=task, institution=body, kind=kind, made_on=made_on, met=met.strip(),
        result=result.strip(), recorded_by=actor,
    )  # fmt: skip
    keep_file(contact, "file", file)
    with acting(actor, reason or DEED):
        contact.save()
    return contact


@transaction.atomic
def finish_task(task, *, actor, today, kind, result, met="", made_on=None, file=None, reason=""):
    """The owner of a step did it: the contact is recorded and the task is done. Returns the CollectionTask."""
    task.refresh_from_db(from_queryset=CollectionTask._base_manager.select_for_update())
    if task.done_on:
        raise Refusal(f"{task}已于{written(task.done_on)}办理，不必重复登记。")
    must_own(task, actor)
    contact = record_contact(
        task.episode, actor=actor, today=today, kind=kind, result=result, met=met, made_on=made_on, file=file, task=task,
        reason=reason,
    )  # fmt: skip
    task.done_on = contact.made_on
    with acting(actor, reason or task.step.name):
        task.save(update_fields=["done_on"])
    return task


def must_own(task, actor):
    """Raises NotAllowed unless the person acts for the body the step belongs to."""
    mine = acting_body(task.bank, actor, task.step.name)
    owner = "bank" if mine.pk == task.bank_id else mine.kind
    if owner != task.owner:
        raise NotAllowed(
            f"“{task.step.name}”由{task.get_owner_display()}办理，账号“{actor}”属于{mine}。请由{task.get_owner_display()}人员登录后办理。"
        )


def acting_body(bank, actor, deed):
    """The body the person acts for here: this bank, the guarantor or the office. Raises NotAllowed for anybody else."""
    mine = Institution.objects.filter(pk__in=reach(actor).institutions, active=True)
    found = mine.filter(pk=bank.pk).first() or mine.filter(kind__in=("guarantor", "office")).first()
    if found is None:
        raise NotAllowed(
            f"“{deed}”须由{bank}、担保公司或者办公室的人员办理，账号“{actor}”不属于这些机构。请由该机构办理。"
        )
    return found


def _over(episode):
    if episode.status not in OVER:
        return []
    return [f"{episode}现在是“{episode.get_status_display()}”，没有需要催收的债务。请核对。"]
