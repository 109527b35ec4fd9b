"""Banks are reminded before, on and after the last day, once each; that there is nobody to remind is told to the office."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.effects import once
from registry.ledger.outbox import post
from registry.parties.models import Membership
from registry.policy.versions import terms_on

from ..addressees import codes_of
from ..models import ReportingPeriod
from ..rules import reminder
from . import wording

REMIND, NOBODY = "returns.remind", "returns_nobody"
ROLES = ("bank_maker", "bank_checker")


def unreminded(today):
    """Owed periods whose next reminder is due."""
    days = terms_on(today).report_remind_days
    rows = ReportingPeriod.objects.owed().filter(ends_on__lt=today).exclude(reminded="after")
    rows = rows.select_related("bank").order_by("due_on", "pk")
    return [row for row in rows if _stage(row, today, days) not in ("", row.reminded)]


def _stage(period, today, days):
    return reminder(today, ends_on=period.ends_on, due_on=period.due_on, days=days)


@transaction.atomic
def remind(period, *, actor, today):
    """Tell the bank, after the last day the office as well. Where nobody at the bank would read it, tell the office so."""
    stage = _stage(period, today, terms_on(today).report_remind_days)
    key = f"{REMIND}:{period.pk}:{stage}"
    if not once(key, duty=REMIND, record=period, effective_on=today, clause="R44"):
        return
    office, alone = codes_of("office"), not reachable(period.bank, today)
    to = [period.bank.code, *(office if stage == "after" else [])]
    _post(key, REMIND, to, wording.reminder(period, stage), today, period)
    if alone:
        _post(f"{NOBODY}:{period.pk}:{stage}", NOBODY, office, wording.nobody(period), today, period)
    period.reminded, period.unreached_on = stage, today if alone else None
    with acting(actor, f"提醒报送（{period.get_reminded_display()}）"):
        period.save(update_fields=["reminded", "unreached_on"])


def reachable(bank, today) -> bool:
    """Whether somebody would read a reminder: a maker or checker with an account in use, or an address for mail."""
    held = Membership.objects.current(today).filter(institution=bank, role__in=ROLES, user__is_active=True)
    return bool(bank.email) or held.exists()


def _post(key, kind, to, text, today, period):
    post(key=key, kind=kind, to=to, subject=text.title, body=text.body, today=today, about=period)
