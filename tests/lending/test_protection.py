"""R38 protective measures and R48 risk compensation: by whom, on what, how much."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from registry.ledger.errors import NotAllowed, Refusal
from registry.lending import including, protecting
from registry.lending.models import ProtectiveMeasure, RiskCompensation
from registry.policy.models import AdmissionCondition
from registry.sanctions import warning
from tests import builders

from . import scenes

pytestmark = pytest.mark.django_db
SEEN = date(2026, 7, 1)


def protect(episode, who, **given):
    fields = {"kind": "mortgage", "description": "厂房抵押", "amount": Decimal("800000.00")} | given
    return protecting.protect_episode(episode, actor=who, today=SEEN, **fields)


@pytest.mark.parametrize(("who", "code"), [(builders.bank_maker, "NSH"), (builders.guarantor, "GUARANTOR")])
def test_bank_and_guarantor_record_under_their_own_name(who, code):
    measure = protect(scenes.overdue(), who())
    assert (measure.institution.code, measure.bank.code, measure.amount) == (
        code,
        "NSH",
        Decimal("800000.00"),
    )
    assert measure.history.get().history_change_reason == "登记保全和补充担保措施"


@pytest.mark.parametrize("who", [lambda: builders.bank_maker("ZGYH"), builders.clerk, builders.head])
def test_nobody_else_does(who):
    episode = scenes.overdue()
    with pytest.raises(NotAllowed):
        protect(episode, who())


def test_the_same_measure_twice_is_refused():
    episode = scenes.overdue()
    protect(episode, builders.guarantor())
    with pytest.raises(Refusal, match="不必重复登记"):
        protect(episode, builders.guarantor())
    assert ProtectiveMeasure.objects.count() == 1


def test_every_reason_is_told_at_once():
    episode = scenes.overdue()
    with pytest.raises(Refusal) as refused:
        protect(
            episode, builders.guarantor(), kind="", description="", amount=Decimal(0), taken_on=scenes.SINCE
        )
    assert len(refused.value.sentences) == 4 and "逾期第1日2026年7月1日" in str(refused.value)


def protect_line(line, day):
    return protecting.protect_line(
        line, actor=builders.bank_maker(), today=day, condition=AdmissionCondition.objects.first(), kind="pledge",
        description="应收账款质押", amount=Decimal("1"),
    )  # fmt: skip


def test_a_breach_needs_a_warning_first():
    line, day = scenes.line(), date(2026, 6, 20)
    with pytest.raises(Refusal, match="请先发出违反准入条件的预警"):
        protect_line(line, day)
    condition = AdmissionCondition.objects.first()
    warning.warn_condition(
        line.business.qualification(),
        actor=builders.clerk(),
        today=day,
        condition=condition,
        facts="有被执行记录",
    )
    measure = protect_line(line, day)
    assert (measure.episode, measure.condition, measure.business) == (None, condition, line.business)


def include(claim, **given):
    fields = {"amount": claim.requested, "basis": "伊财金〔2026〕21号", "today": scenes.FULL} | given
    return including.include(claim, actor=builders.clerk(), **fields)


def test_a_paid_claim_is_included_up_to_what_was_paid():
    claim = scenes.paid()
    include(claim, amount=Decimal("12000"))
    with pytest.raises(Refusal, match=r"本次最多可纳入1,000,000.00元"):
        include(claim, amount=Decimal("1000000.01"), basis="伊财金〔2026〕22号")
    include(claim, amount=Decimal("1000000.00"), basis="伊财金〔2026〕22号")
    assert RiskCompensation.objects.count() == 2


def test_an_unpaid_claim_is_not_included():
    claim = scenes.approved()
    with pytest.raises(Refusal, match="尚未支付代偿款"):
        include(claim)
    assert not RiskCompensation.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"basis": " "}, "没有填写依据文件"),
        ({"included_on": scenes.FULL - timedelta(days=1)}, "早于代偿支付日期"),
        ({"included_on": scenes.FULL + timedelta(days=1)}, "晚于今天"),
    ],
)
def test_basis_and_day_of_an_inclusion(given, sentence):
    with pytest.raises(Refusal, match=sentence):
        include(scenes.paid(), **given)


def test_one_basis_counts_once():
    claim = scenes.paid()
    include(claim, amount=Decimal("1"))
    with pytest.raises(Refusal, match="不必重复登记"):
        include(claim, amount=Decimal("1"))


@pytest.mark.parametrize("who", [builders.bank_maker, builders.guarantor, builders.auditor])
def test_only_the_office_includes(who):
    claim = scenes.paid()
    with pytest.raises(NotAllowed):
        including.include(claim, actor=who(), today=scenes.FULL, amount=Decimal("1"), basis="批复")
