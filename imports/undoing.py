"""Undoing a booked upload: proposed by the bank or the office, done by a second person, never over what rests on it (R70)."""

from django.db import transaction

from registry.ledger.actors import system_actor
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.ledger.outbox import post
from registry.ledger.proposals.acts import Act, register_act
from registry.ledger.proposals.models import Proposal
from registry.lending.unbooking import resting_on, unbook, would_ripple, would_unbook

from .models import Upload

UNDO = "undo_upload"
LINES = 40


@transaction.atomic
def undo(upload, *, actor, today, reason):
    """Take back what the upload booked. Raises Refusal naming every later fact and act that rests on it."""
    upload.refresh_from_db(from_queryset=Upload._base_manager.select_for_update())
    _raise(upload)
    change = perform(upload, "undo", actor=actor, today=today, reason=reason)
    told = unbook(upload.source, actor=actor, today=today, reason=reason, because=change)
    _tell(upload, told, today)
    return change


def _raise(upload):
    found = resting_on(upload.source)
    if found:
        raise Refusal([f"“{upload.original_name}”入账后已有以下事项以它为依据，不能整体撤销。请逐项更正，或者上传更正后的台账：", *found])  # fmt: skip


def undo_problems(upload, arguments, today):
    try:
        _raise(upload)
    except Refusal as refusal:
        return refusal.sentences
    return []


def _foresee(upload, arguments, today):
    """What will happen, from a trial that is taken back."""
    booked = StatusChange.objects.of(upload).last()
    told = would_unbook(upload.source, actor=system_actor(), today=today, because=booked)
    more = [("其余", "", f"另有{len(told) - LINES}项")] if len(told) > LINES else []
    return [("将发生", "", sentence) for sentence in told[:LINES]] + more


def ripple_of(upload, today):
    """Acts whose ground changes with this upload: once the bank confirms it, or once the undoing that is asked is approved."""
    if upload.status == "received":
        kept = upload.staged.exclude(ripple=[]).order_by("row").values_list("ripple", flat=True)
        return [line for lines in kept[:LINES] for line in lines]
    asked = Proposal.objects.waiting(today).filter(act=UNDO, record_id=upload.pk).exists()
    if not asked or undo_problems(upload, {}, today):
        return []
    booked = StatusChange.objects.of(upload).last()
    return would_ripple(upload.source, actor=system_actor(), today=today, because=booked)


def _tell(upload, told, today):
    body = "\n".join([f"“{upload.original_name}”（{upload.rows}行）的入账已经撤销。", *told[:LINES]])
    post(key=f"{UNDO}:{upload.pk}", kind="upload_undone", to=[upload.bank.code], subject=f"台账入账已撤销：{upload.original_name}",
         body=body, today=today, about=upload)  # fmt: skip


def register_acts():
    """Called once from AppConfig.ready."""
    states = dict(Upload.TABLE.states)
    register_act(
        Act(
            UNDO, "撤销台账入账", "imports.undo_upload", "imports.decide_undo_upload",
            execute=lambda record, arguments, *, actor, today, reason: undo(record, actor=actor, today=today, reason=reason),
            describe=lambda record, arguments: [("状态", states[record.status], states["undone"])],
            problems=undo_problems, foresee=_foresee, clause="R70",
        )
    )  # fmt: skip
