"""有关单位和金融机构 (R39, A20): who is told of a warning stands in the office's table, changed by two persons."""

from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.parties.models import Institution

from .models import WarningNotice, WarningRecipient

ENROL = "sanctions.enrol"
OVERDUE, CONDITION = WarningNotice.Trigger.values


def unlisted():
    """Active bodies that must hear of warnings by the register of bodies, and have no row in the table yet."""
    rows = Institution.objects.filter(receives_warnings=True, active=True, warning_recipient=None)
    return rows.exclude(kind=Institution.Kind.SUPERIOR).order_by("pk")


def enrol(body, *, actor, today):
    """A body new to the county hears of every warning until two persons decide otherwise. Returns the row."""
    key = f"{ENROL}:{body.pk}"
    if not once(key, duty=ENROL, record=body, effective_on=today, clause="R39"):
        return None
    row = WarningRecipient(institution=body)
    with acting(actor, "新增机构列入预警收文单位"):
        row.save()
    return row


def recipients_of(trigger, today):
    """Codes of the bodies to be told of `trigger` today. A body not in the table yet is put in first: nobody is missed.

    Raises Refusal when nobody at all would be told.
    """
    for body in unlisted():
        enrol(body, actor=system_actor(), today=today)
    rows = WarningRecipient.objects.receiving(trigger, today)
    codes = list(rows.values_list("institution__code", flat=True))
    if not codes:
        raise Refusal("“预警收文单位”中没有一家正在接收预警，预警无处可发。请先在该名册中恢复收文单位。")
    return codes


def everybody(today):
    """Codes of the bodies that hear of warnings of any kind: who is told of a cancellation (R40)."""
    return list(dict.fromkeys([*recipients_of(OVERDUE, today), *recipients_of(CONDITION, today)]))
