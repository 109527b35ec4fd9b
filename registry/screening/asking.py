"""Sending an application to the departments: one opinion asked per condition and institution (R25, R26, R61)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.parties.models import Institution
from registry.policy.models import AdmissionCondition

from .models import DepartmentOpinion


@transaction.atomic
def start_screening(application, *, actor, today, reason=""):
    """Ask every institution about its own conditions in force today. Asked before stays asked. Returns the StatusChange."""
    conditions = list(
        AdmissionCondition.objects.in_force(today).order_by("order").prefetch_related("answerers")
    )
    asked = _who(conditions)
    change = perform(application, "start_screening", actor=actor, today=today, reason=reason)
    with acting(actor, reason or "送部门甄别"):
        for condition, body in asked:
            _ask(application, condition, body, today)
    _tell(application, [body for _, body in asked], change, today)
    return change


def _who(conditions):
    """(condition, institution) pairs. Raises Refusal when nobody is asked, or an institution is missing or out of use."""
    if not conditions:
        raise Refusal("没有施行中的准入条件，无法送部门甄别。请先在“政策与日历—准入条件”中录入。")
    bodies = {body.code: body for body in Institution.objects.filter(active=True)}
    pairs, problems = [], []
    for condition in conditions:
        codes = [answerer.institution_code for answerer in condition.answerers.all()]
        if not codes:
            problems.append(f"准入条件“{condition}”没有指定审核单位，不能送甄别。请先指定。")
        for code in codes:
            if code in bodies:
                pairs.append((condition, bodies[code]))
            else:
                problems.append(f"准入条件“{condition}”的审核单位“{code}”不存在或已停用。请在“机构”中核对。")
    if problems:
        raise Refusal(problems)
    return pairs


def _ask(application, condition, body, today):
    there = application.opinions.standing().filter(condition=condition, institution=body)
    if not there.exists():
        due = application.round.opinions_due_on
        due = due if due and due >= today else None
        DepartmentOpinion(
            application=application, condition=condition, institution=body, asked_on=today, due_on=due
        ).save()


def _tell(application, bodies, change, today):
    post(
        key=f"screening:{application.receipt_number}:{change.ordinal}", kind="opinion",
        to=[body.code for body in bodies], about=application, today=today,
        subject=f"请出具甄别意见：{application.receipt_number}",
        body=f"{application}已送甄别。请在“申报与甄别—部门意见”中对本单位负责的条件作出答复；未答复不视为通过。",
    )  # fmt: skip
