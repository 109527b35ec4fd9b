"""What cannot be got back is written off: asked for by the guarantor, decided by the office; the debt stands on (R52).

账销案存: the episode and its claim stay, and what comes in later is recorded and shared as before.
"""

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.ledger.outbox import post

from .addressees import office_and_guarantor
from .dossier.wording import write_off as worded
from .models import CompensationClaim


def left_of(episode) -> Decimal:
    """What of the paid compensation has not been got back, in 元."""
    claim = _paid_claim(episode)
    if claim is None:
        return Decimal(0)
    return claim.paid_amount - (claim.recoveries.aggregate(total=Sum("amount"))["total"] or Decimal(0))


def _paid_claim(episode):
    return CompensationClaim.objects.filter(episode=episode, status__in=("paid", "confirmed")).first()


@transaction.atomic
def ask_write_off(episode, *, actor, today, reason, basis):
    """The guarantor asks; `basis` names the paper it rests on (a court's order, say). Returns the StatusChange."""
    if not basis.strip():
        raise Refusal("没有填写核销依据。请填写文书名称、文号和日期，如法院终结执行裁定书。")
    left = left_of(episode)
    if left <= 0:
        raise Refusal(f"{episode}的代偿款已全部收回，没有可核销的金额。")
    change = perform(
        episode, "ask_write_off", actor=actor, today=today, reason=reason,
        facts={"left": str(left), "basis": basis.strip()},
    )  # fmt: skip
    _tell(episode, change, left, "担保公司申请核销", f"{reason}（依据：{basis.strip()}）", today)
    return change


@transaction.atomic
def write_off(episode, *, actor, today, reason):
    """The office agrees, by another person; the note goes along. Returns the StatusChange."""
    left = left_of(episode)
    change = perform(
        episode, "write_off", actor=actor, today=today, reason=reason,
        facts={"left": str(left), "asked": asked(episode).get("left")},
    )  # fmt: skip
    perform(episode.note, "write_off", actor=actor, today=today, reason=reason, because=change)
    _tell(episode, change, left, "已批准核销", reason, today)
    return change


@transaction.atomic
def decline_write_off(episode, *, actor, today, reason):
    """The office does not agree; recovery goes on. Returns the StatusChange."""
    change = perform(episode, "decline_write_off", actor=actor, today=today, reason=reason)
    _tell(episode, change, left_of(episode), "没有批准核销，继续追偿", reason, today)
    return change


def asked(episode) -> dict:
    """The figures of the last request: `left` in 元 and `basis`; empty without one."""
    last = StatusChange.objects.of(episode).filter(move="ask_write_off").last()
    return last.facts if last else {}


def _tell(episode, change, left, word, reason, today):
    text = worded(episode, left, word, reason)
    post(
        key=f"claim.write_off:{change.position}", kind="claim.write_off", to=[episode.bank.code, *office_and_guarantor()],
        subject=text.title, body=text.body, today=today, about=episode,
    )  # fmt: skip
