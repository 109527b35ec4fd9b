"""送达 of papers to the subject, with proof; decision and repair advice are served together (两书同达, domain §5.2)."""

from django.db import transaction

from registry.documents.issuing import papers_about
from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.lending.files import keep_file
from registry.policy.dates import written
from registry.policy.rules import ServiceFacts, service_problems
from registry.policy.rules.serving import POST


def refuse_unserved(paper, method, proof, proof_file, delivered_on, today):
    """Raises Refusal with everything that keeps `paper` from counting as served."""
    facts = ServiceFacts(method, proof, bool(proof_file), paper.issued_on, delivered_on)
    problems = [str(r) for r in service_problems(facts, today=today)]
    if problems:
        raise Refusal(problems)


@transaction.atomic
def serve_decision(
    case, *, actor, today, reason="", delivery_proof, delivered_on=None, method=POST, proof_file=None
):
    """Record that 列入决定书 and 信用修复告知书 reached the subject together. Returns the case.

    Time for redress runs from that day; nothing is published before it. Raises Refusal as `notify` does.
    """
    require(actor, "sanctions.notify_blacklistcase", "登记列入决定书送达")
    if case.status not in ("listed", "published"):
        raise Refusal(f"案件“{case}”现在是“{case.get_status_display()}”，决定列入以后才有决定书需要送达。")
    if case.served_on:
        raise Refusal(f"列入决定书和信用修复告知书已于{written(case.served_on)}送达，不必重复登记。")
    delivered_on = delivered_on or today
    paper = papers_about(case).filter(kind="bl_decision").last()
    refuse_unserved(paper, method, delivery_proof, proof_file, delivered_on, today)
    case.served_on, case.served_method = delivered_on, method
    case.served_proof = delivery_proof.strip()[:120]
    keep_file(case, "served_file", proof_file)
    with acting(actor, reason or f"{paper.number}与信用修复告知书一并送达"):
        case.save()
    return case
