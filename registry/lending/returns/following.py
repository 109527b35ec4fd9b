"""What booking and taking back do to a bank's duty to report: first what the days alone say, then what was booked."""

from registry.ledger.actors import system_actor

from ..models import ReportingPeriod
from . import periods, silence


def expect(bank, today):
    """Bring the bank's periods and silences to `today` before anything new is booked, timers or no timers.

    So a return that comes late is late, and a loan that was silent on day 1 was silent, however long the timers slept.
    """
    hand = {"actor": system_actor(), "today": today}
    if periods.unopened(today).filter(pk=bank.pk).exists():
        periods.open_periods(bank, **hand)
    for period in periods.missed(today).filter(bank=bank):
        periods.miss(period, **hand)
    _flag(bank, **hand)


def _flag(bank, *, actor, today):
    for note in silence.silent(today, bank):
        silence.flag(note, actor=actor, today=today)


def take_account(bank, days, hand):
    """Periods that these data days lie in, and silences of the bank, as the standing positions now say.

    What was answered by positions taken back is open again, what was booked past its last day is flagged at once.
    """
    days = list(days)
    if days:
        rows = ReportingPeriod.objects.filter(bank=bank, starts_on__lte=max(days), ends_on__gte=min(days))
        for period in rows.select_related("bank").order_by("starts_on"):
            periods.follow(period, hand)
    for row in silence.answered(hand.today).filter(bank=bank):
        silence.answer(row, actor=hand.actor, today=hand.today, because=hand.because)
    _flag(bank, actor=system_actor(), today=hand.today)
