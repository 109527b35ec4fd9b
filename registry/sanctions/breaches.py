"""Adverse facts and rechecks of qualified businesses (R37): prepared for the office, lifted when they fall away (A28)."""

from django.db import transaction

from registry.credit.models import CreditFact
from registry.history.acting import acting
from registry.ledger.doors import may_happen, may_person, perform, register
from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.parties.models import Qualification
from registry.policy.models import AdmissionCondition
from registry.policy.versions import policy_on
from registry.screening.models import Recheck

from . import wording
from .addressees import office_phone
from .grounds import standing_warnings
from .leads import ground_of, why_fallen, words_of
from .models import ConditionBreach
from .warning import warn_condition
from .withdrawing import take_back

PREPARE, FAILED, LIFT = "sanctions.breach", "sanctions.recheck_failed", "sanctions.breach_lift"
OPEN = ("prepared", "confirmed")


def unhandled(today):
    """Adverse facts shown on `today` about qualified businesses, without a case of their own or of what they correct."""
    rows = CreditFact.objects.shown(today).adverse().filter(breach=None)
    rows = rows.filter(business__qualifications__status__in=Qualification.IN_FORCE)
    return rows.exclude(corrects__breach__status__in=OPEN).select_related("business", "source").order_by("pk")


@transaction.atomic
def prepare(fact, *, actor, today, reason=""):
    """Put one adverse fact before the office, once. Returns the ConditionBreach; None when it is before it already."""
    standing = fact.business.qualification()
    if standing is None or _before_the_office(fact):
        return None
    conditions = AdmissionCondition.objects.in_force(today)
    case = ConditionBreach(
        business=fact.business, qualification=standing, fact=fact,
        condition=conditions.filter(code=fact.source.condition_code).first(),
    )  # fmt: skip
    return _lead(case, PREPARE, fact, fact.reported_on, actor=actor, today=today, reason=reason)


def failed_rechecks(today):
    """Answers 不通过 about businesses in force, without a case of their own or of what they took the place of."""
    rows = Recheck.objects.adverse().filter(breach=None, answered_on__lte=today)
    rows = rows.filter(qualification__status__in=Qualification.IN_FORCE)
    rows = rows.exclude(corrects__breach__status__in=OPEN).order_by("pk")
    return rows.select_related("business", "qualification", "condition", "institution")


@transaction.atomic
def prepare_recheck(recheck, *, actor, today, reason=""):
    """Put one failed recheck before the office, once. Returns the ConditionBreach; None when it is before it already."""
    case = ConditionBreach(
        business=recheck.business,
        qualification=recheck.qualification,
        recheck=recheck,
        condition=recheck.condition,
    )
    return _lead(case, FAILED, recheck, recheck.answered_on, actor=actor, today=today, reason=reason)


def _lead(case, duty, ground, since, *, actor, today, reason):
    case.found_on = max(since, case.qualification.recognised_on or since)
    key, told = f"{duty}:{ground.pk}", words_of(ground)
    if not once(key, duty=duty, record=ground, effective_on=case.found_on, clause="R37"):
        return None
    register(
        case, actor=actor, today=today, reason=reason or told, clause="R37", effective_on=case.found_on,
        policy=policy_on(case.found_on), facts={"fact" if case.fact_id else "recheck": ground.pk},
    )  # fmt: skip
    about = "有不良信息" if case.fact_id else "复核不通过"
    post(
        key=key, kind="breach", to=["OFFICE"], subject=f"请核实：{case.business}{about}",
        body=f"{told}请在“信用信息—违反准入条件线索”中核实。系统不自动取消资格。", today=today, about=case,
    )  # fmt: skip
    return case


def _before_the_office(fact):
    """Whether a fact this one corrects is already an open case: the correction belongs to that case."""
    earlier = fact.corrects
    while earlier is not None:
        if ConditionBreach.objects.filter(fact=earlier, status__in=OPEN).exists():
            return True
        earlier = earlier.corrects
    return False


def why_moot(case, today) -> str:
    """Why the case rests on nothing any more, as a sentence; "" while its ground, as last corrected, still counts."""
    if case.business.qualification() is None:
        return f"{case.business}现在没有有效的信用资格，线索不再需要核实。"
    return why_fallen(case, today)


def moot(today):
    """Prepared cases whose ground has fallen away."""
    rows = ConditionBreach.objects.filter(status="prepared").select_related(
        "fact__institution", "recheck__institution", "business"
    )
    return [case for case in rows.order_by("pk") if why_moot(case, today)]


