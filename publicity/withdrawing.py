"""Taking back: one entry (the applicant withdrew, or it was listed in error), or a whole notice (R28, A31)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.effects import once
from registry.ledger.models import StatusChange
from registry.parties.standing import candidate_of, lapse

ENTRY_NOTE, NOTICE_NOTE = "已撤回。", "公示已撤销。"


@transaction.atomic
def withdraw_entry(entry, *, actor, today, reason, because=None):
    """Strike one entry off. From a draft the application may be drafted again; once public it ends there.

    The public page keeps the line as withdrawn, without an outcome.
    """
    was_public = entry.status != "pending"
    change = perform(entry, "withdraw", actor=actor, today=today, reason=reason, because=because)
    if was_public:
        _leave_publicity(entry, "withdraw", actor, today, reason, change)
    _note(entry, actor, today, ENTRY_NOTE)
    return change


@transaction.atomic
def withdraw_notice(notice, *, actor, today, reason):
    """Revoke a notice: every undecided entry goes with it, and its applications may be put on notice again."""
    change = perform(notice, "withdraw", actor=actor, today=today, reason=reason)
    for entry in notice.entries.filter(status__in=("pending", "in_publicity", "held")):
        was_public = entry.status != "pending"
        step = perform(entry, "withdraw", actor=actor, today=today, reason=reason, because=change)
        if was_public:
            _leave_publicity(entry, "unpublish", actor, today, reason, step)
        _note(entry, actor, today, NOTICE_NOTE)
    return change


@transaction.atomic
def follow_application(entry, *, actor, today):
    """The applicant withdrew the application: its entry follows, because of that change."""
    because = StatusChange.objects.of(entry.application).filter(move="withdraw").last()
    withdraw_entry(entry, actor=actor, today=today, reason="申报已撤回。", because=because)
    key = f"notice-entry:{entry.pk}:follow"
    once(key, duty="follow_withdrawals", record=entry, effective_on=because.effective_on, clause="R22")


def _leave_publicity(entry, move, actor, today, reason, because):
    application = entry.application
    if application.status in ("in_publicity", "held"):
        perform(application, move, actor=actor, today=today, reason=reason, because=because)
    candidate = candidate_of(application.business)
    if candidate is not None:
        lapse(candidate, actor=actor, today=today, reason=reason, because=because)


def _note(entry, actor, today, note):
    entry.outcome_on, entry.outcome_note = today, note
    with acting(actor, note):
        entry.save(update_fields=["outcome_on", "outcome_note"])
