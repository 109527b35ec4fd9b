"""What became of the objections to an entry as of a day, and hence of the entry (R30, R63, A11).

Read from the ledger by effective day, so that timers woken late decide exactly as timers on time would have.
"""

from datetime import date

from django.db.models import Max

from registry.ledger.models import StatusChange
from registry.policy.rules import (
    FOUNDED_MAJOR,
    FOUNDED_MINOR,
    NOT_ACCEPTED,
    RECEIVED,
    UNDER_CHECK,
    UNFOUNDED,
    entry_outcome,
)
from registry.policy.versions import terms_on

from .moves import OBJECTION

STATES = {
    "received": RECEIVED,
    "accepted": UNDER_CHECK,
    "investigating": UNDER_CHECK,
    "lead": NOT_ACCEPTED,
    "declined": NOT_ACCEPTED,
    "major": FOUNDED_MAJOR,
    "minor": FOUNDED_MINOR,
    "unfounded": UNFOUNDED,
}
FINDINGS = ("major", "minor", "unfounded")


def outcome_on(entry, day):
    """The EntryOutcome at the end of `day`, from the objections received in time, as they stood then."""
    return entry_outcome(_states(entry, day, late=False), terms_on(entry.notice.published_on))


def settlement_on(entry, day):
    """The EntryOutcome of a held entry at the end of `day`: late objections count once they are found major."""
    late = [state for state in _states(entry, day, late=True) if state == FOUNDED_MAJOR]
    return entry_outcome(_states(entry, day, late=False) + late, terms_on(entry.notice.published_on))


def _states(entry, day, *, late):
    objections = entry.objections.filter(received_on__lte=day, late=late)
    standing = statuses_on(list(objections.values_list("pk", flat=True)), day)
    return [STATES[status] for status in standing.values()]


def statuses_on(pks, day) -> dict[int, str]:
    """Objection -> status at the end of `day`; an answered one counts as what was found."""
    found = {}
    changes = StatusChange.objects.filter(
        record_type=OBJECTION.model, record_id__in=pks, effective_on__lte=day
    )
    for change in changes.order_by("ordinal"):
        found[change.record_id] = change.from_status if change.to_status == "answered" else change.to_status
    return found


def standing_of(entry, day) -> dict[str, str]:
    """Receipt number -> status of every objection to the entry at the end of `day`, for the ledger."""
    receipts = dict(entry.objections.filter(received_on__lte=day).values_list("pk", "receipt_number"))
    return {receipts[pk]: status for pk, status in statuses_on(list(receipts), day).items()}


def decided_on(entry, day):
    """The latest day, up to `day`, on which an objection to the entry was decided; None when none was."""
    pks = list(entry.objections.values_list("pk", flat=True))
    decided = StatusChange.objects.filter(
        record_type=OBJECTION.model, record_id__in=pks, effective_on__lte=day
    )
    decided = decided.filter(to_status__in=("lead", "declined", *FINDINGS))
    return decided.aggregate(latest=Max("effective_on"))["latest"]


def finding_of(objection) -> str:
    """属实且重大, 属实但不重大, 不属实, or "" before it is found."""
    found = statuses_on([objection.pk], date.max).get(objection.pk, "")
    return OBJECTION.label(found) if found in FINDINGS else ""
