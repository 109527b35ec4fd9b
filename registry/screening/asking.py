"""Sending an application to the departments: one opinion asked per condition and institution (R25, R26, R61)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.actors import is_system
from registry.ledger.doors import perform, require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.parties.models import Institution
from registry.policy.models import AdmissionCondition

from .handling import hold
from .models import ANSWERABLE, DepartmentOpinion
from .rules import due_for


@transaction.atomic
def start_screening(application, *, actor, today, reason=""):
    """Ask every institution about its own conditions in force today. Asked before stays asked. Returns the StatusChange."""
    conditions = list(
        AdmissionCondition.objects.in_force(today).order_by("order").prefetch_related("answerers")
    )
    asked = who_is_asked(conditions)
    change = perform(application, "start_screening", actor=actor, today=today, reason=reason)
    with acting(actor, reason or "送部门甄别"):
        for condition, body in asked:
            _ask(application, condition, body, today)
    _tell(application, [body for _, body in asked], change, today)
    return change


def who_is_asked(conditions):
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
        due = due_for(application.round.opinions_due_on, today)
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


@transaction.atomic
def ask_again(application, *, actor, today, reason=""):
    """Ask anew whoever's answer has expired; the old answer stays on record. Returns the new questions.

    Raises NotAllowed, and Refusal when nothing has expired or nobody may answer in this state.
    """
    if not is_system(actor):
        require(actor, "screening.ask_opinion", "重新征询部门意见")
    hold(application)
    if application.status not in ANSWERABLE:
        raise Refusal(
            f"{application}现在是“{application.get_status_display()}”，不能重新征询部门意见。请刷新页面。"
        )
    old = list(application.opinions.expired(today).select_related("condition", "institution"))
    if not old:
        raise Refusal(f"{application}没有过期的部门意见，不必重新征询。请刷新页面。")
    with acting(actor, reason or "意见有效期已过，重新征询"):
        fresh = [_renew(opinion, today) for opinion in old]
    post(
        key=f"ask-again:{application.receipt_number}:{fresh[0].pk}", kind="opinion",
        to=[opinion.institution.code for opinion in fresh], about=application, today=today,
        subject=f"请重新出具甄别意见：{application.receipt_number}",
        body=f"{application}：贵单位原意见的有效期已过，不再作数。请在“申报与甄别—部门意见”中重新答复。",
    )  # fmt: skip
    return fresh


def _renew(opinion, today):
    opinion.standing = False
    opinion.save(update_fields=["standing"])
    fresh = DepartmentOpinion(
        application=opinion.application, condition=opinion.condition, institution=opinion.institution,
        asked_on=today, due_on=due_for(opinion.application.round.opinions_due_on, today), corrects=opinion,
    )  # fmt: skip
    fresh.save()
    return fresh
