"""Turns in the life of one overdue episode as facts tell them: begun, cured, moved, voided, open again (R36, R70, A17)."""

from registry.history.acting import acting
from registry.history.making import made
from registry.ledger.doors import register
from registry.ledger.outbox import post
from registry.policy.dates import written
from registry.policy.rules import day1_on, day1_report_by, day60_on, day60_report_by

from . import ladder, wording
from .addressees import office_and_guarantor
from .models import OverdueEpisode
from .ripple.preparing import ground_of, prepare, relieve, touched
from .rules import Arrears
from .withdrawing import withdraw_for


def begin(note, run, hand, told_by=None):
    """Register the episode of a run from its first overdue day, with everything that is due by now (R65).

    The episode of this very day that an earlier correction voided is taken up again: its reports and papers are its own,
    unless one of them has been taken back meanwhile.
    Returns the episode and sentences saying what it raised.
    """
    voided = note.episodes.filter(unpaid_since=run.since, status="voided").select_related("bank", "note")
    episode = voided.order_by("pk").last()
    if episode is not None and not touched(episode):
        return episode, _revive(episode, run, hand)
    episode = unsaved(note, run, hand, told_by)
    register(
        episode, actor=hand.actor, today=hand.today, clause="R36", effective_on=episode.day1_on, reason=begun(run),
        facts=facts_of(run), policy=hand.desk.policy(episode.day1_on),
    )  # fmt: skip
    return episode, ladder.raise_day1(episode, hand) + _full(episode, run, hand)


def unsaved(note, run, hand, told_by):
    """The episode of a run, not yet registered; `told_by` is the key of the position it was read from."""
    kin = {"bank": note.bank, "note": note, "business": note.business}
    keys = {
        "bank_id": note.bank_id,
        "note_id": note.id,
        "business_id": note.business_id,
        "told_by_id": told_by,
    }
    return made(OverdueEpisode, {"ended_on": run.ended_on, **keys, **days_of(run.since, hand)}, kin)


def begun(run):
    """Why an episode begins, as kept in the ledger."""
    return f"银行报送：最早未还日{written(run.since)}，截至{written(run.seen_on)}仍未还清"


def _revive(episode, run, hand):
    reason = f"银行更正数据：自{written(run.since)}起的逾期确实存在，截至{written(run.seen_on)}仍未还清"
    _keep(episode, hand, reason, ended_on=run.ended_on)
    hand.move(episode, "revive", effective_on=episode.day1_on, reason=reason, facts=facts_of(run))
    relieve(episode, ground_of(episode), hand)
    return [f"{reason}，逾期恢复。", *ladder.raise_day1(episode, hand), *_full(episode, run, hand)]


def fill(episode, run, hand):
    """Day 60 that a bank's word tells of is raised with that word, before it ends and after: no timer comes back to it (R65)."""
    return _full(episode, run, hand) if episode.status in ("open", "cured") else []


def _full(episode, run, hand):
    return ladder.raise_day60(episode, hand) if run.reached(episode.day60_on, hand.today) else []


def cure(episode, run, hand):
    """Everything due is paid as of `run.ended_on`; a live claim is withdrawn. A cancellation is not undone (R40).

    Papers of day 60 made after that day, before it was known, are prepared to be taken back.
    """
    before = ground_of(episode)
    reason = f"截至{written(run.ended_on)}到期本息已还清"
    change = hand.move(episode, "cure", effective_on=run.ended_on, reason=reason, facts=facts_of(run))
    _keep(episode, hand, reason, ended_on=run.ended_on)
    withdraw_for(episode, hand, because=change, reason=f"{reason}，无需代偿")
    _tell(episode, "cured", hand, wording.cured(episode))
    told = prepare(episode, before, hand, all_acts=False)
    return [f"{reason}，逾期结束；已作出的预警、取消资格不因此撤销。", *told]


