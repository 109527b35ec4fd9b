"""Timed duties of screening: drafts are emptied when they are over, supplements are reminded of and told when missed."""

from datetime import timedelta

from registry.ledger.duties import Duty
from registry.ledger.effects import once
from registry.ledger.models import Effect
from registry.ledger.outbox import post
from registry.policy.dates import written

from .drafts.purging import DUTY, drafts_to_purge, purge
from .models import Application

REMIND, EXPIRED, AHEAD = "supplement_remind", "supplement_expired", timedelta(days=3)


def _key(application, what):
    return f"{what}:{application.pk}:{application.supplement_due_on.isoformat()}"


def _waiting(what, **days):
    rows = Application.objects.filter(status="supplement", **days).select_related(
        "business", "round", "recommender"
    )
    rows = list(rows.order_by("supplement_due_on", "pk"))
    done = set(Effect.objects.filter(key__in=[_key(row, what) for row in rows]).values_list("key", flat=True))
    return [row for row in rows if _key(row, what) not in done]


def due_soon(today):
    """Supplements asked, due within three days, whose reminder has not gone out."""
    return _waiting(REMIND, supplement_due_on__gte=today, supplement_due_on__lte=today + AHEAD)


def missed(today):
    """Supplements whose last day has passed, not yet told."""
    return _waiting(EXPIRED, supplement_due_on__lt=today)


def remind(application, *, actor, today):
    """Remind the recommender; a self-made application has no inbox of its own, so the office is asked to call."""
    own = application.channel == Application.Channel.SELF
    advice = "这是自行申报，请电话提醒申报人在网上补正。" if own else "请尽快补正并重新提交。"
    until = written(application.supplement_due_on)
    _once(application, REMIND, f"补正将于{until}到期", f"补正期限到{until}为止，还没有补正。{advice}",
          ["OFFICE"] if own else [application.owner_code], today, today)  # fmt: skip


def tell_missed(application, *, actor, today):
    """Tell the office (and the recommender) that nothing came; a person decides whether to extend or to withdraw."""
    until = written(application.supplement_due_on)
    text = f"补正期限{until}已过，没有收到补正。请办公室决定延长期限，或者办理撤回。"
    to = ["OFFICE", *([application.owner_code] if application.owner_code else [])]
    _once(
        application, EXPIRED, "补正逾期", text, to, today, application.supplement_due_on + timedelta(days=1)
    )


def _once(application, what, subject, text, to, today, effective_on):
    key = _key(application, what)
    if once(key, duty=what, record=application, effective_on=effective_on, clause="R23"):
        post(
            key=key, kind="application", to=to, about=application, today=today,
            subject=f"{subject}：{application.receipt_number}", body=f"{application}：{text}",
        )  # fmt: skip


DUTIES = (
    Duty(REMIND, "提醒补正", "R23", due_soon, remind),
    Duty(EXPIRED, "补正逾期告知", "R23", missed, tell_missed),
    Duty(DUTY, "清除申报草稿", "R24", drafts_to_purge, purge),
)
