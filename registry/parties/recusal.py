"""回避: marking an interest, ending it by another person, and the one question every deciding verb asks."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import NotAllowed, Refusal

from .access import reach
from .models import Recusal

WATCHED = frozenset({
    "screening.application", "parties.qualification", "parties.rescreeningtask", "publicity.noticeentry",
    "publicity.objection", "sanctions.blacklistcase", "sanctions.repairrequest", "lending.compensationclaim",
    "ledger.proposal",
})  # fmt: skip
OWN_STEPS = frozenset({"submit", "resubmit", "withdraw", "lodge"})


def must_not_be_recused(actor, business, what):
    """Raises NotAllowed when the person has an interest in the business (domain A11; 回避)."""
    _refuse(actor, business.uscc, what)


def recused_from(actor):
    """Keys of the businesses this person steps aside from."""
    return Recusal.objects.current().filter(user_id=actor.pk).values("business")


def check_move(record, step, table, actor):
    """Asked by the ledger's door for every move a person makes on a watched record."""
    if table.model in WATCHED and step.name not in OWN_STEPS:
        _refuse(actor, getattr(record, "subject_code", ""), step.label)


def _refuse(actor, code, what):
    held = Recusal.objects.current().filter(user_id=actor.pk, business__uscc=code).select_related("business")
    found = held.first() if code else None
    if found is not None:
        raise NotAllowed(
            f"您已登记回避{found.business}（{found.get_ground_display()}），不能办理“{what}”。请由另一位有权的人员办理。"
        )


@transaction.atomic
def mark(user, business, *, ground, actor, today, reason):
    """Mark an interest: by the person, or by the office. Returns the Recusal; the same again changes nothing."""
    if actor.pk != user.pk and not reach(actor).roles & {"clerk", "head"}:
        raise NotAllowed("只有本人或办公室可以登记回避。请由本人在“回避”中登记，或告知办公室。")
    if not reason.strip():
        raise Refusal("登记回避必须写明情形，理由栏现在是空的。请填写后再提交。")
    held = Recusal.objects.current().filter(user=user, business=business).first()
    if held is None:
        held = Recusal(user=user, business=business, ground=ground, started_on=today)
        with acting(actor, reason):
            held.save()
    return held


@transaction.atomic
def lift(recusal, *, actor, today, reason):
    """End a recusal: the office head decides, never the person concerned."""
    require(actor, "parties.change_recusal", "解除回避")
    if actor.pk == recusal.user_id:
        raise NotAllowed("不能解除自己的回避。请由另一位负责人办理。")
    if recusal.ended_on:
        raise Refusal(f"“{recusal}”已经解除，不必再次解除。请刷新页面。")
    recusal.ended_on = today
    with acting(actor, reason):
        recusal.save()
    return recusal
