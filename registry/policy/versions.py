"""The two steps of a policy version: one person proposes, another approves. And: which version holds on a day."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from registry.history.acting import acting
from registry.history.errors import Refusal

from .dates import written
from .models import PolicyVersion
from .terms import PolicyTerms
from .version_terms import columns_of


def policy_on(day) -> PolicyVersion:
    """The version in force on `day`. Raises Refusal when there is none."""
    found = PolicyVersion.objects.in_force(day).first()
    if found is None:
        raise Refusal(
            f"{written(day)}没有施行中的政策版本，无法据以作出决定。请先在“政策版本”中提出并批准适用于该日的版本。"
        )
    return found


def terms_on(day) -> PolicyTerms:
    """The numbers of the version in force on `day`. Raises Refusal when there is none."""
    return policy_on(day).terms()


def draft_after(version=None, **changes) -> PolicyVersion:
    """An unsaved version with the numbers of `version` (or of 2019), to be changed and then proposed."""
    terms = version.terms() if version else PolicyTerms.of_2019()
    return PolicyVersion(**columns_of(terms) | changes)


@transaction.atomic
def propose_version(record, *, actor, today, reason="") -> PolicyVersion:
    """Save a version as a proposal; proposing again changes it while it is not yet approved.

    Raises Refusal: no right, already approved, in the past, or a figure out of range.
    """
    _must(actor, "policy.add_policyversion", "提出政策版本")
    if record.approved_on:
        raise Refusal(f"政策版本“{record}”已经批准，不能再改。请提出新的版本。")
    _refuse(past_problem(record.in_force_from, today))
    record.proposed_by = actor
    try:
        record.full_clean()
    except ValidationError as error:
        raise Refusal(_sentences(record, error)) from error
    with acting(actor, reason or f"提出政策版本（{record.document_number}）"):
        record.save()
    return record


@transaction.atomic
def approve_version(record, *, actor, today, reason="") -> PolicyVersion:
    """Put a proposal in force from its day on; an open-ended predecessor ends the day before.

    Raises Refusal: no right, same person, already approved, in the past, or overlapping another version.
    """
    _must(actor, "policy.approve_policyversion", "批准政策版本")
    list(PolicyVersion.objects.select_for_update().order_by("pk"))
    record.refresh_from_db()
    if record.approved_on:
        raise Refusal(f"政策版本“{record}”已于{written(record.approved_on)}批准，无需重复批准。")
    if record.proposed_by_id == actor.pk:
        raise Refusal("提出人不能批准自己提出的政策版本。请由办公室另一位负责人批准。")
    _refuse(past_problem(record.in_force_from, today))
    predecessor = _predecessor(record)
    with acting(actor, reason or f"批准政策版本（{record.document_number}）"):
        if predecessor:
            predecessor.in_force_to = record.in_force_from - timedelta(days=1)
            predecessor.save()
        record.approved_by, record.approved_on = actor, today
        record.save()
    return record


def _predecessor(record):
    """The one open-ended version this one takes over from, None when there is none. Raises Refusal on overlap."""
    ends_later = Q(in_force_to__isnull=True) | Q(in_force_to__gte=record.in_force_from)
    others = PolicyVersion.objects.approved().exclude(pk=record.pk).filter(ends_later)
    if record.in_force_to:
        others = others.filter(in_force_from__lte=record.in_force_to)
    overlapping = list(others)
    if not overlapping:
        return None
    open_ended = [v for v in overlapping if v.in_force_to is None and v.in_force_from < record.in_force_from]
    if len(overlapping) > 1 or not open_ended:
        named = "、".join(f"“{v}”" for v in overlapping)
        raise Refusal(f"施行日期与已批准的{named}重叠。请调整开始或停止施行日后重新提出。")
    return open_ended[0]


def _must(actor, permission, deed):
    if not actor.has_perm(permission):
        raise Refusal(f"您没有{deed}的权限。请由办公室有相应权限的人员办理。")


def past_problem(in_force_from, today) -> str:
    """Why a version may not begin on this day; "" when it may."""
    if in_force_from is None or in_force_from >= today:
        return ""
    return (
        f"开始施行日{written(in_force_from)}早于今天{written(today)}：政策版本不得追溯，"
        "已作出的决定仍按当时的版本。请把开始施行日改为今天或以后。"
    )


def _refuse(sentence):
    if sentence:
        raise Refusal(sentence)


def _sentences(record, error):
    labels = {field.name: field.verbose_name for field in record._meta.fields}
    return [
        f"“{labels[name]}”：{text}" if name in labels else text
        for name, texts in error.message_dict.items()
        for text in texts
    ]
