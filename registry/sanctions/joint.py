"""联合惩戒: each department records what it did, and that it lifted it (R50, A32)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import NotAllowed, Refusal
from registry.parties.access import reach
from registry.policy.dates import written

RIGHT = "sanctions.change_jointaction"


@transaction.atomic
def record_measure(action, *, actor, today, reason="", measure, done_on=None):
    """Record what the department did about a listed business, with its day (default today). Returns the action.

    Raises NotAllowed for another department's row, Refusal without words, on an impossible day or after removal.
    """
    _must_act_for(action, actor, "登记联合惩戒措施")
    done_on = done_on or today
    problems = _problems(action, measure, done_on, today)
    if problems:
        raise Refusal(problems)
    action.measure, action.done_on = measure.strip(), done_on
    with acting(actor, reason or "登记联合惩戒措施"):
        action.save()
    return action


def _problems(action, measure, done_on, today):
    problems = []
    if action.case.status not in ("listed", "published"):
        problems.append(
            f"案件“{action.case}”现在是“{action.case.get_status_display()}”，不能再采取新的惩戒措施。"
        )
    if not measure.strip():
        problems.append("没有填写采取的措施。请写明措施内容及所依据的法律、法规；没有可采取的措施也请写明。")
    if not action.asked_on <= done_on <= today:
        problems.append(
            f"办结日期{written(done_on)}应在通知日期{written(action.asked_on)}至今天{written(today)}之间。请核对。"
        )
    return problems


@transaction.atomic
def lift_measure(action, *, actor, today, reason=""):
    """Record that the department lifted its measure, once. Returns the action."""
    _must_act_for(action, actor, "登记解除联合惩戒措施")
    if action.done_on is None:
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
