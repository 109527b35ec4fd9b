"""R47, R66: every missing element refuses by its own sentence; then payment, receipt, recovery, write-off."""

from datetime import timedelta
from decimal import Decimal

import pytest

from cms.duties import bring_to
from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.ledger.models import StatusChange
from registry.lending import claiming, paying, reporting
from registry.lending.dossier import mending
from registry.lending.models import CompensationClaim, OverdueEpisode, RecoveryEntry
from tests import builders

from . import scenes
from .scenes import FULL

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("papers", "given", "sentence"),
    [
        ({"demand": False}, {}, "催收通知书尚未发放"),
        ({"report": False}, {}, "尚未提交逾期满60日报告"),
        ({}, {"accelerated_on": None}, "须先有金融机构的提前到期通知"),
    ],
)
def test_each_missing_element_refuses_by_its_own_sentence(papers, given, sentence):
    claim = scenes.drafted(scenes.full(**papers), **given)
    with pytest.raises(Refusal) as refused:
        claiming.lodge(claim, actor=builders.bank_maker(), today=FULL)
    assert len(refused.value.sentences) == 1 and sentence in refused.value.sentences[0]
    claim.refresh_from_db()
    assert (claim.status, claim.lodged_on, claim.episode.status) == ("draft", None, "day60")


def test_all_that_is_missing_is_told_at_once():
    claim = scenes.drafted(scenes.full(demand=False, report=False), accelerated_on=None)
    with pytest.raises(Refusal) as refused:
        claiming.lodge(claim, actor=builders.bank_maker(), today=FULL)
    assert len(refused.value.sentences) == 3


def test_one_day_early_is_too_early():
    episode = scenes.overdue()
    scenes.filed(episode, FULL - timedelta(days=1))
    claim = scenes.drafted(episode)
    with pytest.raises(Refusal, match="逾期59日，未满60日"):
        claiming.lodge(claim, actor=builders.bank_maker(), today=FULL - timedelta(days=1))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"principal": Decimal("1000000.01")}, "大于借据余额"),
        ({"principal": Decimal("-1")}, "都不能小于零"),
        ({"principal": Decimal(0), "interest": Decimal(0)}, "合计为零"),
    ],
)
def test_the_figures_of_a_claim(given, sentence):
    with pytest.raises(Refusal, match=sentence):
        scenes.drafted(scenes.full(), **given)
    assert not CompensationClaim.objects.exists()


def test_one_live_claim_per_episode():
    claim = scenes.lodged()
    with pytest.raises(Refusal, match="不能重复申请"):
        scenes.drafted(claim.episode)


@pytest.mark.parametrize(
    ("minutes", "amount", "count"), [("", "1012000", 1), ("〔2026〕9号", "1012000.01", 1), (" ", "0", 2)]
)
def test_consent_needs_minutes_and_an_amount_within_the_claim(minutes, amount, count):
    claim = scenes.lodged()
    with pytest.raises(Refusal) as refused:
        claiming.approve(
            claim, actor=builders.head(), today=FULL, minutes_number=minutes, amount=Decimal(amount)
        )
    assert len(refused.value.sentences) == count
    assert CompensationClaim.objects.get().approved_on is None


def test_refused_or_returned_the_episode_waits_at_day_60_again():
    claim = scenes.lodged()
    claiming.return_claim(
        claim, actor=builders.clerk(), today=FULL, reason="计息有误", deficiencies=[(None, "D06")]
    )
    assert OverdueEpisode.objects.get().status == "day60"
    claim.refresh_from_db()
    mending.answer(claim.deficiencies.get(), actor=builders.bank_maker(), today=FULL, answer="已重新计息")
    claiming.lodge(claim, actor=builders.bank_maker(), today=FULL)
    claiming.refuse(claim, actor=builders.head(), today=FULL, reason="尚有抵押可执行")
    assert (OverdueEpisode.objects.get().status, claim.status) == ("day60", "refused")


