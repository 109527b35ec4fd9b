"""A contract entered before anything is lent on it, so that inquiry and promise come first (R04–R08, R32, R33, R58)."""

from django.db import transaction

from registry.ledger.doors import register, require
from registry.ledger.errors import Refusal
from registry.parties.models import Institution
from registry.policy.dates import written
from registry.policy.rules import Exposure, cap_problems, fee_verdict
from registry.policy.versions import policy_on, terms_on

from .addressees import must_act_for
from .desk import Desk
from .models import CreditLine
from .rules.guaranteeing import guarantee_problems

DEED = "登记授信合同"


@transaction.atomic
def sign(line: CreditLine, *, actor, today, reason=""):
    """Register an unsaved contract of one's own bank. Returns the CreditLine. Amounts in 元, fee in % a year.

    Raises NotAllowed for other bodies, Refusal with every reason: business not qualified on the signing day, caps and
    fee exceeded, days out of order, number registered already.
    """
    require(actor, "lending.add_creditline", DEED)
    must_act_for(line.bank, actor, DEED)
    problems = contract_problems(line, today)
    if problems:
        raise Refusal(problems)
    return register(
        line, actor=actor, today=today, reason=reason or DEED, clause="R33", policy=policy_on(line.signed_on)
    )


def contract_problems(line, today) -> list[str]:
    """Every reason why the contract as written may not be registered."""
    problems = list(_days(line, today))
    if CreditLine.objects.filter(bank=line.bank, contract_no=line.contract_no).exists():
        problems.append(f"合同号{line.contract_no}已经登记。同一合同只登记一次，请在“授信合同”中查看。")
    desk = Desk(today)
    desk.recall([line.business])
    problems += desk.standing(line.business, line.signed_on)
    terms = terms_on(line.signed_on)
    problems += map(str, cap_problems(Exposure(kind=line.business.kind, contract_amount=line.amount), terms))
    if line.fee_rate is not None:
        problems += map(str, fee_verdict(line.fee_rate, terms).refusals)
    if line.guarantee_kind or line.guarantee_until:
        problems += map(
            str, guarantee_problems(line.guarantee_kind, line.guarantee_until, signed_on=line.signed_on)
        )
    return problems


def _days(line, today):
    if line.signed_on > today:
        yield f"签订日期{written(line.signed_on)}晚于今天{written(today)}。请在签订之后登记。"
    if line.ends_on and line.ends_on < line.signed_on:
        yield f"到期日{written(line.ends_on)}早于签订日期{written(line.signed_on)}。请核对。"


def own_bank(actor):
    """The bank this person registers contracts for, or None."""
    held = actor.memberships.current().filter(role="bank_maker").values("institution")
    return Institution.objects.filter(pk__in=held, active=True).order_by("code").first()
