"""What may still happen to a fact: withdrawn by who reported it, repaired by who determined it (A28, domain §5.3)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import NotAllowed, Refusal
from registry.parties.access import reach
from registry.policy.dates import written

from .delivering import must_report
from .models import CreditFact


def _held(fact):
    """The stored row, locked. Raises Refusal when it no longer stands."""
    fact.refresh_from_db(from_queryset=CreditFact._base_manager.select_for_update())
    if not fact.standing:
        raise Refusal(f"“{fact}”已被更正或撤销，不能再办理。请刷新页面，办理现行有效的一条。")
    if fact.repaired_on:
        raise Refusal(f"“{fact}”已于{written(fact.repaired_on)}登记信用修复，不必再次办理。")
    return fact


@transaction.atomic
def withdraw_fact(fact, *, actor, today, reason):
    """Take back a fact reported in error, by the institution that reported it. It stays on file, and counts no more."""
    must_report(fact.source, actor)
    if not reason.strip():
        raise Refusal("没有写明撤销的理由。请写明错在哪里。")
    _held(fact)
    fact.standing, fact.withdrawn_on = False, today
    with acting(actor, reason):
        fact.save(update_fields=["standing", "withdrawn_on"])
    return fact


@transaction.atomic
def repair_fact(fact, *, actor, today, reason="", reference, repaired_on=None):
    """Record that the matter is repaired (信用修复): from then on it neither counts nor is shown.

    `reference` is the number of the repair decision. The institution that gave the fact, or the office, may do it.
    """
    require(actor, "credit.repair_creditfact", "登记信用修复")
    scope = reach(actor)
    if not (
        actor.is_superuser or scope.roles & {"clerk", "head"} or fact.institution_id in scope.institutions
    ):
        raise NotAllowed(f"“{fact}”由{fact.institution}提供，信用修复由该单位或办公室登记。")
    _held(fact)
    repaired_on = repaired_on or today
    problems = []
    if fact.level == "normal":
        problems.append("这条信息的结论为“正常”，没有需要修复的事项。")
    if not reference.strip():
        problems.append("没有填写修复文号。请填写准予修复的文书或编号。")
    if not fact.period_from <= repaired_on <= today:
        problems.append(f"修复日期{written(repaired_on)}早于信息所属期或晚于今天。请核对。")
    if problems:
        raise Refusal(problems)
    fact.repaired_on, fact.repair_reference = repaired_on, reference.strip()
    with acting(actor, reason or "登记信用修复"):
        fact.save(update_fields=["repaired_on", "repair_reference"])
    return fact
