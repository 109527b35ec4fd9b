"""A blacklist case as plain facts for the rules: who proposed, decided and reviewed is read from the ledger."""

from registry.ledger.actors import is_system
from registry.ledger.models import StatusChange
from registry.policy.rules import BlacklistFacts, repair_term


def term_of(case):
    """Shortest and longest term of the case by its severity (domain §5.3)."""
    return repair_term(case.severity, case.determined_on)


def case_facts(case, **known) -> BlacklistFacts:
    """The case as it stands. `known` overrides what the act under way adds (decider, reviewer, basis)."""
    values = {
        "ground": case.ground,
        "facts": case.facts,
        "evidence": bool(case.evidence_file),
        "determination": case.basis,
        "basis": case.listing_basis.as_facts() if case.listing_basis else None,
        "severity": case.severity,
        "proposed_by": who_did(case, "resubmit") or who_did(case, "register"),
        "cleared_by": who_did(case, "clear"),
        "notice_delivered_on": case.notified_on,
        "delivery_proof": bool(case.delivery_proof.strip()),
        "reply_until": case.reply_due_on,
        "replied_on": case.replied_on,
        "reply_reviewed": bool(case.reply_review.strip()) or case.reply_waived,
        "waived": case.reply_waived,
        "decided_by": who_did(case, "list"),
        "listed_on": case.decided_on if case.status in ("listed", "published") else None,
        "served_on": case.served_on,
        "necessity": case.necessity,
    }
    return BlacklistFacts(**values | known)


def who_did(case, move) -> str:
    """The username behind the latest `move` of the case, "" when nobody has made it."""
    if case.pk is None:
        return ""
    change = StatusChange.objects.of(case).filter(move=move).select_related("actor").last()
    return change.actor.get_username() if change else ""


def by_timer(actor) -> bool:
    return is_system(actor)
