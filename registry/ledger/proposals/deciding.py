"""The second person: approving runs the verb in the same transaction, on the object as it was when proposed."""

from django.apps import apps
from django.db import transaction

from registry.history.acting import acting
from registry.policy.dates import written

from ..doors import may_happen, may_person, perform, require
from ..effects import once
from ..errors import NotAllowed, Refusal
from .acts import act_for
from .approving import under_approval
from .models import Proposal
from .moves import PROPOSAL
from .packing import unpack
from .proposing import LAPSED


@transaction.atomic
def approve(proposal, *, actor, today, reason=""):
    """Approve and do it. Returns what the verb returned.

    Raises Refusal: no right, same person, expired, decided before, or the object has moved on since.
    """
    act = _may_decide(proposal, "approve", actor, reason or "-")
    if proposal.expires_on < today:
        raise Refusal(
            f"“{proposal}”的有效期至{written(proposal.expires_on)}，今天是{written(today)}，已经过期。请重新提出。"
        )
    record = _unmoved(proposal)
    perform(
        proposal, "approve", actor=actor, today=today, reason=reason, facts={"object": proposal.object_key}
    )
    arguments = {name: unpack(value) for name, value in proposal.arguments.items()}
    why = f"{proposal.reason}（{proposal.proposed_by}提出，{actor}批准）"
    with under_approval(act.name):
        done = act.execute(record, arguments, actor=actor, today=today, reason=why)
    _decided(proposal, actor, today, reason)
    return done


@transaction.atomic
def refuse(proposal, *, actor, today, reason):
    """Refuse with a reason; the proposal stays on record."""
    _may_decide(proposal, "refuse", actor, reason)
    change = perform(proposal, "refuse", actor=actor, today=today, reason=reason)
    _decided(proposal, actor, today, reason)
    return change


@transaction.atomic
def withdraw(proposal, *, actor, today, reason):
    """Its maker takes it back."""
    if proposal.proposed_by_id != actor.pk:
        raise NotAllowed(
            f"“{proposal}”由{proposal.proposed_by}提出，只能由本人撤回。不同意的，请办理“驳回”。"
        )
    change = perform(proposal, "withdraw", actor=actor, today=today, reason=reason)
    _decided(proposal, actor, today, reason)
    return change


@transaction.atomic
def expire(proposal, *, actor, today):
    """Its days are over (a duty)."""
    if not once(f"proposal:{proposal.pk}:expire", duty="expire_proposals", record=proposal,
                effective_on=proposal.expires_on, clause="R69"):  # fmt: skip
        return None
    return perform(proposal, "expire", actor=actor, today=today, reason=LAPSED)


def _may_decide(proposal, move, actor, reason):
    proposal.refresh_from_db(from_queryset=Proposal._base_manager.select_for_update())
    act = act_for(proposal.act)
    may_happen(proposal, PROPOSAL.by_name[move], PROPOSAL, reason)
    require(actor, act.decides, f"{PROPOSAL.by_name[move].label}{act.label}")
    may_person(proposal, PROPOSAL.by_name[move], PROPOSAL, actor)
    return act


def _unmoved(proposal):
    """The object, locked. Raises Refusal when it changed after it was proposed."""
    if not proposal.record_type:
        return None
    model = apps.get_model(proposal.record_type)
    record = model._base_manager.select_for_update().filter(pk=proposal.record_id).first()
    if record is None or getattr(record, "version", None) != proposal.record_version:
        raise Refusal(
            f"“{proposal.record_key}”在提出之后已有变动，不能按原来的内容批准。请驳回这一件，核对现状后重新提出。"
        )
    return record


def _decided(proposal, actor, today, reason):
    proposal.decided_by, proposal.decided_on, proposal.decision_reason = actor, today, reason.strip()
    with acting(actor, reason or "办理待批事项"):
        proposal.save(update_fields=["decided_by", "decided_on", "decision_reason"])
