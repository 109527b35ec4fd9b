"""Timed duties of the recheck: bodies are reminded before and after the due day (R25, R61). Silence never passes, nor does it cancel."""

from django.db.models import Min

from registry.ledger.duties import Duty
from registry.ledger.effects import once
from registry.ledger.models import Effect
from registry.ledger.outbox import post
from registry.policy.dates import written

from .models import Recheck
from .rules import reminder_due

REMIND = "recheck.remind"


def reminders_due(today):
    """One open question per institution and due day whose newest reminder has not been sent."""
    groups = (
        Recheck.objects.owed()
        .order_by()
        .values("institution", "due_on")
        .annotate(first=Min("pk"), asked=Min("asked_on"))
    )
    keys = {group["first"]: _key(group, today) for group in groups}
    sent = set(Effect.objects.filter(key__in=filter(None, keys.values())).values_list("key", flat=True))
    firsts = [pk for pk, key in keys.items() if key and key not in sent]
    return Recheck.objects.filter(pk__in=firsts).select_related("institution").order_by("pk")


def _key(group, today):
    come = reminder_due(group["due_on"], group["asked"], today)
    return come and f"{REMIND}:{group['institution']}:{group['due_on']:%Y%m%d}:{come[0]}"


def _remind(recheck, *, actor, today):
    rows = Recheck.objects.owed().filter(institution=recheck.institution, due_on=recheck.due_on)
    group = {"institution": recheck.institution_id, "due_on": recheck.due_on,
             "asked": rows.aggregate(asked=Min("asked_on"))["asked"]}  # fmt: skip
    key = _key(group, today)
    offset, day = reminder_due(recheck.due_on, group["asked"], today)
    if not once(key, duty=REMIND, record=recheck, effective_on=day, clause="R25"):
        return
    left = f"还有{-offset}天到期" if offset < 0 else f"已过期{offset}天"
    to = [recheck.institution.code, *(["OFFICE"] if offset > 0 else [])]
    post(
        key=key, kind="recheck", to=to, about=recheck, today=today,
        subject=f"资格复核催办：{recheck.institution}{rows.count()}条未答复，{left}",
        body=f"{recheck.institution}还有{rows.count()}条资格复核没有答复，期限为{written(recheck.due_on)}，{left}。"
        "请在“申报与甄别—资格复核意见”中答复；未答复不视为通过。",
    )  # fmt: skip


DUTIES = (Duty(REMIND, "催办资格复核", "R25 R61", reminders_due, _remind),)
