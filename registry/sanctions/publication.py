"""Whether the public may see a listing: off by default, opened by a legal reviewer on a basis of the list (domain §5.1, §5.3)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.policy.dates import written
from registry.policy.rules import may_publish_on, publication_problems
from registry.policy.versions import policy_on

from .facts import case_facts, term_of

TERM_OVER = "sanctions.term_over"


@transaction.atomic
def publish(case, *, actor, today, reason, necessity=""):
    """Let the listing be shown from today until its longest term ends, on the basis chosen before the notice.

    The citation is frozen here. `necessity` is needed for a minor case, which is not shown in principle.
    Raises Refusal by name: not served, no basis, basis repealed or without publication, reviewer not apart, term over.
    """
    if case.status == "listed":
        problems = _problems(case, actor, today, necessity)
        if problems:
            raise Refusal(problems)
        term = term_of(case)
        case.legal_basis, case.publish_from = case.listing_basis.citation, today
        case.necessity, case.withheld_on = necessity.strip()[:200], None
        case.min_until, case.max_until = term.min_until, term.max_until
        with acting(actor, reason):
            case.save()
    return perform(
        case, "publish", actor=actor, today=today, reason=reason, policy=policy_on(today),
        facts={"legal_basis": case.legal_basis, "max_until": f"{case.max_until}"},
    )  # fmt: skip


@transaction.atomic
def withhold(case, *, actor, today, reason):
    """The reviewer decides that it is not to be shown; it stays in force inside (R49). May be judged again later."""
    change = perform(case, "withhold", actor=actor, today=today, reason=reason, policy=policy_on(today))
    case.withheld_on = today
    with acting(actor, reason):
        case.save(update_fields=["withheld_on"])
    return change


def _problems(case, actor, today, necessity):
    facts = case_facts(case, necessity=necessity, legal_reviewed_by=_reviewer(actor))
    problems = [str(reason) for reason in publication_problems(facts, today=today)]
    if not may_publish_on(case.severity, case.determined_on, today):
        until = written(term_of(case).max_until)
        problems.append(f"{case.get_severity_display()}失信信息的最长公开期已于{until}届满，不得再公开。")
    return problems


def _reviewer(actor):
    """The reviewer's name where the account holds the right of legal review, else none (R69)."""
    return actor.get_username() if actor.has_perm("sanctions.publish_blacklistcase") else ""


@transaction.atomic
def stop_publication(case, *, actor, today, reason, effective_on=None):
    """Show the listing no longer; it stays in force inside (R49). Returns the StatusChange."""
    return perform(
        case,
        "stop_publication",
        actor=actor,
        today=today,
        reason=reason,
        effective_on=effective_on,
        policy=policy_on(today),
    )


@transaction.atomic
def end_term(case, *, actor, today):
    """The timer's share: at the end of the longest term publication stops by itself, counted from that day."""
    key = f"{TERM_OVER}:{case.pk}:{case.max_until:%Y%m%d}"
    if not once(key, duty=TERM_OVER, record=case, effective_on=case.max_until, clause="R51"):
        return None
    reason = f"最长公开期至{written(case.max_until)}届满，自动停止公开"
    return stop_publication(case, actor=actor, today=today, reason=reason, effective_on=case.max_until)
