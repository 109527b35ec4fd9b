"""法制审核 before anybody is told: the reviewer chooses the basis from the list, or sends the case back (domain §5.1)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import may_happen, may_person, perform
from registry.ledger.errors import Refusal
from registry.lending.files import keep_file
from registry.policy.rules import clearing_problems, proposal_problems
from registry.policy.versions import policy_on

from .facts import case_facts
from .models import BlacklistCase


@transaction.atomic
def clear(case, *, actor, today, reason, listing_basis=None):
    """Let the case pass on `listing_basis`, an approved LegalBasis in force that fits the ground. Returns the StatusChange.

    Raises Refusal with everything that is missing, by name; NotAllowed for whoever proposed it.
    """
    _ready(case, "clear", actor, reason)
    basis = listing_basis.as_facts() if listing_basis else None
    problems = [str(r) for r in clearing_problems(case_facts(case, basis=basis), today=today)]
    if problems:
        raise Refusal(problems)
    case.listing_basis, case.cleared_on = listing_basis, today
    with acting(actor, reason):
        case.save()
    return perform(
        case, "clear", actor=actor, today=today, reason=reason, policy=policy_on(today),
        facts={"legal_basis": listing_basis.citation},
    )  # fmt: skip


def send_back(case, *, actor, today, reason):
    """The reviewer refuses the case as it stands, with the reason; the clerk completes or drops it."""
    return perform(case, "send_back", actor=actor, today=today, reason=reason)


@transaction.atomic
def resubmit(case, *, actor, today, reason, facts="", basis="", evidence=None):
    """Send a returned case in again with what was missing; what is left empty stays. Returns the StatusChange.

    `evidence` is (name, bytes) and replaces the file; the earlier one stays in the history.
    """
    _ready(case, "resubmit", actor, reason)
    case.facts, case.basis = facts.strip() or case.facts, basis.strip() or case.basis
    keep_file(case, "evidence_file", evidence)
    problems = [str(r) for r in proposal_problems(case_facts(case))]
    if problems:
        raise Refusal(problems)
    with acting(actor, reason):
        case.save()
    return perform(case, "resubmit", actor=actor, today=today, reason=reason)


def _ready(case, move, actor, reason):
    """Lock the case; the move must start from its state and be this person's to make."""
    case.refresh_from_db(from_queryset=BlacklistCase._base_manager.select_for_update())
    step = BlacklistCase.TABLE.by_name[move]
    may_happen(case, step, BlacklistCase.TABLE, reason)
    may_person(case, step, BlacklistCase.TABLE, actor)
