"""Timed duties: what is undecided past its day is said again and again; what was taken back otherwise is closed (R70)."""

from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.doors import perform
from registry.ledger.duties import Duty
from registry.ledger.effects import once
from registry.ledger.outbox import post
from registry.policy.calendars import current_calendar

from ..addressees import codes_of
from ..models import Countermand
from ..rules.ripple import REMIND_WORKDAYS
from . import wording
from .kinds import kind_of

REMIND, SETTLE = "ripple.remind", "ripple.settle"


def undecided(today):
    """Prepared or waiting for money, past the day of their next reminder."""
    rows = Countermand.objects.filter(status__in=("prepared", "refunding"), remind_on__lte=today)
    return rows.select_related("business", "episode__bank").order_by("remind_on", "pk")


def remind(row, *, actor, today):
    """Tell the office, where money is to come back the bank and the guarantor; again after three working days."""
    day = row.remind_on
    key = f"{REMIND}:{row.pk}:{day:%Y%m%d}"
    if not once(key, duty=REMIND, record=row, effective_on=day, clause="R70"):
        return
    to = codes_of("office")
    if row.status == "refunding":
        to += [row.episode.bank.code, *codes_of("guarantor")]
    text = wording.reminder(row, (day - row.prepared_on).days)
    post(key=key, kind="countermand", to=to, subject=text.title, body=text.body, today=today, about=row)
    row.remind_on = current_calendar().add_workdays(day, REMIND_WORKDAYS)
    with acting(actor, "提醒决定撤改事项"):
        row.save(update_fields=["remind_on"])


def settled(today):
    """Prepared, while the act is taken back already by its own door."""
    rows = Countermand.objects.waiting().select_related("episode").order_by("pk")
    return [row for row in rows if kind_of(row.kind).gone(row.record)]


def settle(row, *, actor, today):
    perform(row, "settle", actor=system_actor(), today=today, reason="该事项已经另行撤改")


DUTIES = (
    Duty(SETTLE, "已另行撤改的事项办结", "R70", settled, settle),
    Duty(REMIND, "提醒决定撤改事项", "R70", undecided, remind),
)