def test_no_payment_without_consent():
    claim = scenes.lodged()
    with pytest.raises(Refusal, match="尚未同意代偿"):
        paying.pay(claim, actor=builders.guarantor(), today=FULL, amount=claim.requested, voucher_no="P1")
    assert CompensationClaim.objects.get().paid_on is None


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"amount": Decimal("1011999.99")}, "与办公室同意的.*不一致"),
        ({"voucher_no": " "}, "没有填写支付凭证号"),
        ({"paid_on": FULL + timedelta(days=1)}, "晚于今天"),
        ({"paid_on": FULL - timedelta(days=1)}, "早于同意日期"),
    ],
)
def test_a_payment_is_exactly_what_was_consented_to(given, sentence):
    claim = scenes.approved()
    fields = {"amount": claim.requested, "voucher_no": "P1"} | given
    with pytest.raises(Refusal, match=sentence):
        paying.pay(claim, actor=builders.guarantor(), today=FULL, **fields)
    stored = CompensationClaim.objects.get()
    assert (stored.status, stored.paid_on, stored.episode.status) == ("approved", None, "claimed")


def test_a_payment_counts_from_its_own_day_and_not_twice():
    claim = scenes.approved()
    later, guarantor = FULL + timedelta(days=3), builders.guarantor()
    pay = {"actor": guarantor, "today": later, "amount": claim.requested, "voucher_no": "P1", "paid_on": FULL}
    paying.pay(claim, **pay)
    episode = OverdueEpisode.objects.get()
    for record in (claim, episode, episode.note):
        assert StatusChange.objects.of(record).last().effective_on == FULL
    with pytest.raises(IllegalMove, match="现在是“担保公司已支付”"):
        paying.pay(claim, **pay)


def test_receipt_begins_recovery_and_only_the_bank_confirms():
    claim = scenes.paid()
    with pytest.raises(NotAllowed):
        paying.confirm_receipt(claim, actor=builders.guarantor(), today=FULL)
    with pytest.raises(Refusal, match="收款日期"):
        paying.confirm_receipt(
            claim, actor=builders.bank_checker(), today=FULL, received_on=FULL - timedelta(days=1)
        )
    paying.confirm_receipt(claim, actor=builders.bank_checker(), today=FULL)
    assert OverdueEpisode.objects.get().status == "recovering"


def recovering():
    claim = scenes.paid()
    paying.confirm_receipt(claim, actor=builders.bank_checker(), today=FULL)
    return claim


def recover(claim, amount, voucher="R1", **given):
    return paying.record_recovery(
        claim, actor=builders.guarantor(), today=FULL, amount=Decimal(amount), source="处置财产",
        voucher_no=voucher, **given,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "given", "sentence"),
    [
        ("1012000.01", {}, "最多可登记1,012,000.00元"),
        ("0", {}, "应大于零"),
        ("1", {"received_on": FULL + timedelta(days=1)}, "晚于今天"),
    ],
)
def test_a_recovery_is_refused(amount, given, sentence):
    with pytest.raises(Refusal, match=sentence):
        recover(recovering(), amount, **given)
    assert not RecoveryEntry.objects.exists()


def test_one_voucher_counts_once_and_all_recovered_closes():
    claim = recovering()
    recover(claim, "12000")
    with pytest.raises(Refusal, match="已登记过"):
        recover(claim, "1")
    recover(claim, "1000000", "R2")
    assert OverdueEpisode.objects.get().status == "recovered"


def test_a_demand_waits_for_day_60_and_is_counted():
    episode, maker = scenes.overdue(), builders.bank_maker()
    given = {"principal": Decimal(1), "interest": Decimal(0), "pay_by": FULL + timedelta(days=7)}
    with pytest.raises(Refusal, match="满60日.*后才发放催收通知书"):
        reporting.issue_demand(episode, actor=maker, today=FULL - timedelta(days=1), **given)
    bring_to(FULL)
    numbers = [reporting.issue_demand(episode, actor=maker, today=FULL, **given).ordinal for _ in range(2)]
    assert numbers == [1, 2]


def test_a_report_is_made_once_and_in_words():
    episode, maker = scenes.overdue(), builders.bank_maker()
    report, day = episode.reports.get(kind="day1"), FULL
    with pytest.raises(Refusal) as refused:
        reporting.make_report(report, actor=maker, today=day, cause=" ", plan="")
    assert len(refused.value.sentences) == 2
    reporting.make_report(report, actor=maker, today=day, cause="回款慢", plan="上门催收")
    with pytest.raises(Refusal, match="不必重复报送"):
        reporting.make_report(report, actor=maker, today=day, cause="回款慢", plan="上门催收")
