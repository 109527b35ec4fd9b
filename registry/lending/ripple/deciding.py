"""Another person decides: the act is taken back as drafted, or kept with a reason; a payment comes back by a receipt."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.policy.calendars import current_calendar
from registry.policy.dates import written
from registry.policy.money import yuan

from ..models import Countermand
from ..overdue import follow_facts
from ..rules.ripple import REFUND_WORKDAYS
from .kinds import kind_of

MOVE_OF = {Countermand.Kind.PAYMENT: "order_refund", Countermand.Kind.RECOVERY: "order_return"}


@transaction.atomic
def carry_out(row, *, actor, today, reason):
    """Take the act back with its paper. Returns the StatusChange.

    Raises NotAllowed for the person whose correction it was, or who may not take back an act of this kind; Refusal
    when something must be done first. Then nothing is done.
    """
    row = _locked(row)
    kind, record = kind_of(row.kind), row.record
    change = perform(
        row,
        MOVE_OF.get(row.kind, "carry_out"),
        actor=actor,
        today=today,
        reason=reason,
        facts={"act": row.act},
    )
    why = f"{row.why}；{reason.strip()}"
    paper = kind.carry_out(row, record, actor=actor, today=today, reason=why, because=change)
    _decided(row, actor, today, reason, paper_number=paper.number if paper is not None else "")
    return change


@transaction.atomic
def keep(row, *, actor, today, reason):
    """The office looked at the act and lets it stand, for a reason that is kept. Returns the StatusChange."""
    row = _locked(row)
    change = perform(row, "keep", actor=actor, today=today, reason=reason, facts={"act": row.act})
    _decided(row, actor, today, reason)
    return change


@transaction.atomic
def record_return(row, *, actor, today, refunded_on, voucher_no, amount, reason=""):
    """The borrower has back what was got from it: all of it, in 元. Returns the StatusChange."""
    row = _locked(row)
    problems = [*_refund_problems(row, refunded_on, voucher_no, today), *_amount_problems(row, amount)]
    if problems:
        raise Refusal(problems)
    change = perform(
        row, "record_return", actor=actor, today=today, reason=reason, effective_on=refunded_on,
        facts={"amount": str(amount)},
    )  # fmt: skip
    _money_back(row, actor, refunded_on, voucher_no, reason or "登记已退还借款人")
    return change


def _amount_problems(row, amount):
    total = row.record.recoveries.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    if amount != total:
        yield f"退还金额{yuan(amount)}与已向借款人收回的合计{yuan(total)}不一致。请退清后按合计金额登记。"


@transaction.atomic
def receive_refund(row, *, actor, today, refunded_on, voucher_no, reason=""):
    """The guarantor has its money back: claim, episode and note are put back, and what facts then say follows."""
    row = _locked(row)
    problems = list(_refund_problems(row, refunded_on, voucher_no, today))
    if problems:
        raise Refusal(problems)
    change = perform(row, "receive_refund", actor=actor, today=today, reason=reason, effective_on=refunded_on)
    _money_back(row, actor, refunded_on, voucher_no, reason or "登记收到退款")
    _put_back(row, change, actor, today, f"代偿款已于{written(refunded_on)}退还（凭证{voucher_no.strip()}）")
    return change


def _money_back(row, actor, refunded_on, voucher_no, reason):
    row.refunded_on, row.refund_voucher, row.remind_on = refunded_on, voucher_no.strip(), None
    with acting(actor, reason):
        row.save(update_fields=["refunded_on", "refund_voucher", "remind_on"])


def _put_back(row, change, actor, today, why):
    claim = row.record
    undone = (
        (claim, "refund"),
        (claim.episode, "undo_compensation"),
        (claim.episode.note, "undo_compensation"),
    )
    for record, move in undone:
        perform(
            record, move, actor=actor, today=today, reason=why, because=change, effective_on=row.refunded_on
        )
    follow_facts(claim.episode.note, actor=actor, today=today, because=change)


def _refund_problems(row, refunded_on, voucher_no, today):
    paid_on = row.record.paid_on
    if not voucher_no.strip():
        yield "没有填写退款凭证号。请按银行回单填写。"
    if refunded_on > today:
        yield f"退款日期{written(refunded_on)}晚于今天{written(today)}。请在退款之后登记。"
    if paid_on and refunded_on < paid_on:
        yield f"退款日期{written(refunded_on)}早于代偿支付日期{written(paid_on)}。请核对。"


def _locked(row):
    return Countermand._base_manager.select_for_update().get(pk=row.pk)


def _decided(row, actor, today, reason, **values):
    for name, value in {"decided_on": today, "decision": reason.strip(), **values}.items():
        setattr(row, name, value)
    row.remind_on = None
    if row.status == "refunding":
        calendar = current_calendar()
        row.refund_due_on = calendar.add_workdays(today, REFUND_WORKDAYS)
        row.remind_on = calendar.add_workdays(row.refund_due_on, 1)
    with acting(actor, reason):
        row.save()
