"""The office takes a paid compensation into 政策性风险补偿, where the conditions are there (R48, 可)."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal

from .models import CompensationClaim, RiskCompensation
from .rules import inclusion_problems


@transaction.atomic
def include(claim, *, actor, today, amount, basis, included_on=None, reason=""):
    """Record an amount (元, together at most what was paid) under a basis document. Returns the RiskCompensation."""
    require(actor, "lending.add_riskcompensation", "登记纳入风险补偿")
    claim.refresh_from_db(from_queryset=CompensationClaim._base_manager.select_for_update())
    included_on, basis = included_on or today, basis.strip()
    before = claim.risk_compensations.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    problems = inclusion_problems(
        amount, before, claim.paid_amount, basis, included_on, claim.paid_on, today=today
    )
    problems = [str(found) for found in problems]
    if basis and claim.risk_compensations.filter(basis=basis).exists():
        problems.append(f"依据“{basis}”已登记过纳入风险补偿，不必重复登记。另有文件的，请填写该文件。")
    if problems:
        raise Refusal(problems)
    record = RiskCompensation(
        bank=claim.bank, claim=claim, included_on=included_on, amount=amount, basis=basis
    )
    with acting(actor, reason or "登记纳入风险补偿"):
        record.save()
    return record
