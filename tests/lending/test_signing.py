"""R04–R08, R32, R33, R58: a contract is entered before lending, and drawing without a promise shows on the desks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cms.duties import bring_to
from registry.ledger.errors import NotAllowed, Refusal
from registry.lending import lines, signing
from registry.lending.inbox import items
from registry.lending.models import CreditLine, LoanNote
from registry.screening.models import Recheck
from tests import builders
from tests.screening.test_rechecks import TestBeforeTheFirstDrawdown as Expired
from tests.stories import chapters

from . import scenes

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 10)


def contract(business=None, **given):
    fields = {
        "bank": builders.institution("NSH"), "business": business or builders.qualified(), "contract_no": "HT2026-9",
        "amount": Decimal("5000000.00"), "fee_rate": Decimal("1.00"), "signed_on": DAY,
    } | given  # fmt: skip
    return CreditLine(**fields)


def sign(line, who=None):
    return signing.sign(line, actor=who or builders.bank_maker(), today=DAY)


def test_a_contract_within_the_limits_is_registered_under_its_policy():
    line = sign(contract())
    assert (line.status, line.version) == ("signed", 1) and line.history.count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"amount": Decimal("5000000.01")}, "超过中小微企业单笔上限"),
        ({"fee_rate": Decimal("1.01")}, "担保费率"),
        ({"signed_on": DAY + timedelta(days=1)}, "晚于今天"),
        ({"ends_on": DAY - timedelta(days=1)}, "早于签订日期"),
        ({"signed_on": date(2025, 6, 1)}, "认定之前"),
        ({"guarantee_until": DAY}, "没有选择保证方式"),
    ],
)
def test_what_the_policy_forbids_is_refused(given, told):
    with pytest.raises(Refusal, match=told):
        sign(contract(**given))
    assert not CreditLine.objects.exists()


def test_every_reason_is_given_at_once():
    with pytest.raises(Refusal) as refused:
        sign(contract(builders.business(), amount=Decimal(9_000_000), fee_rate=Decimal(2)))
    assert len(refused.value.sentences) == 3


def test_the_same_number_once():
    sign(contract())
    with pytest.raises(Refusal, match="已经登记"):
        sign(contract(CreditLine.objects.get().business))


def test_a_bank_registers_its_own_contracts():
    builders.institution("ZGYH")
    business = builders.qualified()
    for stranger in (builders.guarantor(), builders.clerk(), builders.bank_maker("ZGYH")):
        with pytest.raises(NotAllowed):
            sign(contract(business), who=stranger)


def test_its_notes_join_it_and_a_missing_promise_shows():
    business, maker = builders.qualified(), builders.bank_maker()
    row = chapters.ledger_row(business)
    line = sign(contract(business, contract_no=row.contract_no))
    waiting = lambda: [i["count"] for i in items(maker, DAY) if "用途承诺" in i["label"]]  # noqa: E731
    assert waiting() == [0]
    chapters.book(business, scenes.LENT)
    assert LoanNote.objects.get().line == line and waiting() == [1]
    lines.activate(line, actor=maker, today=scenes.LENT, committed_on=DAY)
    assert waiting() == [0]


def test_the_timer_asks_for_expired_words_before_anything_is_drawn():
    business = Expired().recognised(date(2026, 7, 1))
    maker, late = builders.bank_maker(), date(2026, 7, 6)
    line = contract(business, signed_on=late)
    signing.sign(line, actor=maker, today=late)
    with pytest.raises(Refusal, match="已经过期"):
        lines.activate(line, actor=maker, today=late, committed_on=late)
    bring_to(late, since=late)
    bring_to(late, since=late)
    asked = Recheck.objects.owed()
    assert asked.exists() and asked.count() == Recheck.objects.count()
    with pytest.raises(Refusal, match="尚未答复"):
        lines.activate(line, actor=maker, today=late, committed_on=late)
