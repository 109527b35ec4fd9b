"""A claim that waits is told to whoever holds it, then to whoever stands above: the head, or the body's superior (A23)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from registry.history.acting import acting
from registry.ledger.effects import once
from registry.ledger.outbox import post
from registry.policy.versions import terms_on

from ..addressees import codes_of, guarantor
from ..models import CompensationClaim
from ..rules.ageing import HOLDERS, age_level, reached_on
from . import wording

AGE = "claim.age"


def wait(claim, today):
    """Begin a new stretch of waiting; the caller saves `waiting_since` and `aged`."""
    claim.waiting_since, claim.aged = today, 0


def overaged(today):
    """Claims that have waited long enough for the next reminder."""
    terms = terms_on(today)
    rows = CompensationClaim.objects.filter(
        status__in=HOLDERS,
        waiting_since__lte=today - timedelta(days=min(terms.claim_remind_days, terms.claim_climb_days)),
    )
    rows = rows.select_related("bank__superior", "business", "episode__note__line").order_by(
        "waiting_since", "pk"
    )
    return [claim for claim in rows if level_of(claim, today, terms) > claim.aged]


def level_of(claim, today, terms):
    days = (today - claim.waiting_since).days
    return age_level(days, remind=terms.claim_remind_days, climb=terms.claim_climb_days)


@transaction.atomic
def climb(claim, *, actor, today):
    """Remind the holder; from the second level on tell whoever stands above it, and the office. Once per level."""
    terms = terms_on(today)
    level = level_of(claim, today, terms)
    key = f"{AGE}:{claim.pk}:{claim.status}:{claim.waiting_since}:{level}"
    day = claim.waiting_since + timedelta(
        days=reached_on(level, remind=terms.claim_remind_days, climb=terms.claim_climb_days)
    )
    if not once(key, duty=AGE, record=claim, effective_on=day, clause="A23"):
        return
    holder, above = _holder(claim)
    to = [holder.code] if holder else codes_of("office")
    if level > 1:
        to += [*([above.code] if above else []), *codes_of("office")]
    text = wording.waiting(claim, (today - claim.waiting_since).days, level, holder, above)
    post(key=key, kind=AGE, to=to, subject=text.title, body=text.body, today=today, about=claim)
    claim.aged = level
    with acting(actor, "代偿申请久等催办"):
        claim.save(update_fields=["aged"])


def _holder(claim):
    """(the body that must act, the body above it); (None, None) for the office, whose head finds it on the desk."""
    kind = HOLDERS[claim.status]
    if kind == "office":
        return None, None
    body = claim.bank if kind == "bank" else guarantor()
    above = body.superior if body else None
    return body, above if above and above.active else None


def long_waiting():
    """Claims that have been told to whoever stands above."""
    return CompensationClaim.objects.filter(status__in=HOLDERS, aged__gte=2).order_by(
        F("waiting_since").asc()
    )
