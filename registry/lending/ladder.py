"""Day 1 and day 60 of an overdue episode: the bank's duty to report, told to all who must act (R43–R46, R64, R65)."""

from collections.abc import Callable
from dataclasses import dataclass

from registry.history.acting import acting
from registry.history.bulk import create_columns
from registry.ledger.actors import system_actor
from registry.ledger.doors import perform_all
from registry.ledger.effects import once, once_all
from registry.ledger.outbox import post, post_all
from registry.policy.dates import written
from registry.policy.rules import day1_report_by, day60_report_by

from . import wording
from .addressees import office_and_guarantor
from .models import BankReport, OverdueEpisode

DAY1, DAY60 = "overdue.day1", "overdue.day60"


@dataclass(frozen=True)
class Rung:
    """One rung: its day is the episode's column `day`, `by(unpaid since, terms, calendar)` the last day to report."""

    duty: str
    clause: str
    kind: str
    day: str
    by: Callable
    text: Callable

    def key(self, episode):
        return f"{self.duty}:{episode.pk}"

    def on(self, episode):
        return getattr(episode, self.day)

    def last_day(self, episode, hand):
        """The last day to report."""
        return self.by(episode.unpaid_since, hand.desk.terms(self.on(episode)), hand.desk.calendar)

    def owed(self, episode, hand) -> BankReport:
        """The report the bank owes, not yet written."""
        due = self.last_day(episode, hand)
        return BankReport(
            bank_id=episode.bank_id, episode=episode, kind=self.kind, owed_from=self.on(episode), due_on=due,
            due_provisional=not hand.desk.calendar.is_official(due),
        )  # fmt: skip


FIRST = Rung(DAY1, "R43 R44", BankReport.Kind.DAY1, "day1_on", day1_report_by, wording.day1_due)
FULL = Rung(DAY60, "R45 R46", BankReport.Kind.DAY60, "day60_on", day60_report_by, wording.day60_due)


def raise_day1(episode, hand):
    """逾期第1日 (R43, R44): the bank owes a report the same working day. Once per episode; sentences when it happened."""
    due = _raise(FIRST, episode, hand)
    return due and [
        f"{written(episode.day1_on)}为逾期第1日：银行须在{written(due)}以前报告办公室和担保公司。"
    ]


def raise_day60(episode, hand):
    """满60日 (R45, R46): the episode moves on from the day it was full, demand and report fall due. Once per episode."""
    if episode.status == "open":
        hand.move(episode, "reach_day60", effective_on=episode.day60_on)
    due = _raise(FULL, episode, hand)
    return due and [
        f"{written(episode.day60_on)}逾期满60日：银行须发放催收通知书，并在{written(due)}以前报告。"
    ]


def _raise(rung, episode, hand):
    """The last day to report, or [] when this rung was raised before."""
    key, day = rung.key(episode), rung.on(episode)
    if not once(key, duty=rung.duty, record=episode, effective_on=day, clause=rung.clause):
        return []
    report = rung.owed(episode, hand)
    with acting(hand.actor, _why(rung)):
        report.save()
    text, to = rung.text(episode, report.due_on), [episode.bank.code, *office_and_guarantor()]
    post(key=key, kind=rung.duty, to=to, subject=text.title, body=text.body, today=hand.today, about=episode)
    return report.due_on


def _why(rung):
    return f"{BankReport.Kind(rung.kind).label}到期"


def raise_all(rung, episodes, hand):
    """What `raise_day1` and `raise_day60` do, for many episodes by the timer in few statements. All or none."""
    if rung is FULL:
        perform_all(
            [e for e in episodes if e.status == "open"], "reach_day60", actor=system_actor(),
            effective_on=lambda e: e.day60_on, policy=lambda e: hand.desk.policy(e.day60_on),
        )  # fmt: skip
    claims = [(rung.key(episode), episode, rung.on(episode)) for episode in episodes]
    due = [(e, rung.last_day(e, hand)) for e in once_all(claims, duty=rung.duty, clause=rung.clause)]
    if not due:
        return
    with acting(hand.actor, _why(rung)):
        create_columns(BankReport, _owed(rung, due, hand))
    others = office_and_guarantor()
    post_all(
        (_letter(rung, episode, last, others) for episode, last in due), kind=rung.duty, today=hand.today,
        record_type=OverdueEpisode._meta.label_lower,
    )  # fmt: skip


def _owed(rung, due, hand):
    """The columns of the reports owed, as `Rung.owed` fills them; every other one has its default."""
    official = hand.desk.calendar.is_official
    return {
        "bank_id": [episode.bank_id for episode, _ in due],
        "episode_id": [episode.id for episode, _ in due],
        "kind": [rung.kind] * len(due),
        "owed_from": [rung.on(episode) for episode, _ in due],
        "due_on": [last for _, last in due],
        "due_provisional": [not official(last) for _, last in due],
    }


def _letter(rung, episode, last, others):
    text = rung.text(episode, last)
    return rung.key(episode), [episode.bank.code, *others], text.title, text.body, episode
