"""An adverse fact about a qualified business goes before the office, once; nothing is cancelled by itself (R37, A28)."""

from datetime import timedelta

import pytest

from cms.duties import bring_to
from registry.credit import correcting
from registry.credit.models import CreditFact
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Effect, Message
from registry.policy.models import AdmissionCondition
from registry.sanctions import breaches, cancelling
from registry.sanctions.models import ConditionBreach, WarningNotice
from tests import builders

from .helpers import TODAY, deliver, reporter, row

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=5)


def prepared():
    business = builders.qualified()
    deliver(row())
    bring_to(TODAY)
    return business, ConditionBreach.objects.get()


def condition(code="R20"):
    return AdmissionCondition.objects.get(code=code)


def confirmed():
    business, case = prepared()
    breaches.confirm(case, actor=builders.clerk(), today=TODAY, reason="已核实", condition=condition())
    return business, ConditionBreach.objects.get()


def test_it_goes_before_the_office_once_and_cancels_nothing():
    business, case = prepared()
    bring_to(TODAY)
    bring_to(LATER, since=TODAY)
    assert ConditionBreach.objects.count() == Effect.objects.filter(duty=breaches.PREPARE).count() == 1
    assert (case.status, case.condition.code, case.found_on) == ("prepared", "R20", TODAY)
    assert business.qualification().status == "qualified" and not WarningNotice.objects.exists()
    assert Message.objects.filter(kind="breach", recipient_code="OFFICE").count() == 1


def test_a_timer_that_slept_counts_from_the_day_it_was_reported():
    builders.qualified()
    deliver(row())
    bring_to(LATER, since=TODAY + timedelta(days=3))
    effect = Effect.objects.get(duty=breaches.PREPARE)
    assert effect.effective_on == ConditionBreach.objects.get().found_on == TODAY


@pytest.mark.parametrize("given", [{"level": "notice"}, {"level": "normal"}])
def test_what_is_not_adverse_is_no_lead(given):
    builders.qualified()
    deliver(row(**given))
    bring_to(TODAY)
    assert not ConditionBreach.objects.exists()


def test_a_business_without_standing_is_no_lead():
    builders.business()
    deliver(row())
    bring_to(TODAY)
    assert not ConditionBreach.objects.exists()


FALLS = {
    "corrected": lambda: deliver(row(level="normal", statement=""), today=TODAY),
    "repaired": lambda: correcting.repair_fact(CreditFact.objects.get(), actor=reporter(), today=TODAY, reference="修1号"),
    "withdrawn": lambda: correcting.withdraw_fact(CreditFact.objects.get(), actor=reporter(), today=TODAY, reason="报错"),
}  # fmt: skip


@pytest.mark.parametrize("how", FALLS)
def test_a_fact_that_falls_away_before_confirmation_lifts_the_lead(how):
    business, case = prepared()
    FALLS[how]()
    with pytest.raises(Refusal, match="不再作为依据"):
        breaches.confirm(case, actor=builders.clerk(), today=TODAY, reason="核实", condition=condition())
    bring_to(LATER, since=TODAY)
    bring_to(LATER)
    case = ConditionBreach.objects.get()
    assert case.status == "lifted" and business.qualification().status == "qualified"


def test_an_expired_fact_lifts_the_lead_too():
    builders.qualified()
    deliver(row(valid_until=TODAY + timedelta(days=2)))
    bring_to(TODAY)
    bring_to(TODAY + timedelta(days=2), since=TODAY)
    assert ConditionBreach.objects.get().status == "prepared"
    bring_to(TODAY + timedelta(days=3), since=TODAY)
    assert ConditionBreach.objects.get().status == "lifted"


def test_a_correction_that_is_still_adverse_stays_the_same_case():
    _, case = prepared()
    deliver(row(statement="评价结果为D级"))
    deliver(row(statement="评价结果为D级，已复核"))
    bring_to(LATER, since=TODAY)
    assert ConditionBreach.objects.get() == case and ConditionBreach.objects.get().status == "prepared"
    breaches.confirm(case, actor=builders.clerk(), today=LATER, reason="核实", condition=condition())
    assert "评价结果为D级，已复核" in WarningNotice.objects.get().facts


def test_confirmed_it_warns_and_prepares_the_cancellation():
    business, case = confirmed()
    assert (case.status, case.warning.condition.code) == ("confirmed", "R20")
    assert business.qualification().status == "warned"
    cancelling.cancel(case.qualification, actor=builders.head(), today=TODAY, reason="确认取消")
    assert business.qualification() is None


def test_dismissed_it_does_not_come_back():
    business, case = prepared()
    with pytest.raises(NotAllowed):
        breaches.dismiss(case, actor=builders.bank_maker(), today=TODAY, reason="不成立")
    breaches.dismiss(case, actor=builders.clerk(), today=TODAY, reason="评价口径不同，不构成违反")
    bring_to(LATER, since=TODAY)
    assert (
        ConditionBreach.objects.get().status == "dismissed" and business.qualification().status == "qualified"
    )


def test_a_warning_whose_fact_fell_away_blocks_the_cancellation_and_may_be_taken_back():
    business, case = confirmed()
    with pytest.raises(Refusal, match="仍然有效"):
        breaches.withdraw(case, actor=builders.head(), today=TODAY, reason="撤回")
    correcting.repair_fact(CreditFact.objects.get(), actor=reporter(), today=TODAY, reference="修1号")
    with pytest.raises(Refusal, match="撤回该预警"):
        cancelling.cancel(business.qualification(), actor=builders.head(), today=TODAY, reason="取消")
    breaches.withdraw(case, actor=builders.head(), today=TODAY, reason="已修复")
    assert business.qualification().status == "qualified"
    assert WarningNotice.objects.get().waived_on == TODAY
    assert Message.objects.filter(kind="withdrawal").exists()


def test_only_office_and_auditor_see_a_lead():
    prepared()
    seen = [ConditionBreach.objects.visible_to(u).count() for u in (builders.clerk(), builders.bank_maker(), reporter(), builders.legal())]  # fmt: skip
    assert seen == [1, 0, 0, 0]
