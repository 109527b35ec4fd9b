"""What the banks' positions say about a note, brought into episodes and the note's state (R36, R65, A15–A18)."""

from django.db import transaction

from registry.history.acting import acting

from . import episodes
from .hand import Hand
from .ripple.preparing import look_again
from .rules import Seen, paired, runs
from .rules.ripple import Ground

PAID_BY_GUARANTOR = ("compensated", "written_off")
BEYOND_FACTS = ("compensated", "recovering", "write_off_asked", "recovered", "written_off")


@transaction.atomic
def follow_facts(note, *, actor, today, because=None, desk=None):
    """Bring episodes and note to where the standing positions say they are as of `today`. Twice is once.

    Late and corrected positions are weighed with all the others, so an older period never overwrites a newer one, and
    the episodes that stand in the end depend on the positions only, not on the order in which they came.
    Returns Chinese sentences saying what this raised. Raises Refusal when no policy covers a day concerned.
    """
    hand = Hand(actor, today, because, desk)
    told = list(
        note.positions.standing().order_by("as_of").values_list("as_of", "unpaid_since", "balance", "pk")
    )
    wanted = {run.since: run for run in runs(Seen(as_of, since) for as_of, since, *_ in told)}
    known = list(note.episodes.exclude(status="voided").select_related("bank", "note"))
    if note.status in PAID_BY_GUARANTOR:
        return _paid_for(known, wanted, hand)
    _reinstate(note, told, hand)
    sentences = _correct(known, wanted, hand) + _discover(note, known, wanted, hand, told)
    _tie(known, wanted, told, hand)
    _follow_note(note, known, told[-1] if told else None, hand)
    return sentences


def _paid_for(known, wanted, hand):
    """Facts do not move what the guarantor has paid; where they take the ground from the payment, the office decides."""
    paid = [episode for episode in known if episode.status in BEYOND_FACTS]
    lost = [episodes.run_of(episode) for episode in paid if episode.unpaid_since not in wanted]
    moved = {before.since: now for before, now in paired(lost, wanted.values())}

    def ground(episode):
        run = wanted.get(episode.unpaid_since) or moved.get(episode.unpaid_since)
        return run and Ground(ended_on=run.ended_on, **_named(episodes.days_of(run.since, hand)))

    told = look_again(paid, ground, hand)
    return ["该借据已由担保公司代偿，新报送的数据只作记录，不改变代偿和追偿。", *told]


def _named(days):
    return {"since": days["unpaid_since"], "day1_on": days["day1_on"], "day60_on": days["day60_on"]}


def _reinstate(note, told, hand):
    """A note whose registration was taken back stands again when the bank reports it again."""
    for record in (note.line, note):
        if told and record.status == "annulled":
            hand.move(record, "reinstate", effective_on=told[0][0])


def _correct(known, wanted, hand):
    """Episodes there already: void, under another first day, ended or open again, as the runs now say.

    What is over comes before what is still unpaid: a note never has two unpaid episodes.
    """
    moved = _moved(known, wanted, hand)
    turning = [(e, moved.get(e.unpaid_since) or wanted.get(e.unpaid_since)) for e in _movable(known)]
    sentences = []
    for episode, run in sorted(turning, key=_over_first):
        if run is None:
            sentences += episodes.void(episode, hand)
            known.remove(episode)
        elif run.since != episode.unpaid_since:
            sentences += episodes.restate(episode, run, hand)
        else:
            sentences += episodes.fill(episode, run, hand) + _turn(episode, run, hand)
    return sentences


def _movable(known):
    """Those that facts may still move; what the guarantor has paid is not moved by them."""
    return [episode for episode in known if episode.status not in BEYOND_FACTS]


def _moved(known, wanted, hand):
    """{first day of an episode: the run it is now known to be} where the bank corrected that day."""
    lost = [episodes.run_of(e) for e in _movable(known) if e.unpaid_since not in wanted]
    there = {episode.unpaid_since for episode in known}
    fresh = [run for since, run in wanted.items() if since not in there and _begun(run, hand)]
    return {before.since: now for before, now in paired(lost, fresh)}


def _begun(run, hand):
    """Unpaid at the end of its due day, a run is overdue from the morning after, paid that very day or not (A15)."""
    return episodes.day1_on(run.since, hand.desk.terms(run.since)) <= hand.today


def _over_first(turning):
    episode, run = turning
    return (run is not None, run is not None and run.ended_on is None, episode.unpaid_since)


def _turn(episode, run, hand):
    if run.ended_on == episode.ended_on:
        return []
    sentences = episodes.reopen(episode, run, hand) if episode.ended_on else []
    return sentences + (episodes.cure(episode, run, hand) if run.ended_on else [])


def _discover(note, known, wanted, hand, told):
    """Runs without an episode: begun from their first day, and ended again where they have ended."""
    sentences, there = [], {episode.unpaid_since for episode in known}
    by_day = {as_of: pk for as_of, _, _, pk in told}
    for since, run in sorted(wanted.items()):
        if since in there or not _begun(run, hand):
            continue
        episode, raised = episodes.begin(note, run, hand, by_day[run.seen_on])
        known.append(episode)
        sentences += raised
        if run.ended_on:
            sentences += episodes.cure(episode, run, hand)
    return sentences


def _tie(known, wanted, told, hand):
    """Each episode names the standing positions it was read from: the one that says unpaid, the one that says paid."""
    by_day = {as_of: pk for as_of, _, _, pk in told}
    since_of = {pk: since for _, since, _, pk in told}
    for episode in _movable(known):
        run = wanted[episode.unpaid_since]
        kept = since_of.get(episode.told_by_id) == run.since
        told_by = episode.told_by_id if kept else by_day[run.seen_on]
        ended_by = by_day.get(run.ended_on)
        if (told_by, ended_by) != (episode.told_by_id, episode.ended_by_id):
            episode.told_by_id, episode.ended_by_id = told_by, ended_by
            with acting(hand.actor, "依据银行报送的余额记录"):
                episode.save(update_fields=["told_by", "ended_by"])


def _follow_note(note, found, latest, hand):
    """The note's own state: overdue while an episode is unpaid, settled at balance nought with nothing due unpaid.

    Without any position (`latest` None) nothing is known to be owed: an overdue note is put right, no more.
    """
    as_of, unpaid_since, balance, _ = latest or (None, None, 0, None)
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
