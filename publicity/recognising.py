"""What follows from an entry's outcome: its application, the business's standing, the papers (R30, R31)."""

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.parties.standing import candidate_of, lapse, recognise

from .wording import declined_text

HELD_NOTE = "公示期间有异议，正在核查，暂缓认定。"
RECOGNISED_NOTE = "公示期满，认定为信用企业（户）。"
REFUSED_NOTE = "公示期间反映的情况经核查属实，不予认定。"


def recognise_entry(entry, *, actor, today, effective_on, reason="", because=None, **basis):
    """Entry, application and candidate become recognised together. Returns the entry's StatusChange.

    `basis` is what the decision rests on: `policy` (version at publication) and `facts`.
    """
    shared = {"actor": actor, "today": today, "effective_on": effective_on}
    change = perform(entry, "recognise", reason=reason, because=because, **shared, **basis)
    perform(entry.application, "recognise", because=change, **shared)
    recognise(candidate_of(entry.application.business), because=change, **shared)
    _record(entry, actor, effective_on, RECOGNISED_NOTE)
    return change


def hold_entry(entry, sentence, *, actor, today, effective_on, reason="", because=None, **basis):
    """Hold one entry for an objection still open; the others are not touched (R63)."""
    shared = {"actor": actor, "today": today, "effective_on": effective_on, "reason": reason or sentence}
    change = perform(entry, "hold", because=because, **shared, **basis)
    perform(entry.application, "hold", because=change, **shared)
    _record(entry, actor, None, HELD_NOTE)
    return change


def refuse_entry(entry, sentence, *, actor, today, effective_on, reason="", because=None, **basis):
    """Entry, application and candidate are refused together; the applicant is told through the recommender (N4)."""
    shared = {"actor": actor, "today": today, "effective_on": effective_on, "reason": reason or sentence}
    change = perform(entry, "refuse", because=because, **shared, **basis)
    perform(entry.application, "refuse", because=change, **shared)
    lapse(candidate_of(entry.application.business), because=change, **shared)
    _record(entry, actor, effective_on, REFUSED_NOTE)
    _tell_applicant(entry, actor, today)
    return change


def _tell_applicant(entry, actor, today):
    title, body = declined_text(entry=entry)
    recommender = entry.application.recommender
    issue(
        "declined",
        title=title,
        body=body,
        actor=actor,
        today=today,
        about=entry,
        to=[recommender.code] if recommender else [],
        addressee=entry.shown_name,
    )


def _record(entry, actor, day, note):
    entry.outcome_on, entry.outcome_note = day, note
    with acting(actor, note):
        entry.save(update_fields=["outcome_on", "outcome_note"])
