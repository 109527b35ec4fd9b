"""The list of legal bases is kept by two persons: one proposes, another approves; what is repealed is retired (domain §5.1)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform, register, require
from registry.ledger.errors import Refusal
from registry.policy.dates import written
from registry.policy.rules import entry_problems

from .models import LegalBasis


@transaction.atomic
def propose_basis(entry, *, actor, today, reason):
    """Register an unsaved entry, to be approved by another person. Returns it.

    Raises Refusal for what is no legal basis (a paper of the banner), or is in the list already.
    """
    require(actor, "sanctions.add_legalbasis", "提出法律依据")
    problems = [str(r) for r in entry_problems(entry.as_facts())]
    if not entry.text.strip():
        problems.append("没有照录条文。请把所引条款的原文录入，供批准人和当事人核对。")
    problems += _same_article(entry)
    if problems:
        raise Refusal(problems)
    return register(entry, actor=actor, today=today, reason=reason, clause="R51")


def _same_article(entry):
    live = LegalBasis.objects.filter(status__in=("proposed", "approved"))
    other = live.filter(document=entry.document, article=entry.article).first()
    if other is None:
        return []
    return [f"名录中已有“{other}”（{other.get_status_display()}）。请直接使用，或者先停用后再提出。"]


@transaction.atomic
def approve_basis(entry, *, actor, today, reason):
    """Another person compared the text with the official one: from now on cases may rest on it. Returns the StatusChange."""
    problems = [str(r) for r in entry_problems(entry.as_facts())]
    if entry.in_force_to and entry.in_force_to < today:
        problems.append(f"该条款已于{written(entry.in_force_to)}停止施行，不能纳入名录。")
    if problems and entry.status == "proposed":
        raise Refusal(problems)
    if entry.status == "proposed":
        entry.approved_by, entry.approved_on = actor, today
        with acting(actor, reason):
            entry.save(update_fields=["approved_by", "approved_on"])
    return perform(entry, "approve", actor=actor, today=today, reason=reason)


def reject_basis(entry, *, actor, today, reason):
    """The second person finds that it does not carry a listing."""
    return perform(entry, "reject", actor=actor, today=today, reason=reason)


def retire_basis(entry, *, actor, today, reason):
    """Repealed or replaced: no new case may rest on it; decisions already taken keep their citation."""
    return perform(entry, "retire", actor=actor, today=today, reason=reason)
