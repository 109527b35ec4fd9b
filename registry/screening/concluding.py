"""The office's conclusion on the departments' opinions: no opinion is never a pass (R26, R27, R61)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.parties.models import Institution
from registry.policy.dates import written
from registry.policy.models import AdmissionCondition
from registry.policy.rules import Answer, screening_problems

from .handling import hold
from .letters import refuse_by_letter
from .rules import expired
from .sealing import closed_problems


def open_reasons(application, *, today) -> list[str]:
    """Every condition not passed by an answer that still counts today, with who said what, in policy order."""
    names = dict(Institution.objects.values_list("code", "name"))
    conditions = _conditions(application, names)
    return [str(reason) for reason in screening_problems(conditions, answers_of(application, today=today))]


def answers_of(application, *, today):
    """The standing answers as plain values for the rules; an expired or questioned one is no answer."""
    rows = application.opinions.standing().exclude(answer="").select_related("condition", "institution")
    asked = set(application.opinions.filter(challenges__outcome="").values_list("pk", flat=True))
    return [
        Answer(row.condition.code, row.institution.code, _counts_as(row, asked, today), row.reason)
        for row in rows
    ]


def _counts_as(row, asked, today):
    if expired(row.valid_until, today):
        return f"已过期（有效期至{written(row.valid_until)}，须重新征询）"
    return "质询待答复" if row.pk in asked else row.answer


def conclusion_problems(application, *, today) -> list[str]:
    """Why it may not be concluded as passed. While the seal is on, only who is silent is told."""
    return closed_problems(application, today=today) or open_reasons(application, today=today)


@transaction.atomic
def pass_screening(application, *, actor, today, reason=""):
    """甄别通过 (R27). Raises Refusal listing every condition not passed and every institution still silent."""
    hold(application)
    problems = conclusion_problems(application, today=today) if application.status == "screening" else []
    if problems:
        raise Refusal(problems)
    facts = {"opinions": sorted(application.opinions.standing().values_list("pk", flat=True))}
    change = perform(application, "pass_screening", actor=actor, today=today, reason=reason, facts=facts)
    _conclude(application, _passed_text(application, reason), actor)
    return change


@transaction.atomic
def fail_screening(application, *, actor, today, reason):
    """甄别不通过, every reason in policy order, told to the recommender and by letter to the applicant (R26, N4)."""
    hold(application)
    problems = closed_problems(application, today=today) if application.status == "screening" else []
    if problems:
        raise Refusal(problems)
    failed = _failed_conditions(application, today)
    found = open_reasons(application, today=today)
    change = perform(application, "fail_screening", actor=actor, today=today, reason=reason)
    _conclude(application, _numbered([*found, f"办公室结论：{reason}"]), actor)
    tell_recommender(application, change, "甄别不通过", reason, today)
    refuse_by_letter(application, "screening", [*failed, reason], actor=actor, today=today)
    return change


@transaction.atomic
def reopen_screening(application, *, actor, today, reason, because=None):
    """退回重新甄别: the conclusion and the leading group's decision no longer stand. Returns the StatusChange."""
    hold(application)
    change = perform(
        application, "reopen_screening", actor=actor, today=today, reason=reason, because=because
    )
    with acting(actor, reason):
        for decision in application.decisions.filter(standing=True):
            decision.standing = False
            decision.save(update_fields=["standing"])
    return change


def _conditions(application, names=None):
    asked = application.opinions.order_by("asked_on").values_list("asked_on", flat=True).first()
    day = asked or application.received_on
    return AdmissionCondition.objects.in_force(day).facts(names) if day else ()


def _failed_conditions(application, today):
    """The conditions not passed, by their own sentence only: no department's words leave the house (R72)."""
    answers = answers_of(application, today=today)
    return [
        f"未能确认符合准入条件“{condition.sentence}”"
        for condition in _conditions(application)
        if screening_problems([condition], answers)
    ]


def _passed_text(application, reason):
    rows = application.opinions.standing().select_related("condition", "institution")
    said = {}
    for row in rows.order_by("condition__order", "institution__order"):
        said.setdefault(str(row.condition), []).append(row.institution.name)
    lines = [f"{condition}：{'、'.join(names)}均为通过" for condition, names in said.items()]
    return _numbered([*lines, f"办公室结论：{reason or '各部门意见均为通过。'}"])


def _numbered(lines):
    return "\n".join(f"{n}. {line.rstrip('。')}。" for n, line in enumerate(lines, start=1))


def _conclude(application, text, actor):
    application.conclusion = text
    with acting(actor, text[:300]):
        application.save(update_fields=["conclusion"])


def tell_recommender(application, change, what, reason, today):
    """The recommender learns the outcome with its reason; nobody else does."""
    post(
        key=f"outcome:{application.receipt_number}:{change.ordinal}", kind="application",
        to=[application.owner_code] if application.owner_code else [], about=application, today=today,
        subject=f"申报{what}：{application.receipt_number}", body=f"{application}：{what}。理由：{reason}",
    )  # fmt: skip
