"""Compensation paid, received, and recovered from the borrower (R47, R48, R52, R66, A22)."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import perform, require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.policy.dates import written
from registry.policy.rules import compensation_problems
from registry.policy.versions import terms_on

from . import wording
from .addressees import codes_of, guarantor, must_act_for, names_of, office_and_guarantor
from .claiming import facts_of
from .dossier.ageing import wait
from .dossier.sharing import share_payment, share_recovery
from .dossier.wording import difference
from .models import CompensationClaim, Countermand, RecoveryEntry
from .overdue import follow_facts
from .ripple.own import redraft
from .rules import recovery_problems


@transaction.atomic
def pay(claim, *, actor, today, amount, voucher_no, paid_on=None, reason=""):
    """The guarantor records its payment, only after consent and exactly the amount consented to. 元."""
    claim.refresh_from_db(from_queryset=CompensationClaim._base_manager.select_for_update())
    paid_on = paid_on or today
    problems = [str(r) for r in compensation_problems(facts_of(claim), terms_on(today), on=today)]
    problems += _payment_problems(claim, amount, voucher_no, paid_on, today)
    if problems:
        raise Refusal(problems)
    claim.paid_on, claim.paid_amount, claim.voucher_no = paid_on, amount, voucher_no.strip()
    wait(claim, today)
    _keep(
        claim,
        actor,
        reason or "登记代偿支付",
        "paid_on",
        "paid_amount",
        "voucher_no",
        "waiting_since",
        "aged",
    )
    share_payment(claim, actor=actor)
    change = perform(
        claim,
        "pay",
        actor=actor,
        today=today,
        reason=reason,
        effective_on=paid_on,
        facts={"amount": str(amount)},
    )
    perform(claim.episode, "compensate", actor=actor, today=today, effective_on=paid_on, because=change)
    perform(claim.episode.note, "compensate", actor=actor, today=today, effective_on=paid_on, because=change)
    text, to = wording.compensation(claim), [claim.bank.code, *codes_of("office")]
    issue(
        "compensation", title=text.title, body=text.body, actor=actor, today=today, about=claim, to=to,
        addressee=names_of(to), issuer=guarantor(),
    )  # fmt: skip
    return change


def _payment_problems(claim, amount, voucher_no, paid_on, today):
    if claim.approved_amount is not None and amount != claim.approved_amount:
        yield f"支付金额{amount}与办公室同意的{claim.approved_amount}不一致。请按同意金额支付，或者重新报批。"
    if not voucher_no.strip():
        yield "没有填写支付凭证号。请按银行回单填写。"
    if paid_on > today:
        yield f"支付日期{written(paid_on)}晚于今天{written(today)}。请在支付之后登记。"
    if claim.approved_on and paid_on < claim.approved_on:
        yield f"支付日期{written(paid_on)}早于同意日期{written(claim.approved_on)}：未经同意不得代偿。请核对。"


@transaction.atomic
def confirm_receipt(claim, *, actor, today, received_on=None, amount=None, reason=""):
    """The bank has the money (元; none given: what was paid): recovery begins. Returns the StatusChange.

    Another amount than was paid is taken only with a reason, and told to guarantor and office.
    """
    must_act_for(claim.bank, actor, "确认收到代偿款")
    received_on = received_on or today
    amount = claim.paid_amount if amount is None else amount
    problems = list(_receipt_problems(claim, received_on, amount, today, reason))
    if problems:
        raise Refusal(problems)
    change = perform(
        claim, "confirm_receipt", actor=actor, today=today, reason=reason, effective_on=received_on,
        facts={"paid": str(claim.paid_amount), "received": str(amount)},
    )  # fmt: skip
    claim.received_on, claim.received_amount = received_on, amount
    claim.difference = reason.strip()[:500] if amount != claim.paid_amount else ""
    _keep(claim, actor, reason or "确认收到代偿款", "received_on", "received_amount", "difference")
    perform(
        claim.episode, "start_recovery", actor=actor, today=today, effective_on=received_on, because=change
    )
    if claim.difference:
        text, key = difference(claim), f"claim.difference:{claim.pk}"
        post(key=key, kind="claim.difference", to=office_and_guarantor(), subject=text.title, body=text.body,
             today=today, about=claim)  # fmt: skip
    return change


def _receipt_problems(claim, received_on, amount, today, reason):
    if claim.paid_on is None:
        return
    if not claim.paid_on <= received_on <= today:
        yield f"收款日期{written(received_on)}应在支付日期{written(claim.paid_on)}至今天{written(today)}之间。请核对。"
    if amount <= 0:
        yield f"收款金额{amount}应大于零。没有收到的，请不要确认，先与担保公司核对。"
    elif amount != claim.paid_amount and not reason.strip():
        yield (
            f"收款金额{amount}与担保公司支付的{claim.paid_amount}不一致。请先核对；确有差额的，在理由栏写明原因后再确认。"
        )


@transaction.atomic
def record_recovery(claim, *, actor, today, amount, source, voucher_no, received_on=None, reason=""):
    """One amount got back from the borrower (R52), shared by the agreement (A22). Returns the RecoveryEntry. 元.

    Everything got back closes the recovery. After a write-off what comes in is still recorded and shared. While the
    ground of the payment is in question, what comes in is put before the office to be given back.
    """
    require(actor, "lending.add_recoveryentry", "登记追偿收回")
    claim.refresh_from_db(from_queryset=CompensationClaim._base_manager.select_for_update())
    received_on = received_on or today
    recovered = claim.recoveries.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    problems = [str(r) for r in recovery_problems(amount, recovered, claim.paid_amount)]
    if claim.status == "refunded":
        problems.append(
            "代偿款已退还，代偿不再成立，不能再登记追偿收回。借款人另有还款的，由银行按还款报送。"
        )
    if received_on > today:
        problems.append(f"收回日期{written(received_on)}晚于今天{written(today)}。请核对。")
    if claim.recoveries.filter(voucher_no=voucher_no.strip()).exists():
        problems.append(f"凭证号{voucher_no}已登记过，不能重复登记。请核对凭证。")
    if problems:
        raise Refusal(problems)
    entry = RecoveryEntry(
        bank=claim.bank,
        claim=claim,
        received_on=received_on,
        amount=amount,
        source=source.strip(),
        voucher_no=voucher_no.strip(),
    )
    with acting(actor, reason or "登记追偿收回"):
        entry.save()
    share_recovery(entry, actor=actor, today=today)
    _finish(claim, recovered + amount, actor, today)
    if Countermand.objects.filter(
        kind="payment", record_id=claim.pk, status__in=("prepared", "refunding")
    ).exists():
        follow_facts(claim.episode.note, actor=actor, today=today)
        redraft(claim, actor)
    return entry


def _finish(claim, recovered, actor, today):
    episode = claim.episode
    may = actor.has_perm("lending.finish_recovery_overdueepisode")
    if recovered >= claim.paid_amount and episode.status in ("recovering", "write_off_asked") and may:
        perform(episode, "finish_recovery", actor=actor, today=today, reason="代偿款已全部收回")


def _keep(claim, actor, reason, *fields):
    with acting(actor, reason):
        claim.save(update_fields=list(fields))