def restate(episode, run, hand):
    """The bank corrected the first day of arrears that go on to be: the same episode, counted anew from that day.

    Nothing is raised twice. Reports that are owed move with it; day 60 is reached at once where it has passed (R65).
    """
    before, ground = facts_of(run_of(episode)), ground_of(episode)
    claimed, reason = episode.status == "claimed", _restated(episode, run)
    _keep(episode, hand, reason, ended_on=run.ended_on, **days_of(run.since, hand))
    change = hand.move(
        episode, "restate", effective_on=episode.day1_on, reason=reason, facts={**facts_of(run), "before": before}
    )  # fmt: skip
    _redate(episode, hand, reason)
    told = [
        f"{reason}：逾期第1日为{written(episode.day1_on)}，满60日为{written(episode.day60_on)}。",
        *_full(episode, run, hand),
        *prepare(episode, ground, hand),
    ]
    if run.ended_on:
        return told + cure(episode, run, hand)
    if claimed and episode.status == "day60":
        hand.move(episode, "claim", effective_on=hand.today, because=change)
    _tell(episode, "restated", hand, wording.restated(episode, before["unpaid_since"]))
    return told


def _restated(episode, run):
    return f"银行更正数据：最早未还日由{written(episode.unpaid_since)}更正为{written(run.since)}"


def _redate(episode, hand, reason):
    """Reports count from the corrected days: what is not made yet is owed from then, what was made says so beside it."""
    calendar = hand.desk.calendar
    for report in episode.reports.all():
        first = report.kind == report.Kind.DAY1
        report.owed_from = episode.day1_on if first else episode.day60_on
        by = day1_report_by if first else day60_report_by
        report.due_on = by(episode.unpaid_since, hand.desk.terms(report.owed_from), calendar)
        report.due_provisional = not calendar.is_official(report.due_on)
        with acting(hand.actor, reason):
            report.save(update_fields=["owed_from", "due_on", "due_provisional"])


def void(episode, hand):
    """The bank's own correction says that this arrears never was: the episode is voided from its first day."""
    reason, before = f"银行更正数据：自{written(episode.unpaid_since)}起的逾期不存在", ground_of(episode)
    hand.move(episode, "void", effective_on=episode.day1_on, reason=reason)
    withdraw_for(episode, hand, because=hand.because, reason=reason)
    _tell(episode, "voided", hand, wording.voided(episode))
    return [f"{reason}，撤销该逾期。", *prepare(episode, before, hand)]


def reopen(episode, run, hand):
    """The bank's correction says that the arrears had not been paid then: unpaid on, or paid on another day."""
    reason = f"银行更正数据：截至{written(run.seen_on)}仍未还清"
    start = min(day for day in (episode.ended_on, run.ended_on) if day)
    hand.move(episode, "reopen", effective_on=start, reason=reason, facts=facts_of(run))
    _keep(episode, hand, reason, ended_on=run.ended_on)
    relieve(episode, ground_of(episode), hand)
    return [f"{reason}，逾期恢复。", *_full(episode, run, hand)]


def days_of(since, hand):
    """First unpaid day, day 1 and day 60 of an episode, by the policy of its first day (A15, A16)."""
    terms = hand.desk.terms(since)
    return {"unpaid_since": since, "day1_on": day1_on(since, terms), "day60_on": day60_on(since, terms)}


def run_of(episode) -> Arrears:
    """The episode as the run it was read from."""
    return Arrears(episode.unpaid_since, episode.unpaid_since, episode.ended_on)


def facts_of(run):
    """The figures a change of an episode rests on, for the ledger."""
    ended = run.ended_on.isoformat() if run.ended_on else None
    return {"unpaid_since": run.since.isoformat(), "seen_on": run.seen_on.isoformat(), "ended_on": ended}


def _keep(episode, hand, reason, **values):
    for name, value in values.items():
        setattr(episode, name, value)
    with acting(hand.actor, reason):
        episode.save(update_fields=list(values))


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
