"""信用修复: asked for by the business with its proofs, checked, decided by another person, free of charge (36号令, §5.3)."""

from datetime import timedelta

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import may_happen, may_person, perform, register, require
from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.lending.files import keep_file
from registry.policy.calendars import current_calendar
from registry.policy.dates import written
from registry.policy.rules import (
    RepairApplication,
    RepairFacts,
    application_problems,
    repair_decision_due,
    repair_problems,
)

from . import wording
from .addressees import office_phone
from .models import RepairRequest
from .removal import REPAIRED, take_off

RIGHT = "sanctions.add_repairrequest"
DUE = "sanctions.repair_due"
PAPERS = ("correction_proof", "duties_proof", "promise")


@transaction.atomic
def receive(
    case, *, actor, today, reason="", applicant, statement, received_on=None, correction_proof=None,
    duties_proof=None, promise=None,
):  # fmt: skip
    """Register what a business handed in; each paper is (name, bytes). To be decided within 10 working days.

    Raises Refusal with every missing paper by name, before the shortest term is over (naming the first day), for a
    case that is not in force, or while an earlier application is open. Returns the RepairRequest.
    """
    require(actor, RIGHT, "登记信用修复申请")
    received_on = received_on or today
    given = {"correction_proof": correction_proof, "duties_proof": duties_proof, "promise": promise}
    problems = _standing_problems(case) + _day_problems(case, received_on, today)
    facts = RepairApplication(
        case.severity, case.determined_on, applicant, statement, *(bool(given[name]) for name in PAPERS)
    )
    problems += [str(r) for r in application_problems(facts, on=received_on)]
    if problems:
        raise Refusal(problems)
    request = RepairRequest(
        case=case, applicant=applicant.strip(), statement=statement.strip(),
        received_on=received_on, decide_by=repair_decision_due(received_on, current_calendar()),
    )  # fmt: skip
    for name in PAPERS:
        keep_file(request, name, given[name])
    return register(
        request, actor=actor, today=today, reason=reason, clause="A28", effective_on=received_on,
        facts={"case": case.pk, "decide_by": request.decide_by.isoformat()},
    )  # fmt: skip


def _standing_problems(case):
    if case.status not in ("listed", "published"):
        return [f"案件“{case}”现在是“{case.get_status_display()}”，没有列入或者已经移出，不需要修复。"]
    other = case.repair_requests.open().first()
    if other is None:
        return []
    return [
        f"已有一件{written(other.received_on)}收到的申请（{other.get_status_display()}），请先办结那一件。"
    ]


def _day_problems(case, received_on, today):
    if received_on <= today and (case.decided_on is None or received_on >= case.decided_on):
        return []
    return [f"收到日期{written(received_on)}应在列入决定以后、今天{written(today)}以前。请核对。"]


@transaction.atomic
def verify(request, *, actor, today, reason, corrected=False, duties_performed=False, promise_public=False):
    """Write down what checking found; `reason` is the finding. What is not met stays open for a refusal. Returns the StatusChange."""
    change = perform(
        request, "verify", actor=actor, today=today, reason=reason,
        facts={"corrected": corrected, "duties_performed": duties_performed, "promise": promise_public},
    )  # fmt: skip
    request.corrected, request.duties_performed, request.promise_public = (
        corrected, duties_performed, promise_public,
    )  # fmt: skip
    request.finding, request.verified_on = reason.strip(), today
    with acting(actor, reason):
        request.save()
    return change


@transaction.atomic
def grant(request, *, actor, today, reason):
    """Grant the repair: the case is removed, shown no longer, and everybody who was told must stop using it.

    Decided neither by who received or checked it nor by who listed. Raises Refusal naming each condition not met.
    """
    _ready(request, "grant", actor, reason)
    problems = _condition_problems(request, today)
    if problems:
        raise Refusal(problems)
    request.decided_on, request.decision = today, reason.strip()
    with acting(actor, reason):
        request.save()
    change = perform(request, "grant", actor=actor, today=today, reason=reason)
    conditions = {"corrected": True, "duties_performed": True, "promise": True, "repair": request.pk}
    take_off(request.case, REPAIRED, actor=actor, today=today, reason=reason, facts=conditions)
    return change


def _condition_problems(request, today):
    case = request.case
    facts = RepairFacts(
        severity=case.severity, determined_on=case.determined_on, corrected=request.corrected,
        duties_performed=request.duties_performed, promise_on_file=request.promise_public,
    )  # fmt: skip
    return [str(r) for r in repair_problems(facts, on=today)]


@transaction.atomic
def refuse(request, *, actor, today, reason):
    """Refuse with the reason, on paper; the business may apply again. Returns the StatusChange."""
    change = perform(request, "refuse", actor=actor, today=today, reason=reason)
    request.decided_on, request.decision = today, reason.strip()
    with acting(actor, reason):
        request.save(update_fields=["decided_on", "decision"])
    text = wording.repair_refused(request=request, phone=office_phone())
    issue(
        "repair_refused", title=text.title, body=text.body, actor=actor, today=today, about=request,
        addressee=request.case.business.display_name,
    )  # fmt: skip
    return change


def withdraw(request, *, actor, today, reason):
    """The applicant takes it back."""
    return perform(request, "withdraw", actor=actor, today=today, reason=reason)


def _ready(request, move, actor, reason):
    request.refresh_from_db(from_queryset=RepairRequest._base_manager.select_for_update())
    step = RepairRequest.TABLE.by_name[move]
    may_happen(request, step, RepairRequest.TABLE, reason)
    may_person(request, step, RepairRequest.TABLE, actor)


def undecided(today):
    """Applications past the day to decide, which the office has not been reminded of."""
    rows = RepairRequest.objects.open().filter(decide_by__lt=today)
    return [
        row for row in rows.select_related("case__business").order_by("decide_by", "pk") if not _told(row)
    ]


def _told(request):
    from registry.ledger.models import Effect

    return Effect.objects.filter(key=f"{DUE}:{request.pk}").exists()


@transaction.atomic
def remind(request, *, actor, today):
    """Remind the office, once, on the day after the last day to decide."""
    key, day = f"{DUE}:{request.pk}", request.decide_by + timedelta(days=1)
    if not once(key, duty=DUE, record=request, effective_on=day, clause="A28"):
        return None
    return post(
        key=key, kind="repair_due", to=["OFFICE"], subject=f"请决定：{request}",
        body=f"{request}于{written(request.received_on)}收到，应于{written(request.decide_by)}以前决定，现在仍未办结。",
        today=today, about=request,
    )  # fmt: skip
