"""Timed duties of screening: reminders about open opinions, and opinions past their last day (R26, R61)."""

from django.db.models import Q

from registry.ledger.duties import Duty
from registry.ledger.effects import once
from registry.ledger.outbox import post
from registry.policy.dates import written

from .asking import ask_again
from .models import ANSWERABLE, Application, DepartmentOpinion
from .reminding import Reminder

EXPIRE = "opinion.expire"


def _owed():
    return DepartmentOpinion.objects.owed().exclude(due_on=None)


REMINDER = Reminder("opinion.remind", "R26", ("application__round", "institution"), _owed)


def reminders_due(today):
    return REMINDER.due(today).select_related("institution", "application__round")


def _remind(opinion, *, actor, today):
    found = REMINDER.claim(opinion, today)
    if found is None:
        return
    key, left, _, count = found
    post(
        key=key, kind="opinion", to=[opinion.institution.code], about=opinion.application.round, today=today,
        subject=f"甄别意见催办：{count}条未答复，{left}",
        body=f"{opinion.application.round}中，贵单位还有{count}条意见没有答复，期限为{written(opinion.due_on)}，{left}。"
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
    Duty(REMINDER.duty, "催办部门意见", "R26 R61", reminders_due, _remind),
)
