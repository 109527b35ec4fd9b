"""Turns in the life of one overdue episode as facts tell them: begun, cured, voided, open again (R36, R70, A17)."""

from registry.history.acting import acting
from registry.ledger.doors import register
from registry.ledger.outbox import post
from registry.policy.dates import written
from registry.policy.rules import day1_on, day60_on

from . import ladder, wording
from .addressees import office_and_guarantor
from .models import OverdueEpisode
from .withdrawing import withdraw_for


def begin(note, run, hand):
    """Register the episode of a run from its first overdue day, with everything that is due by now (R65).

    Returns the episode and sentences saying what it raised.
    """
    terms = hand.desk.terms(run.since)
    episode = OverdueEpisode(
        bank_id=note.bank_id, note=note, business_id=note.business_id, unpaid_since=run.since,
        day1_on=day1_on(run.since, terms), day60_on=day60_on(run.since, terms),
    )  # fmt: skip
    register(
        episode, actor=hand.actor, today=hand.today, clause="R36", effective_on=episode.day1_on,
        reason=f"银行报送：最早未还日{written(run.since)}，截至{written(run.seen_on)}仍未还清",
        facts=facts_of(run), policy=hand.desk.policy(episode.day1_on),
    )  # fmt: skip
    told = ladder.raise_day1(episode, hand)
    if run.reached(episode.day60_on, hand.today):
        told += ladder.raise_day60(episode, hand)
    return episode, told


def cure(episode, run, hand):
    """Everything due is paid as of `run.ended_on`; a live claim is withdrawn. A cancellation is not undone (R40)."""
    reason = f"截至{written(run.ended_on)}到期本息已还清"
    change = hand.move(episode, "cure", effective_on=run.ended_on, reason=reason, facts=facts_of(run))
    _end(episode, run.ended_on, hand, reason)
    withdraw_for(episode, hand, because=change, reason=f"{reason}，无需代偿")
    _tell(episode, "cured", hand, wording.cured(episode))
    return [f"{reason}，逾期结束；已作出的预警、取消资格不因此撤销。"]


def void(episode, hand):
    """The bank's own correction says that this arrears never was: the episode is voided from its first day."""
    reason = f"银行更正数据：自{written(episode.unpaid_since)}起的逾期不存在或起始日有误"
    if episode.status == "claimed":
        change = withdraw_for(episode, hand, because=hand.because, reason=reason)
        hand.move(episode, "return_claim", effective_on=hand.today, reason=reason, because=change)
    hand.move(episode, "void", effective_on=episode.day1_on, reason=reason)
    withdraw_for(episode, hand, because=hand.because, reason=reason)
    _tell(episode, "voided", hand, wording.voided(episode))
    return [f"{reason}，撤销该逾期；已发预警、拟取消资格请办公室复核。"]


def reopen(episode, run, hand):
    """The bank's correction says that the arrears had not been paid: counted on as if it had never been closed."""
    reason = f"银行更正数据：截至{written(run.seen_on)}仍未还清"
    start = min(day for day in (episode.ended_on, run.ended_on) if day)
    hand.move(episode, "reopen", effective_on=start, reason=reason, facts=facts_of(run))
    _end(episode, None, hand, reason)
    told = [f"{reason}，逾期恢复。"]
    if run.reached(episode.day60_on, hand.today):
        told += ladder.raise_day60(episode, hand)
    return told


def facts_of(run):
    """The figures a change of an episode rests on, for the ledger."""
    ended = run.ended_on.isoformat() if run.ended_on else None
    return {"unpaid_since": run.since.isoformat(), "seen_on": run.seen_on.isoformat(), "ended_on": ended}


def _end(episode, day, hand, reason):
    episode.ended_on = day
    with acting(hand.actor, reason):
        episode.save(update_fields=["ended_on"])


def _tell(episode, what, hand, text):
    key = f"lending.{what}:{episode.pk}:{episode.version}"
    to = [episode.bank.code, *office_and_guarantor()]
    post(
        key=key,
        kind=f"overdue_{what}",
        to=to,
        subject=text.title,
        body=text.body,
        today=hand.today,
        about=episode,
    )
