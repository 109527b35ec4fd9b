"""Timed duties of this room: warnings and their withdrawal, the end of a publication, reminders. A timer never lists (R68)."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from registry.ledger.duties import Duty
from registry.ledger.effects import once
from registry.ledger.models import Effect
from registry.ledger.outbox import post
from registry.ledger.proposals.extending import later_end
from registry.lending.models import OverdueEpisode
from registry.policy.dates import written

from . import joint, receipts, repairing
from .breaches import FAILED, LIFT, PREPARE, failed_rechecks, lift, moot, prepare, prepare_recheck, unhandled
from .models import BlacklistCase
from .publication import TERM_OVER, end_term
from .recipients import ENROL, enrol, unlisted
from .warning import WARN, warn_overdue

REPLY_OVER = "sanctions.reply_over"


def unwarned(today):
    """Overdue episodes whose first day has come, without a warning yet, not voided; oldest first (R36, R65)."""
    rows = OverdueEpisode.objects.exclude(status="voided").filter(day1_on__lte=today, warning=None)
    return rows.select_related("bank", "note", "business").order_by("day1_on", "pk")


def terms_over(today):
    """Listings shown to the public whose longest term has ended."""
    return BlacklistCase.objects.filter(status="published", max_until__lte=today).order_by("max_until", "pk")


def replies_over(today):
    """Cases whose time to answer ended without a decision, which the office has not been reminded of.

    A provisional end is no end yet, nor is one that a changed calendar moves later.
    """
    rows = BlacklistCase.objects.filter(status__in=("notified", "replied"), reply_due_on__lt=today)
    told = Effect.objects.filter(duty=REPLY_OVER, record_id=OuterRef("pk"))
    rows = rows.filter(~Exists(told), reply_due_provisional=False).select_related("business")
    return [case for case in rows.order_by("reply_due_on", "pk") if case.reply_waived or not later_end(case)]


def remind_to_decide(case, *, actor, today):
    """A reminder, nothing more: a timer never decides (R68)."""
    key, day = f"{REPLY_OVER}:{case.pk}", case.reply_due_on + timedelta(days=1)
    if not once(key, duty=REPLY_OVER, record=case, effective_on=day, clause="R51"):
        return None
    body = f"案件“{case}”的陈述申辩期已于{written(case.reply_due_on)}届满。请复核并由另一人作出决定。"
    return post(
        key=key, kind="reply_over", to=["OFFICE"], subject=f"陈述申辩期满：{case.business}", body=body, today=today,
        about=case,
    )  # fmt: skip


def unenrolled(today):
    return unlisted()


DUTIES = (
    Duty(ENROL, "新增机构列入预警收文单位", "R39", unenrolled, enrol),
    Duty(PREPARE, "不良信息转办公室核查", "R37", unhandled, prepare),
    Duty(FAILED, "复核不通过转办公室核查", "R37", failed_rechecks, prepare_recheck),
    Duty(LIFT, "信息已更正或修复，解除线索", "A28", moot, lift),
    Duty(WARN, "预警提示并提出取消资格", "R36 R39", unwarned, warn_overdue),
    Duty(TERM_OVER, "黑名单公开期满，停止公开", "R51", terms_over, end_term),
    Duty(REPLY_OVER, "陈述申辩期满，提醒决定", "R51", replies_over, remind_to_decide),
    Duty(joint.REMIND, "提醒反馈联合惩戒措施", "R50", joint.unreported, joint.remind),
    Duty(repairing.DUE, "提醒决定信用修复申请", "A28", repairing.undecided, repairing.remind),
    Duty(receipts.REMIND, "提醒签收文书", "R39", receipts.to_remind, receipts.remind),
)
