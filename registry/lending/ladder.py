"""Day 1 and day 60 of an overdue episode: the bank's duty to report, told to all who must act (R43–R46, R64, R65)."""

from registry.history.acting import acting
from registry.ledger.effects import once
from registry.ledger.outbox import post
from registry.policy.dates import written
from registry.policy.rules import day1_report_by, day60_report_by

from . import wording
from .addressees import office_and_guarantor
from .models import BankReport

DAY1, DAY60 = "overdue.day1", "overdue.day60"


def raise_day1(episode, hand):
    """逾期第1日 (R43, R44): the bank owes a report the same working day. Once per episode; sentences when it happened."""
    if not once(
        _key(DAY1, episode), duty=DAY1, record=episode, effective_on=episode.day1_on, clause="R43 R44"
    ):
        return []
    terms = hand.desk.terms(episode.day1_on)
    due = day1_report_by(episode.unpaid_since, terms, hand.desk.calendar)
    _owe(episode, BankReport.Kind.DAY1, episode.day1_on, due, hand)
    _tell(episode, DAY1, hand, wording.day1_due(episode, due))
    return [f"{written(episode.day1_on)}为逾期第1日：银行须在{written(due)}以前报告办公室和担保公司。"]


def raise_day60(episode, hand):
    """满60日 (R45, R46): the episode moves on from the day it was full, demand and report fall due. Once per episode."""
    if episode.status == "open":
        hand.move(episode, "reach_day60", effective_on=episode.day60_on)
    if not once(
        _key(DAY60, episode), duty=DAY60, record=episode, effective_on=episode.day60_on, clause="R45 R46"
    ):
        return []
    terms = hand.desk.terms(episode.day60_on)
    due = day60_report_by(episode.unpaid_since, terms, hand.desk.calendar)
    _owe(episode, BankReport.Kind.DAY60, episode.day60_on, due, hand)
    _tell(episode, DAY60, hand, wording.day60_due(episode, due))
    return [f"{written(episode.day60_on)}逾期满60日：银行须发放催收通知书，并在{written(due)}以前报告。"]


def _key(duty, episode):
    return f"{duty}:{episode.pk}"


def _owe(episode, kind, owed_from, due, hand):
    report = BankReport(
        bank_id=episode.bank_id, episode=episode, kind=kind, owed_from=owed_from, due_on=due,
        due_provisional=not hand.desk.calendar.is_official(due),
    )  # fmt: skip
    with acting(hand.actor, f"{report.get_kind_display()}到期"):
        report.save()


def _tell(episode, duty, hand, text):
    to = [episode.bank.code, *office_and_guarantor()]
    post(
        key=_key(duty, episode),
        kind=duty,
        to=to,
        subject=text.title,
        body=text.body,
        today=hand.today,
        about=episode,
    )
