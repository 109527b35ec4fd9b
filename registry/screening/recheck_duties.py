"""Timed duties of the recheck: bodies are reminded before and after the due day (R25, R61). Silence never passes, nor does it cancel."""

from registry.ledger.duties import Duty
from registry.ledger.outbox import post
from registry.policy.dates import written

from .models import Recheck
from .reminding import Reminder

REMINDER = Reminder("recheck.remind", "R25", ("institution",), Recheck.objects.owed)


def reminders_due(today):
    return REMINDER.due(today).select_related("institution")


def _remind(recheck, *, actor, today):
    found = REMINDER.claim(recheck, today)
    if found is None:
        return
    key, left, offset, count = found
    to = [recheck.institution.code, *(["OFFICE"] if offset > 0 else [])]
    post(
        key=key, kind="recheck", to=to, about=recheck, today=today,
        subject=f"资格复核催办：{recheck.institution}{count}条未答复，{left}",
        body=f"{recheck.institution}还有{count}条资格复核没有答复，期限为{written(recheck.due_on)}，{left}。"
        "请在“申报与甄别—资格复核意见”中答复；未答复不视为通过。",
    )  # fmt: skip


DUTIES = (Duty(REMINDER.duty, "催办资格复核", "R25 R61", reminders_due, _remind),)
