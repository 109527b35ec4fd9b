"""Timed duties of screening: reminders about open opinions, and opinions past their last day (R26, R61)."""

from django.db.models import Min, Q

from registry.ledger.duties import Duty
from registry.ledger.effects import once
from registry.ledger.models import Effect
from registry.ledger.outbox import post
from registry.policy.dates import written

from .asking import ask_again
from .models import ANSWERABLE, Application, DepartmentOpinion
from .rules import reminder_due

REMIND, EXPIRE = "opinion.remind", "opinion.expire"


def reminders_due(today):
    """One open question per institution, round and due day whose newest reminder has not been sent."""
    groups = DepartmentOpinion.objects.owed().exclude(due_on=None)
    groups = groups.values("institution", "application__round", "due_on").annotate(
        first=Min("pk"), asked=Min("asked_on")
    )
    keys = {g["first"]: _key(g, today) for g in groups}
    wanted = {key for key in keys.values() if key}
    sent = set(Effect.objects.filter(key__in=wanted).values_list("key", flat=True))
    firsts = [pk for pk, key in keys.items() if key and key not in sent]
    rows = DepartmentOpinion.objects.filter(pk__in=firsts).order_by("pk")
    return rows.select_related("institution", "application__round")


def _key(group, today):
    come = reminder_due(group["due_on"], group["asked"], today)
    if come is None:
        return None
    return f"{REMIND}:{group['application__round']}:{group['institution']}:{group['due_on']:%Y%m%d}:{come[0]}"


def _remind(opinion, *, actor, today):
    rows = DepartmentOpinion.objects.owed().filter(
        institution=opinion.institution, application__round=opinion.application.round, due_on=opinion.due_on
    )
    found = rows.aggregate(asked=Min("asked_on"))
    group = {"institution": opinion.institution_id, "application__round": opinion.application.round_id,
             "due_on": opinion.due_on, "asked": found["asked"]}  # fmt: skip
    key = _key(group, today)
    offset, day = reminder_due(opinion.due_on, found["asked"], today)
    if not once(key, duty=REMIND, record=opinion, effective_on=day, clause="R26"):
        return
    left = f"还有{-offset}天到期" if offset < 0 else f"已过期{offset}天"
    post(
        key=key, kind="opinion", to=[opinion.institution.code], about=opinion.application.round, today=today,
        subject=f"甄别意见催办：{rows.count()}条未答复，{left}",
        body=f"{opinion.application.round}中，贵单位还有{rows.count()}条意见没有答复，期限为{written(opinion.due_on)}，{left}。"
        "请在“申报与甄别—部门意见”中答复；未出具意见不视为通过。",
    )  # fmt: skip


def expired_due(today):
    """Applications not yet on a notice with a standing answer past its last day."""
    late = Q(opinions__standing=True, opinions__valid_until__lt=today) & ~Q(opinions__answer="")
    return Application.objects.filter(late, status__in=ANSWERABLE).distinct().order_by("pk")


def _expire(application, *, actor, today):
    for opinion in application.opinions.expired(today):
        once(f"{EXPIRE}:{opinion.pk}", duty=EXPIRE, record=opinion, effective_on=today, clause="R26 R61")
    ask_again(application, actor=actor, today=today)


DUTIES = (
    Duty(EXPIRE, "意见过期重新征询", "R26 R61", expired_due, _expire),
    Duty(REMIND, "催办部门意见", "R26 R61", reminders_due, _remind),
)
