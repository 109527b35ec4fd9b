"""A business's standing: candidate while on notice, qualified after it, or lapsed (R28–R31, A11)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform, register
from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange

from .models import Qualification


@transaction.atomic
def open_candidate(business, *, batch, notice_serial, actor, today, because):
    """Make the business 准信用 for the time of its notice. Raises Refusal when it is qualified or on notice already."""
    live = business.qualifications.filter(status__in=("candidate", *Qualification.IN_FORCE)).first()
    if live is not None:
        raise Refusal(f"{business}现在是“{live.get_status_display()}”（{live.batch}），不能重复列入公示。")
    candidate = Qualification(business=business, batch=batch, notice_serial=notice_serial)
    return register(candidate, actor=actor, today=today, clause="R28", facts={"because": because.position})


@transaction.atomic
def recognise(qualification, *, actor, today, reason="", effective_on=None, because=None):
    """Candidate → 信用企业（户）, counted from `effective_on` (default `today`). Returns the StatusChange."""
    change = perform(
        qualification,
        "recognise",
        actor=actor,
        today=today,
        reason=reason,
        effective_on=effective_on,
        because=because,
    )
    qualification.recognised_on = effective_on or today
    with acting(actor, reason or "认定"):
        qualification.save(update_fields=["recognised_on"])
    return change


@transaction.atomic
def lapse(qualification, *, actor, today, reason, effective_on=None, because=None):
    """Candidate → 未予认定, with the reason. Returns the StatusChange."""
    return perform(
        qualification,
        "lapse",
        actor=actor,
        today=today,
        reason=reason,
        effective_on=effective_on,
        because=because,
    )


def candidate_of(business):
    """The candidate qualification of a business on notice, or None."""
    return business.qualifications.filter(status="candidate").first()


@transaction.atomic
def take_over(business, *, batch, recognised_on, actor, today, reason):
    """Enter a recognition made before this system was used (roster take-over). None when it stands already."""
    if business.qualifications.filter(status__in=("candidate", *Qualification.IN_FORCE)).exists():
        return None
    taken = Qualification(business=business, batch=batch)
    first = {"actor": actor, "today": today, "reason": reason, "effective_on": recognised_on}
    register(taken, clause="R30", facts={"taken_over": True}, **first)
    recognise(taken, because=StatusChange.objects.of(taken).last(), **first)
    return taken
