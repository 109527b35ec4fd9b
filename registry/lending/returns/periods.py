"""Periods of a bank: opened without a gap, answered by what is booked, late from the day after the last (R44, R70)."""

from datetime import timedelta

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import register
from registry.ledger.effects import once
from registry.ledger.models import StatusChange
from registry.parties.models import Institution
from registry.policy.dates import written

from ..hand import Hand
from ..models import Position, ReportingPeriod
from ..rules import period_of, return_by

OPEN, MISS = "returns.open", "returns.miss"
DAY = timedelta(days=1)


def unopened(today):
    """Partner banks in use without a period for `today`. A bank without loans owes a return, too."""
    begun = ReportingPeriod.objects.filter(ends_on__gte=today)
    return Institution.objects.partner_banks().exclude(pk__in=begun.values("bank")).order_by("order", "code")


@transaction.atomic
def open_periods(bank, *, actor, today):
    """Begin every period of the bank up to that of `today`; its first is the one of the first day it was here."""
    hand = Hand(actor, today)
    last = ReportingPeriod.objects.filter(bank=bank).order_by("-ends_on").first()
    after = last and last.ends_on
    while after is None or after < today:
        after = _open(bank, after, hand).ends_on


def _open(bank, after, hand):
    day = after + DAY if after else hand.today
    terms = hand.desk.terms(day)
    first, last = period_of(day, terms.report_months, after=after)
    due = return_by(last, terms, hand.desk.calendar)
    period = ReportingPeriod(bank=bank, starts_on=first, ends_on=last, due_on=due)
    register(
        period, actor=hand.actor, today=hand.today, clause="R44", effective_on=day, policy=hand.desk.policy(day),
        reason=f"{period.label}的贷款台账应于{written(due)}以前报送",
    )  # fmt: skip
    once(f"{OPEN}:{period.pk}", duty=OPEN, record=period, effective_on=day, clause="R44")
    follow(period, hand)
    return period


def missed(today):
    """Periods whose last day is over, unanswered."""
    rows = ReportingPeriod.objects.filter(status="due", due_on__lt=today)
    return rows.select_related("bank").order_by("due_on", "pk")


@transaction.atomic
def miss(period, *, actor, today):
    """Late from the day after the last, unless the calendar has moved that day meanwhile; it never moves it earlier."""
    hand = Hand(actor, today)
    due = return_by(period.ends_on, hand.desk.terms(period.starts_on), hand.desk.calendar)
    if due > period.due_on:
        period.due_on = due
        _save(period, hand, "节假日安排变动，报送期限顺延", "due_on")
    if period.due_on < today:
        _late(period, hand)


def _late(period, hand):
    last = StatusChange.objects.of(period).last()
    day = max(period.due_on + DAY, last.effective_on)
    once(f"{MISS}:{period.pk}:{last.ordinal}", duty=MISS, record=period, effective_on=day, clause="R44")
    hand.move(period, "miss", effective_on=day)


def follow(period, hand):
    """Answered when a position of the period stands, owed again when none does any more."""
    days = period.starts_on, period.ends_on
    found = Position.objects.standing().filter(bank=period.bank_id, as_of__range=days)
    newest = found.order_by("as_of", "pk").last()
    if newest is not None:
        _receive(period, newest, hand)
    elif period.source and period.status in ReportingPeriod.objects.all().ANSWERED:
        _reopen(period, hand)


def _receive(period, newest, hand):
    if (period.as_of, period.source) != (newest.as_of, newest.source):
        period.as_of, period.source = newest.as_of, newest.source
        period.received_on = period.received_on or hand.today
        _save(period, hand, f"收到数据日期{written(newest.as_of)}的台账", "as_of", "source", "received_on")
    if period.status in ("due", "nil", "late"):
        name = "receive_late" if period.status == "late" else "receive"
        hand.move(period, name, effective_on=hand.today)


def _reopen(period, hand):
    name = "reopen_late" if period.status == "belated" else "reopen"
    hand.move(period, name, effective_on=hand.today, reason="报送的台账已经撤销或者更正，本期没有有效数据")
    period.as_of, period.source, period.received_on = None, "", None
    _save(period, hand, "报送的台账已经撤销或者更正", "as_of", "source", "received_on")


def _save(period, hand, reason, *names):
    with acting(hand.actor, reason):
        period.save(update_fields=[*names])