@transaction.atomic
def lift(case, *, actor, today, reason=""):
    """Close a case that rests on nothing any more. Raises Refusal while its fact still counts."""
    why = why_moot(case, today)
    if not why:
        raise Refusal(f"“{case}”所依据的信息仍然有效，不能解除。请核实，或作出“不构成违反”的认定。")
    once(f"{LIFT}:{case.pk}", duty=LIFT, record=case, effective_on=today, clause="A28")
    return perform(case, "lift", actor=actor, today=today, reason=reason or why)


@transaction.atomic
def confirm(case, *, actor, today, reason, condition):
    """The office finds the breach real: the warning of R37 goes out, cancellation is prepared. Returns the WarningNotice.

    Raises Refusal when the fact has been corrected, repaired, withdrawn or has expired meanwhile.
    """
    _ready(case, "confirm", actor, reason)
    why = why_moot(case, today)
    if why:
        raise Refusal(f"{why}请刷新页面；线索将由系统解除，不能据此预警。")
    case.condition = condition
    with acting(actor, reason):
        case.save(update_fields=["condition"])
    perform(
        case,
        "confirm",
        actor=actor,
        today=today,
        reason=reason,
        facts={"fact" if case.fact_id else "recheck": ground_of(case).pk},
    )
    warning = warn_condition(
        case.qualification, actor=actor, today=today, reason=reason, condition=condition,
        facts=words_of(ground_of(case)),
    )  # fmt: skip
    case.warning = warning
    with acting(actor, reason):
        case.save(update_fields=["warning"])
    return warning


def dismiss(case, *, actor, today, reason):
    """The office finds no breach; the qualification stands. The same fact is not put before it again."""
    return perform(case, "dismiss", actor=actor, today=today, reason=reason)


@transaction.atomic
def withdraw(case, *, actor, today, reason):
    """Take a warning back because its fact fell away before the cancellation was confirmed. Returns the StatusChange.

    With no other warning standing the qualification is kept. Raises Refusal while the fact counts, or once cancelled.
    """
    _ready(case, "withdraw", actor, reason)
    why, standing = why_moot(case, today), case.qualification
    standing.refresh_from_db()
    if standing.status == "cancelled":
        raise Refusal(f"{standing}已经取消。信息有误的，请按“恢复资格”办理，由另一人决定。")
    if not why:
        raise Refusal(f"“{case}”所依据的信息仍然有效，不能撤回预警。")
    change = perform(case, "withdraw", actor=actor, today=today, reason=reason)
    warning = case.warning
    warning.waived_on, warning.waiver_cause, warning.waiver_evidence = today, why[:200], reason.strip()[:200]
    with acting(actor, reason):
        warning.save(update_fields=["waived_on", "waiver_cause", "waiver_evidence"])
    remaining = standing_warnings(standing).exists()
    if standing.status == "warned" and not remaining:
        perform(standing, "keep", actor=actor, today=today, reason=reason, because=change)
    text = wording.breach_withdrawn(
        business=case.business, warning=warning, reason=why, remaining=remaining, phone=office_phone()
    )
    take_back(warning, text, actor=actor, today=today, reason=why)
    return change


def to_withdraw(today):
    """Confirmed cases whose fact fell away while the qualification still waits: their warning is to be taken back."""
    rows = ConditionBreach.objects.filter(status="confirmed", qualification__status="warned")
    rows = rows.select_related("warning", "fact__institution", "recheck__institution", "business").order_by(
        "pk"
    )
    return [case for case in rows if why_moot(case, today)]


def groundless(qualification, today) -> list[str]:
    """Sentences about warnings that rest on a fact fallen away: to be withdrawn before anything is cancelled."""
    cases = ConditionBreach.objects.filter(status="confirmed", qualification=qualification)
    return [
        f"预警提示{case.warning.document_number}：{why}请先在“违反准入条件线索”中撤回该预警。"
        for case in cases.select_related("warning", "fact__institution", "recheck__institution", "business")
        if (why := why_moot(case, today))
    ]


def _ready(case, move, actor, reason):
    """Lock the case; the move must start from its state and be this person's to make."""
    case.refresh_from_db(from_queryset=ConditionBreach._base_manager.select_for_update())
    step = ConditionBreach.TABLE.by_name[move]
    may_happen(case, step, ConditionBreach.TABLE, reason)
    may_person(case, step, ConditionBreach.TABLE, actor)
