"""Off the list: repaired, its term over, or found wrong; readmission to 信保贷 is decided apart (R49, domain §5.3)."""

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import perform, require
from registry.ledger.errors import Refusal
from registry.policy.dates import written
from registry.policy.rules import RepairFacts, repair_problems
from registry.policy.versions import policy_on

from . import wording
from .addressees import creditors
from .facts import term_of

REPAIRED, TERM, REVOKED = "repaired", "term", "revoked"
CAUSES = {REPAIRED: "信用修复", TERM: "最长期限届满", REVOKED: "认定依据被撤销、变更或者认定有误"}


@transaction.atomic
def remove(
    case, *, actor, today, reason, cause=REPAIRED, corrected=False, duties_performed=False, promise=False
):
    """Remove from the list (move `remove`), by another person than who listed. Returns the StatusChange.

    A repair needs all conditions of 36号令; a wrong finding lifts the exclusion from 信保贷 as well.
    """
    if case.status in ("listed", "published"):
        problems = _problems(case, cause, today, corrected, duties_performed, promise)
        if problems:
            raise Refusal(problems)
    change = perform(
        case, "remove", actor=actor, today=today, reason=reason, policy=policy_on(today),
        facts={"cause": cause, "corrected": corrected, "duties_performed": duties_performed, "promise": promise},
    )  # fmt: skip
    case.removed_on, case.removal_reason = today, f"{CAUSES[cause]}：{reason}"[:200]
    if cause == REVOKED:
        case.exclusion_lifted_on = today
    with acting(actor, reason):
        case.save()
    _tell(case, cause, actor=actor, today=today)
    return change


def _problems(case, cause, today, corrected, duties_performed, promise):
    if cause not in CAUSES:
        return [f"移出事由只能是{'、'.join(CAUSES.values())}。请重新选择。"]
    term = term_of(case)
    if cause == TERM and today < term.max_until:
        return [f"最长期限至{written(term.max_until)}才届满，今天是{written(today)}，不能以期限届满移出。"]
    if cause != REPAIRED:
        return []
    facts = RepairFacts(
        severity=case.severity, determined_on=case.determined_on, corrected=corrected,
        duties_performed=duties_performed, promise_on_file=promise,
    )  # fmt: skip
    return [str(reason) for reason in repair_problems(facts, on=today)]


def _tell(case, cause, *, actor, today):
    asked = list(case.joint_actions.order_by("pk").values_list("institution__code", flat=True))
    text = wording.removal(case=case, cause=CAUSES[cause])
    issue(
        "removal", title=text.title, body=text.body, actor=actor, today=today, about=case, to=[*asked, *creditors()],
        addressee=case.business.display_name,
    )  # fmt: skip


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
