"""Partial consent, both sides of a payment, shares by agreement, recoveries back to the cent, write-off (A21–A23, R52)."""

from datetime import date
from decimal import Decimal

import pytest

from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.ledger.models import Message, StatusChange
from registry.ledger.proposals import deciding
from registry.ledger.proposals.proposing import propose
from registry.lending import claiming, paying, writing_off
from registry.lending.dossier.sharing import account
from registry.lending.models import CompensationClaim, OverdueEpisode, RiskShare, ShareAgreement
from tests import builders

from . import scenes
from .scenes import FULL

pytestmark = pytest.mark.django_db


def agreed(**shares):
    """An agreement with the bank, proposed by the office and approved by its head."""
    given = {
        "guarantor_share": Decimal(100),
        "bank_share": Decimal(0),
        "fund_share": Decimal(0),
        "reinsurer_share": Decimal(0),
    } | shares
    values = given | {
        "bank": builders.institution("NSH"), "document": "风险分担协议〔2025〕1号",
        "in_force_from": date(2025, 1, 1), "in_force_to": None,
    }  # fmt: skip
    made = propose(
        "row:lending.shareagreement",
        None,
        actor=builders.clerk(),
        today=scenes.LENT,
        reason="签订协议",
        values=values,
    )
    deciding.approve(made, actor=builders.head(), today=scenes.LENT, reason="与协议核对一致")
    return ShareAgreement.objects.get()


FOUR = {
    "guarantor_share": Decimal(60),
    "bank_share": Decimal(20),
    "fund_share": Decimal(10),
    "reinsurer_share": Decimal(10),
}


def approve(claim, amount, reason=""):
    claiming.approve(
        claim,
        actor=builders.head(),
        today=FULL,
        minutes_number="〔2026〕9号",
        amount=Decimal(amount),
        reason=reason,
    )


def recover(claim, amount, voucher="R1"):
    return paying.record_recovery(
        claim,
        actor=builders.guarantor(),
        today=FULL,
        amount=Decimal(amount),
        source="处置财产",
        voucher_no=voucher,
    )


def recovering():
    claim = scenes.paid()
    paying.confirm_receipt(claim, actor=builders.bank_checker(), today=FULL)
    return claim


def test_a_part_is_approved_with_a_reason_and_paid():
    claim = scenes.lodged()
    with pytest.raises(Refusal, match="须在理由栏写明核减理由"):
        approve(claim, "1000000")
    approve(claim, "1000000", "利息计算期多计12日")
    assert claim.cut_reason == "利息计算期多计12日"
    assert StatusChange.objects.of(claim).last().facts == {"amount": "1000000", "cut": "12000"}
    body = Message.objects.get(kind="consent", recipient_code="NSH").body
    assert "核减12,000.00元，核减理由：利息计算期多计12日。" in body
    paying.pay(claim, actor=builders.guarantor(), today=FULL, amount=Decimal("1000000"), voucher_no="P1")
    assert CompensationClaim.objects.get().paid_amount == Decimal("1000000.00")


def test_all_approved_needs_no_reason():
    claim = scenes.lodged()
    approve(claim, "1012000")
    assert claim.cut_reason == ""


def test_penalty_is_kept_apart():
    claim = scenes.drafted(scenes.full(), penalty=Decimal("888.88"))
    assert (claim.requested, claim.penalty) == (Decimal("1012000"), Decimal("888.88"))
    with pytest.raises(Refusal, match="罚息复利-1不能小于零"):
        scenes.drafted(claim.episode, penalty=Decimal(-1))


def test_both_sides_of_a_payment_are_equal_or_the_difference_is_said():
    claim, checker = scenes.paid(), builders.bank_checker()
    with pytest.raises(Refusal, match="不一致"):
        paying.confirm_receipt(claim, actor=checker, today=FULL, amount=Decimal("1011990"))
    paying.confirm_receipt(
        claim, actor=checker, today=FULL, amount=Decimal("1011990"), reason="跨行手续费10元由收款方承担"
    )
    assert (claim.received_amount, claim.difference) == (Decimal("1011990"), "跨行手续费10元由收款方承担")
    told = Message.objects.filter(kind="claim.difference").values_list("recipient_code", flat=True)
    assert sorted(told) == ["GUARANTOR", "OFFICE"]


def test_equal_amounts_tell_nobody():
    claim = recovering()
    assert claim.received_amount == claim.paid_amount
    assert not Message.objects.filter(kind="claim.difference").exists()


def test_without_an_agreement_the_policy_says_who_bears_it():
    claim = scenes.paid()
    assert list(claim.shares.values_list("bearer", "amount")) == [("guarantor", Decimal("1012000.00"))]


