"""What speaks for a cancellation today, read from the standing warnings of a qualification."""

from django.db.models import Q

from registry.parties.access import bodies_of
from registry.policy.rules import CancellationFacts, days_overdue


def open_warnings(qualification):
    """Warnings nobody has waived, oldest first; those of voided episodes too, until somebody decides."""
    rows = qualification.warnings.filter(waived_on=None)
    return rows.select_related("episode__note", "condition").order_by("id")


def standing_warnings(qualification):
    """Open warnings that still rest on a fact: those whose overdue was voided count no more."""
    return open_warnings(qualification).filter(~Q(episode__status="voided") | Q(episode=None))


def cancellation_facts(qualification, *, actor, today):
    """The facts as of `today`; a debt paid meanwhile counts up to the day it was paid (R40)."""
    warnings = list(standing_warnings(qualification))
    episodes = [w.episode for w in warnings if w.episode is not None]
    days = [days_overdue(e.unpaid_since, min(e.ended_on or today, today)) for e in episodes]
    return CancellationFacts(
        days_overdue=max(days, default=0),
        breached=tuple(w.condition.code for w in warnings if w.condition is not None),
        decided_by_office=actor.is_superuser or bodies_of(actor).filter(kind="office").exists(),
    )
