"""One loan from its first missed day over the ladder, the file, a returned and cut claim to recovery after a write-off."""

from datetime import timedelta
from decimal import Decimal

import pytest

from cms.duties import bring_to
from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.lending import claiming, paying, reporting, writing_off
from registry.lending.collecting import contacts
from registry.lending.dossier import mending
from registry.lending.dossier.holdings import holding
from registry.lending.models import ClaimDossier, CompensationClaim, OverdueEpisode
from tests import builders
from tests.lending import scenes
from tests.lending.scenes import FULL, SINCE

pytestmark = pytest.mark.django_db


def on(*days):
    for n in days:
        bring_to(SINCE + timedelta(days=n), since=SINCE + timedelta(days=n))


def collected():
    """Day 1 to day 60: report, steps of the ladder, files of the bank."""
    maker, first = builders.bank_maker(), SINCE + timedelta(days=1)
    builders.guarantor()
    episode = scenes.overdue(first)
    dossier = ClaimDossier.objects.get()
    assert holding(dossier, first).light == "amber"
    reporting.make_report(
        episode.reports.get(),
        actor=maker,
        today=first,
        cause="下游拖款",
        cause_kind="debtor",
        plan="催下游，上门",
    )
    contacts.finish_task(episode.tasks.get(), actor=maker, today=first, kind="call", result="答应下周还")
    scenes.filed(episode, first, without=("day1",))
    on(7, 15, 30, 45, 55)
    assert holding(dossier, SINCE + timedelta(days=55)).light == "green"
    return episode


def lodged(episode):
    maker, on_day = builders.bank_maker(), SINCE + timedelta(days=60)
    assert on_day == FULL
    on(60)
    episode.refresh_from_db()
    claim = scenes.drafted(episode)
    with pytest.raises(Refusal) as refused:
        claiming.lodge(claim, actor=maker, today=FULL)
    assert len(refused.value.sentences) == 2
    scenes.demanded(episode)
    reporting.make_report(
        episode.reports.get(kind="day60"),
        actor=maker,
        today=FULL,
        cause="下游拖款",
        cause_kind="debtor",
        plan="代偿后追偿",
    )
    claiming.lodge(claim, actor=maker, today=FULL)
    claiming.return_claim(
        claim, actor=builders.clerk(), today=FULL, reason="多计一日利息", deficiencies=[(None, "D06")]
    )
    mending.answer(claim.deficiencies.get(), actor=maker, today=FULL, answer="罚息已另列")
    claiming.lodge(claim, actor=maker, today=FULL)
    return claim


def test_from_day_one_to_what_comes_in_after_the_write_off():
    claim, head, guarantor = lodged(collected()), builders.head(), builders.guarantor()
    amount = claim.requested - Decimal("200.00")
    claiming.approve(
        claim, actor=head, today=FULL, minutes_number="〔2026〕9号", amount=amount, reason="核减多计一日利息"
    )
    paying.pay(claim, actor=guarantor, today=FULL, amount=amount, voucher_no="P1")
    paying.confirm_receipt(claim, actor=builders.bank_checker(), today=FULL, amount=amount)
    given = {"actor": guarantor, "today": FULL, "source": "处置财产"}
    paying.record_recovery(claim, amount=Decimal("300000.01"), voucher_no="R1", **given)
    episode = OverdueEpisode.objects.get()
    writing_off.ask_write_off(episode, actor=guarantor, today=FULL, reason="无可供执行财产", basis="终本裁定")
    writing_off.write_off(episode, actor=head, today=FULL, reason="法院终结执行")
    paying.record_recovery(claim, amount=Decimal("0.99"), voucher_no="R2", **given)
    stored = CompensationClaim.objects.get()
    assert sum(stored.shares.exclude(recovery=None).values_list("amount", flat=True)) == Decimal("300001.00")
    assert [c.move for c in StatusChange.objects.of(OverdueEpisode.objects.get())] == [
        "register", "reach_day60", "claim", "return_claim", "claim", "compensate", "start_recovery", "ask_write_off",
        "write_off",
    ]  # fmt: skip
    assert holding(ClaimDossier.objects.get(), FULL).light == "grey"
