"""The office's conclusion on the departments' opinions: no opinion is never a pass (R26, R27, R61)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.parties.models import Institution
from registry.policy.models import AdmissionCondition
from registry.policy.rules import Answer, screening_problems

from .handling import hold


def open_reasons(application) -> list[str]:
    """Every condition that is not passed yet, with who said what; empty when all have passed."""
    names = dict(Institution.objects.values_list("code", "name"))
    asked = application.opinions.standing().order_by("asked_on").values_list("asked_on", flat=True).first()
    day = asked or application.received_on
    conditions = AdmissionCondition.objects.in_force(day).facts(names) if day else ()
    return [str(reason) for reason in screening_problems(conditions, answers_of(application))]


def answers_of(application):
    """The standing answers as plain values for the rules."""
    rows = application.opinions.standing().exclude(answer="").select_related("condition", "institution")
    return [Answer(row.condition.code, row.institution.code, row.answer, row.reason) for row in rows]


@transaction.atomic
def pass_screening(application, *, actor, today, reason=""):
    """甄别通过 (R27). Raises Refusal listing every condition not passed and every institution still silent."""
    hold(application)
    problems = open_reasons(application) if application.status == "screening" else []
    if problems:
        raise Refusal(problems)
    facts = {"opinions": sorted(application.opinions.standing().values_list("pk", flat=True))}
    change = perform(application, "pass_screening", actor=actor, today=today, reason=reason, facts=facts)
    _conclude(application, reason or "各部门意见均为通过。", actor)
    return change


@transaction.atomic
def fail_screening(application, *, actor, today, reason):
    """甄别不通过, with the reason told to the recommender (R26)."""
    change = perform(application, "fail_screening", actor=actor, today=today, reason=reason)
    _conclude(application, reason, actor)
    tell_recommender(application, change, "甄别不通过", reason, today)
    return change


def _conclude(application, text, actor):
    application.conclusion = text
    with acting(actor, text):
        application.save(update_fields=["conclusion"])


def tell_recommender(application, change, what, reason, today):
    """The recommender learns the outcome with its reason; nobody else does."""
    post(
        key=f"outcome:{application.receipt_number}:{change.ordinal}", kind="application",
        to=[application.owner_code] if application.owner_code else [], about=application, today=today,
        subject=f"申报{what}：{application.receipt_number}", body=f"{application}：{what}。理由：{reason}",
    )  # fmt: skip
