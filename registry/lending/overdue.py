"""What the banks' positions say about a note, brought into episodes and the note's state (R36, R65, A15–A18)."""

from django.db import transaction

from . import episodes
from .hand import Hand
from .rules import Seen, runs

PAID_BY_GUARANTOR = ("compensated", "written_off")
BEYOND_FACTS = ("compensated", "recovering", "recovered", "written_off")


@transaction.atomic
def follow_facts(note, *, actor, today, because=None, desk=None):
    """Bring episodes and note to where the standing positions say they are as of `today`. Twice is once.

    Late and corrected positions are weighed with all the others, so an older period never overwrites a newer one.
    Returns Chinese sentences saying what this raised. Raises Refusal when no policy covers a day concerned.
    """
    hand = Hand(actor, today, because, desk)
    if note.status in PAID_BY_GUARANTOR:
        return ["该借据已由担保公司代偿，新报送的数据只作记录，不改变代偿和追偿。"]
    told = list(note.positions.standing().order_by("as_of").values_list("as_of", "unpaid_since", "balance"))
    _reinstate(note, told, hand)
    wanted = {run.since: run for run in runs(Seen(as_of, since) for as_of, since, _ in told)}
    known = {e.unpaid_since: e for e in note.episodes.exclude(status="voided").select_related("bank", "note")}
    sentences = _correct(known, wanted, hand) + _discover(note, known, wanted, hand)
    _follow_note(note, list(known.values()), told[-1] if told else None, hand)
    return sentences


def _reinstate(note, told, hand):
    """A note whose registration was taken back stands again when the bank reports it again."""
    for record in (note.line, note):
        if told and record.status == "annulled":
            hand.move(record, "reinstate", effective_on=told[0][0])


def _correct(known, wanted, hand):
    """Episodes there already: ended, open again, or void, as the runs now say."""
    sentences = []
    for since, episode in sorted(known.items()):
        if episode.status in BEYOND_FACTS:
            continue
        run = wanted.get(since)
        if run is None:
            sentences += episodes.void(episode, hand)
        elif run.ended_on != episode.ended_on:
            sentences += _turn(episode, run, hand)
    return sentences


def _turn(episode, run, hand):
    sentences = episodes.reopen(episode, run, hand) if episode.ended_on else []
    return sentences + (episodes.cure(episode, run, hand) if run.ended_on else [])


def _discover(note, known, wanted, hand):
    """Runs without an episode: begun from their first day, and ended again where they have ended."""
    sentences = []
    for since, run in sorted(wanted.items()):
        if since in known or not run.reached(episodes.day1_on(since, hand.desk.terms(since)), hand.today):
            continue
        known[since], raised = episodes.begin(note, run, hand)
        sentences += raised
        if run.ended_on:
            sentences += episodes.cure(known[since], run, hand)
    return sentences


def _follow_note(note, found, latest, hand):
    """The note's own state: overdue while an episode is unpaid, settled at balance nought with nothing due unpaid.

    Without any position (`latest` None) nothing is known to be owed: an overdue note is put right, no more.
    """
    as_of, unpaid_since, balance = latest or (None, None, 0)
    unpaid = [e for e in found if e.status in type(e).objects.all().UNPAID]
    if note.status == "settled" and (unpaid or balance > 0):
        hand.move(note, "reopen", effective_on=as_of, reason="银行更正数据：仍有未还本息")
    if unpaid and note.status == "active":
        hand.move(note, "fall_overdue", effective_on=unpaid[0].day1_on)
    elif not unpaid and note.status == "overdue":
        _clear(note, found, hand)
    if latest and note.status == "active" and balance == 0 and unpaid_since is None:
        hand.move(note, "settle", effective_on=as_of)


def _clear(note, found, hand):
    ended = [e.ended_on for e in found if e.status == "cured"]
    if ended:
        hand.move(note, "cure", effective_on=max(ended))
    else:
        first = note.episodes.order_by("day1_on").first()
        hand.move(note, "undo_overdue", effective_on=first.day1_on, reason="银行更正数据，逾期撤销")