def test_payment_and_recoveries_are_shared_by_the_agreement():
    agreed(**FOUR)
    claim = recovering()
    borne = dict(claim.shares.filter(recovery=None).values_list("bearer", "amount"))
    assert borne == {
        "guarantor": Decimal("607200.00"), "bank": Decimal("202400.00"), "fund": Decimal("101200.00"), "reinsurer": Decimal("101200.00"),
    }  # fmt: skip
    entry = recover(claim, "1000.01")
    back = dict(entry.shares.values_list("bearer", "amount"))
    assert back == {
        "guarantor": Decimal("600.01"),
        "bank": Decimal("200.00"),
        "fund": Decimal("100.00"),
        "reinsurer": Decimal("100.00"),
    }
    left = {row["name"]: row["left"] for row in account(claim)}
    assert left["担保公司"] == Decimal("606599.99") and sum(left.values()) == claim.paid_amount - Decimal(
        "1000.01"
    )
    assert "担保公司600.01元（60%）" in Message.objects.filter(kind="claim.recovery").first().body


def test_shares_once_frozen_do_not_move_with_a_new_agreement():
    claim = recovering()
    agreed(**FOUR)
    entry = recover(claim, "500")
    assert list(entry.shares.values_list("bearer", "amount")) == [("guarantor", Decimal("500.00"))]


def test_an_agreement_of_another_time_does_not_hold():
    agreement = agreed(**FOUR)
    agreement.in_force_to = date(2025, 12, 31)
    with builders.as_system():
        agreement.save()
    assert list(scenes.paid().shares.values_list("bearer", flat=True)) == ["guarantor"]


def test_shares_must_add_up_to_a_hundred():
    with pytest.raises(Refusal, match="合计应为百分之百"):
        agreed(guarantor_share=Decimal(60), bank_share=Decimal(30))


def test_a_recovery_whose_sharing_fails_is_not_booked(monkeypatch):
    claim = recovering()

    def broken(*args, **kwargs):
        raise OSError("断电")

    monkeypatch.setattr(paying, "share_recovery", broken)
    with pytest.raises(OSError, match="断电"):
        recover(claim, "500")
    assert not claim.recoveries.exists() and not RiskShare.objects.exclude(recovery=None).exists()


def ask(episode, **given):
    fields = {"reason": "借款人无可供执行财产", "basis": "（2026）内0627执100号"} | given
    episode.refresh_from_db()
    return writing_off.ask_write_off(episode, actor=builders.guarantor(), today=FULL, **fields)


def test_a_write_off_is_asked_by_the_guarantor_and_decided_by_the_office():
    claim = recovering()
    recover(claim, "12000")
    episode = claim.episode
    for given in ({"reason": " "}, {"basis": " "}):
        with pytest.raises(Refusal):
            ask(episode, **given)
    ask(episode)
    with pytest.raises(NotAllowed):
        writing_off.write_off(episode, actor=builders.guarantor(), today=FULL, reason="同意")
    with pytest.raises(Refusal, match="理由"):
        writing_off.write_off(episode, actor=builders.head(), today=FULL, reason="")
    writing_off.write_off(episode, actor=builders.head(), today=FULL, reason="法院已终结执行")
    stored = OverdueEpisode.objects.get()
    assert (stored.status, stored.note.status) == ("written_off", "written_off")
    assert StatusChange.objects.of(stored).last().facts == {"left": "1000000.00", "asked": "1000000.00"}
    assert "债权不消灭" in Message.objects.filter(kind="claim.write_off").first().body


def test_after_a_write_off_what_comes_in_is_still_recorded_and_shared():
    agreed(**FOUR)
    claim = recovering()
    ask(claim.episode)
    writing_off.write_off(claim.episode, actor=builders.head(), today=FULL, reason="法院已终结执行")
    entry = recover(claim, "100")
    assert sum(entry.shares.values_list("amount", flat=True)) == Decimal("100.00")
    assert CompensationClaim.objects.get().recoveries.count() == 1
    assert OverdueEpisode.objects.get().status == "written_off"


def test_declined_the_recovery_goes_on():
    claim = recovering()
    ask(claim.episode)
    writing_off.decline_write_off(claim.episode, actor=builders.head(), today=FULL, reason="尚有抵押可执行")
    assert OverdueEpisode.objects.get().status == "recovering"
    with pytest.raises(IllegalMove):
        writing_off.write_off(claim.episode, actor=builders.head(), today=FULL, reason="同意")


def test_all_got_back_while_it_is_asked_for_ends_the_recovery():
    claim = recovering()
    ask(claim.episode)
    recover(CompensationClaim.objects.get(), "1012000")
    assert OverdueEpisode.objects.get().status == "recovered"
    with pytest.raises(Refusal, match="没有可核销的金额"):
        ask(claim.episode)
