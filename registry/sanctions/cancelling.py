"""The office decides on a prepared cancellation: confirm it, keep the qualification, or undo a cancellation (R40, A12, A13)."""

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import may_happen, may_person, perform
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.policy.dates import written
from registry.policy.rules import cancellation_grounds, cancellation_problems, waiver_problems
from registry.policy.versions import policy_on

from . import wording
from .addressees import office_phone
from .blocking import exclusion_reasons
from .breaches import groundless
from .grounds import cancellation_facts, open_warnings, standing_warnings
from .receipts import told_of
from .recipients import everybody
from .withdrawing import take_back


@transaction.atomic
def cancel(qualification, *, actor, today, reason):
    """Confirm the cancellation (R40): no new application (R41), decision issued, lines stopped. Returns the StatusChange.

    The public announcement (R42) follows from the ledger row. Raises Refusal without a standing ground.
    """
    policy = policy_on(today)
    facts = cancellation_facts(qualification, actor=actor, today=today)
    if qualification.status == "warned":
        problems = cancellation_problems(facts, policy.terms()) + groundless(qualification, today)
        if problems:
            raise Refusal(problems)
    grounds, warnings = cancellation_grounds(facts, policy.terms()), list(standing_warnings(qualification))
    change = perform(
        qualification, "cancel", actor=actor, today=today, reason=reason, policy=policy,
        facts={"days_overdue": facts.days_overdue, "breached": list(facts.breached),
               "warnings": [w.pk for w in warnings]},
    )  # fmt: skip
    for warning in warnings:
        warning.cancelled_by = change
        with acting(actor, reason):
            warning.save(update_fields=["cancelled_by"])
    qualification.cancelled_on, qualification.may_reapply_on = today, policy.reapply_after
    with acting(actor, reason):
        qualification.save(update_fields=["cancelled_on", "may_reapply_on"])
    stop_drawing(qualification.business, actor=actor, today=today, because=change)
    _decide_on_paper(qualification, grounds, policy, actor=actor, today=today)
    return change


def _decide_on_paper(qualification, grounds, policy, *, actor, today):
    text = wording.cancellation(
        qualification=qualification, kinds=[g.kind for g in grounds],
        document_number=policy.document_number, today=today,
    )  # fmt: skip
    issue(
        "cancellation", title=text.title, body=text.body, actor=actor, today=today, about=qualification,
        to=everybody(today), addressee=qualification.business.display_name,
    )  # fmt: skip


def stop_drawing(business, *, actor, today, because):
    """No further drawdown on the lines of a business that lost its standing (R41, R58). Returns the lines stopped."""
    lines = list(business.credit_lines.filter(status__in=("signed", "active")).order_by("pk"))
    for line in lines:
        perform(
            line, "suspend", actor=actor, today=today, because=because,
            reason=f"{business}已取消资格或列入黑名单，停止新增放款",
        )  # fmt: skip
    return lines


@transaction.atomic
def keep(qualification, *, actor, today, reason, cause, evidence, file=None, warning=None):
    """Find one overdue technical, with evidence, and keep the qualification (A13). Returns the StatusChange, or None.

    `warning` names which one when several are open; while others stand, the qualification stays warned (None).
    Raises Refusal for a broken condition, without a cause, or without evidence.
    """
    warning = warning or _only_open(qualification)
    problems = waiver_problems(
        overdue=warning.trigger == "overdue", technical=bool(cause.strip()), evidence=bool(evidence.strip())
    )
    if problems:
        raise Refusal(problems)
    if standing_warnings(qualification).exclude(pk=warning.pk).exists():
        _require_keep(qualification, actor)
        _waive(warning, cause, evidence, file, actor, today, reason)
        _tell_kept(warning, True, actor, today)
        return None
    change = perform(
        qualification, "keep", actor=actor, today=today, reason=reason, policy=policy_on(today),
        facts={"warning": warning.pk, "cause": cause.strip(), "evidence": evidence.strip()},
    )  # fmt: skip
    _waive(warning, cause, evidence, file, actor, today, reason)
    _tell_kept(warning, False, actor, today)
    return change


def _only_open(qualification):
    found = list(open_warnings(qualification))
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refusal(f"{qualification}没有待确认的预警，不需要作“不予取消”的决定。请刷新页面。")
    listed = "、".join(f"{w.document_number}（{written(w.triggered_on)}）" for w in found)
    raise Refusal(f"{qualification}有{len(found)}份待确认的预警：{listed}。请选明本次认定哪一份。")


def _require_keep(qualification, actor):
    table = type(qualification).TABLE
    may_happen(qualification, table.by_name["keep"], table)
    may_person(qualification, table.by_name["keep"], table, actor)


def _waive(warning, cause, evidence, file, actor, today, reason):
    warning.waived_on, warning.waiver_cause = today, cause.strip()[:200]
    warning.waiver_evidence = evidence.strip()[:200]
    if file:
        warning.waiver_file = file
    with acting(actor, reason):
        warning.save()


def _tell_kept(warning, remaining, actor, today):
    """Everybody who had the warning: taken back on paper, or, where that is done already, that the standing is settled."""
    text = wording.kept(business=warning.business, warning=warning, remaining=remaining, phone=office_phone())
    if take_back(warning, text, actor=actor, today=today, reason=warning.waiver_cause):
        return
    post(
        key=f"sanctions.kept:{warning.pk}", kind="warning_waived", to=told_of(warning), subject=text.title,
        body=text.body, today=today, about=warning,
    )  # fmt: skip


@transaction.atomic
def restore(qualification, *, actor, today, reason, basis):
    """Undo a cancellation by a second person (A12); `basis` names the material it rests on. Returns the StatusChange.

    Raises Refusal when the business is blacklisted or has another standing meanwhile.
    """
    problems = _restore_problems(qualification, basis, today)
    if problems:
        raise Refusal(problems)
    change = perform(
        qualification, "restore", actor=actor, today=today, reason=reason, policy=policy_on(today),
        facts={"basis": basis.strip(), "cancelled_on": f"{qualification.cancelled_on}"},
    )  # fmt: skip
    qualification.cancelled_on = qualification.may_reapply_on = None
    with acting(actor, reason):
        qualification.save(update_fields=["cancelled_on", "may_reapply_on"])
    for warning in open_warnings(qualification):
        _waive(warning, f"恢复资格：{reason}", basis, None, actor, today, reason)
    text = wording.restoration(qualification=qualification, basis=basis, reason=reason, today=today)
    post(
        key=f"sanctions.restored:{change.position}", kind="restored", to=told_of(qualification), subject=text.title,
        body=text.body, today=today, about=qualification,
    )  # fmt: skip
    return change


def _restore_problems(qualification, basis, today):
    problems = []
    if not basis.strip():
        problems.append("没有写明恢复资格所依据的材料。请填写材料名称、文号与日期。")
    live = qualification.business.qualifications.filter(status__in=("candidate", "qualified", "warned"))
    other = live.exclude(pk=qualification.pk).first()
    if other:
        problems.append(
            f"{qualification.business}已有另一项资格“{other}”（{other.get_status_display()}），不能恢复原资格。"
        )
    return problems + exclusion_reasons(qualification.business, today)
