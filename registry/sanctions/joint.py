"""联合惩戒: each department records what it did, and that it lifted it (R50, A32)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.effects import once
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Effect
from registry.ledger.outbox import post
from registry.parties.access import reach
from registry.policy.dates import written

from .models import JointAction

RIGHT = "sanctions.change_jointaction"
TAKEN = JointAction.Outcome.TAKEN.value
REPORT_WORKDAYS = 10
REMIND = "sanctions.joint_remind"


@transaction.atomic
def record_measure(action, *, actor, today, reason="", measure="", basis="", outcome=TAKEN, done_on=None):
    """Report back what the department did (`taken`, with its law) or that nothing may be done (`none`). Returns the action.

    Raises NotAllowed for another department's row, Refusal without words or law, on an impossible day or after removal.
    """
    _must_act_for(action, actor, "登记联合惩戒措施")
    done_on = done_on or today
    problems = _problems(action, outcome, measure, basis, done_on, today)
    if problems:
        raise Refusal(problems)
    action.outcome, action.measure, action.done_on = outcome, measure.strip(), done_on
    action.measure_basis = basis.strip()[:200] if outcome == TAKEN else ""
    with acting(actor, reason or "登记联合惩戒措施"):
        action.save()
    return action


def _problems(action, outcome, measure, basis, done_on, today):
    problems = []
    if action.case.status not in ("listed", "published"):
        problems.append(
            f"案件“{action.case}”现在是“{action.case.get_status_display()}”，不能再采取新的惩戒措施。"
        )
    if action.lifted_on:
        problems.append(f"措施已于{written(action.lifted_on)}解除，不能再改。")
    if outcome not in JointAction.Outcome.values:
        problems.append("办理结果只能是“已采取措施”或者“没有可以采取的措施”。请重新选择。")
    if not measure.strip():
        problems.append("没有填写采取的措施。请写明措施内容；没有可采取的措施也请写明原因。")
    if outcome == TAKEN and not basis.strip():
        problems.append("没有填写措施的法律依据。请写明法律、法规的名称和条款；没有依据的措施不得采取。")
    if not action.asked_on <= done_on <= today:
        problems.append(
            f"办结日期{written(done_on)}应在通知日期{written(action.asked_on)}至今天{written(today)}之间。请核对。"
        )
    return problems


@transaction.atomic
def lift_measure(action, *, actor, today, reason=""):
    """Record that the department lifted its measure, once. Returns the action."""
    _must_act_for(action, actor, "登记解除联合惩戒措施")
    if action.done_on is None or action.outcome == JointAction.Outcome.NONE:
        raise Refusal(f"{action.institution}没有登记过惩戒措施，不需要解除。")
    if action.lifted_on:
        raise Refusal(f"惩戒措施已于{written(action.lifted_on)}解除，不必重复登记。")
    action.lifted_on = today
    with acting(actor, reason or "解除联合惩戒措施"):
        action.save()
    return action


def _must_act_for(action, actor, deed):
    """The department itself, or the office for a department without an account."""
    require(actor, RIGHT, deed)
    scope = reach(actor)
    if not scope.sees_registry and action.institution_id not in scope.institutions:
        raise NotAllowed(f"“{deed}”须由{action.institution}办理，账号“{actor}”不属于该单位。请由该单位办理。")


def unreported(today):
    """Measures no department has reported by its day, while the listing stands; told once each."""
    rows = JointAction.objects.filter(
        done_on=None, due_on__lt=today, case__status__in=("listed", "published")
    )
    told = Effect.objects.filter(duty=REMIND, record_id=OuterRef("pk"))
    return rows.filter(~Exists(told)).select_related("institution", "case__business").order_by("due_on", "pk")


@transaction.atomic
def remind(action, *, actor, today):
    """Remind the department that it has not reported back, once, on the day after its last day."""
    key, day = f"{REMIND}:{action.pk}", action.due_on + timedelta(days=1)
    if not once(key, duty=REMIND, record=action, effective_on=day, clause="R50"):
        return None
    body = (
        f"关于{action.case.business.display_name}的联合惩戒通知要求{written(action.due_on)}以前反馈，{action.institution}至今没有登记。"
        "请在“联合惩戒措施”中登记采取的措施；没有可以采取的措施，也请登记。"
    )
    return post(
        key=key, kind="joint_remind", to=[action.institution.code, "OFFICE"],
        subject=f"请反馈联合惩戒措施：{action.institution}", body=body, today=today, about=action,
    )  # fmt: skip
