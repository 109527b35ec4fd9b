"""保证方式 and 保证期间 of a contract: recorded by its bank, watched so that no claim comes too late (民法典692, 693)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.duties import Duty
from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.ledger.models import Effect
from registry.ledger.outbox import post
from registry.policy.dates import add_months

from . import wording
from .addressees import must_act_for, office_and_guarantor
from .models import CompensationClaim, CreditLine, LoanNote
from .rules.guaranteeing import MONTHS, WARN_DAYS, guarantee_end, guarantee_problems, stage_of

DEED, ENDING = "登记保证方式和保证期间", "lending.guarantee_end"
AHEAD = timedelta(days=max(WARN_DAYS))


@transaction.atomic
def record_guarantee(line, *, actor, today, kind, until=None, guarantee_no="", reason=""):
    """Write down what the guarantee contract says. Returns the CreditLine. Raises NotAllowed, Refusal with every reason."""
    require(actor, "lending.record_guarantee", DEED)
    must_act_for(line.bank, actor, DEED)
    line.refresh_from_db(from_queryset=CreditLine._base_manager.select_for_update())
    problems = guarantee_problems(kind, until, signed_on=line.signed_on)
    if problems:
        raise Refusal([problem.text for problem in problems])
    line.guarantee_kind, line.guarantee_until = kind, until
    line.guarantee_no = guarantee_no.strip() or line.guarantee_no
    with acting(actor, reason or DEED):
        line.save(update_fields=["guarantee_kind", "guarantee_until", "guarantee_no"])
    return line


def end_of(note):
    """The last day on which the guarantor can still be claimed on for this note."""
    return guarantee_end(note.due_on, note.line.guarantee_until)


def ending(today):
    """Unpaid notes without a claim whose guarantee ends soon or has ended, with a stage not told yet."""
    law = Q(due_on__lte=add_months(today + AHEAD, -MONTHS) + timedelta(days=3))
    agreed = Q(line__guarantee_until__lte=today + AHEAD, line__guarantee_until__gt=F("due_on"))
    claimed = CompensationClaim.objects.exclude(status__in=("draft", "withdrawn", "refused"))
    rows = LoanNote.objects.live().filter(law | agreed).exclude(episodes__claims__in=claimed)
    keys = {
        pk: _key(pk, guarantee_end(*days), today)
        for pk, *days in rows.order_by().values_list("pk", "due_on", "line__guarantee_until")
    }
    wanted = [key for key in keys.values() if key]
    told = set(Effect.objects.filter(key__among=wanted).values_list("key", flat=True)) if wanted else ()
    untold = [pk for pk, key in keys.items() if key and key not in told]
    if not untold:
        return []
    found = LoanNote.objects.filter(pk__among=untold).select_related("line", "bank", "business")
    return list(found.order_by("due_on", "pk"))


def _key(pk, ends_on, today):
    stage = stage_of(ends_on, today)
    return None if stage is None else f"{ENDING}:{pk}:{ends_on:%Y%m%d}:{stage}"


@transaction.atomic
def tell_ending(note, *, actor, today):
    """Tell the bank, 7 days before and once too late the office and the guarantor as well. Once for each stage."""
    ends_on = end_of(note)
    key = _key(note.pk, ends_on, today)
    stage = stage_of(ends_on, today)
    if not once(key, duty=ENDING, record=note, effective_on=ends_on - timedelta(days=stage), clause="R47"):
        return
    text = wording.guarantee_ending(note, ends_on, over=stage < 0)
    others = office_and_guarantor() if stage <= 7 else []
    post(
        key=key,
        kind=ENDING,
        to=[note.bank.code, *others],
        subject=text.title,
        body=text.body,
        today=today,
        about=note,
    )


DUTIES = (Duty(ENDING, "保证期间将满提醒", "R47", ending, tell_ending),)
