"""Off the list: repaired, its term over, or found wrong; readmission to 信保贷 is decided apart (R49, domain §5.3)."""

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import perform, require
from registry.ledger.errors import Refusal
from registry.policy.dates import written
from registry.policy.rules import REMOVAL
from registry.policy.versions import policy_on

from . import wording
from .facts import term_of
from .receipts import ask_receipts, told_of

REPAIRED, TERM, REVOKED = "repaired", "term", "revoked"
CAUSES = {REPAIRED: "信用修复", TERM: "最长期限届满", REVOKED: "认定依据被撤销、变更或者认定有误"}


@transaction.atomic
def remove(case, *, actor, today, reason, cause):
    """Remove because the longest term is over or the finding fell (move `remove`), by another person than who listed.

    A repair goes through its application (`repairing.grant`). A wrong finding lifts the exclusion from 信保贷 as well.
    Raises Refusal before the term ends. Returns the StatusChange.
    """
    if case.status in ("listed", "published"):
        problems = _problems(case, cause, today)
        if problems:
            raise Refusal(problems)
    return take_off(case, cause, actor=actor, today=today, reason=reason)


def take_off(case, cause, *, actor, today, reason, facts=None):
    """The removal itself: status, paper to all who were ever told, and a receipt from each of them."""
    change = perform(
        case, "remove", actor=actor, today=today, reason=reason, policy=policy_on(today),
        facts={"cause": cause, **(facts or {})},
    )  # fmt: skip
    case.removed_on, case.removal_reason = today, f"{CAUSES[cause]}：{reason}"[:200]
    if cause == REVOKED:
        case.exclusion_lifted_on = today
    with acting(actor, reason):
        case.save()
    _tell(case, cause, actor=actor, today=today)
    return change


def _problems(case, cause, today):
    if cause == REPAIRED:
        return ["信用修复须由企业（户）申请。请先“登记信用修复申请”，核查后在该申请中办理准予修复。"]
    if cause not in CAUSES:
        return ["移出事由只能是最长期限届满，或者认定依据被撤销、变更或者认定有误。请重新选择。"]
    term = term_of(case)
    if cause == TERM and today < term.max_until:
        return [f"最长期限至{written(term.max_until)}才届满，今天是{written(today)}，不能以期限届满移出。"]
    return []


def _tell(case, cause, *, actor, today):
    text = wording.removal(case=case, cause=CAUSES[cause])
    paper = issue(
        "removal", title=text.title, body=text.body, actor=actor, today=today, about=case, to=told_of(case),
        addressee=case.business.display_name,
    )  # fmt: skip
    ask_receipts(paper, REMOVAL, today=today, case=case)


@transaction.atomic
def lift_exclusion(case, *, actor, today, reason):
    """Decide that a removed business may apply again from today on (R49 gives no end by itself). Returns the case."""
    require(actor, "sanctions.remove_blacklistcase", "解除不得申请“信保贷”的限制")
    if case.status != "removed":
        raise Refusal(f"案件“{case}”现在是“{case.get_status_display()}”，移出黑名单以后才可以解除限制。")
    if case.exclusion_lifted_on:
        raise Refusal(f"限制已于{written(case.exclusion_lifted_on)}解除，不必重复办理。")
    if not reason.strip():
        raise Refusal("没有写明解除限制的理由。请写明集体研究的会议纪要号和依据。")
    case.exclusion_lifted_on = today
    with acting(actor, reason):
        case.save(update_fields=["exclusion_lifted_on"])
    return case
