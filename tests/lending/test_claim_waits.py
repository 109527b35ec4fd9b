"""A claim that waits climbs: its holder, then whoever stands above, again and again until somebody acts (A23)."""

from datetime import timedelta

import pytest

from cms.duties import bring_to
from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.models import Message
from registry.lending import claiming, paying
from registry.lending.dossier.inbox import items
from registry.lending.models import CompensationClaim
from registry.parties.models import Institution
from registry.sanctions.recipients import unlisted
from tests import builders

from . import scenes
from .scenes import FULL

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def on(*days):
    """The timers run on these days after FULL, and on no others."""
    for day in days:
        bring_to(FULL + day * DAY, since=FULL + day * DAY)


def told():
    """[(day since FULL, recipient)] of the reminders about waiting claims, in order."""
    rows = Message.objects.filter(kind="claim.age").order_by("id")
    return [((m.sent_on - FULL).days, m.recipient_code) for m in rows]


def with_superior(code, superior="ZH"):
    """Give an institution a head office."""
    body = Institution.objects.get(code=code)
    body.superior = builders.institution(superior, "superior", "某某银行总行", email="head@example.cn")
    with acting(system_actor(), "登记上级单位"):
        body.save()


def test_the_office_is_reminded_then_its_head():
    scenes.lodged()
    on(4)
    assert told() == []
    on(5, 6, 10, 11, 20, 21)
    assert told() == [(5, "OFFICE"), (10, "OFFICE"), (20, "OFFICE")]
    assert "请负责人督办" in Message.objects.filter(kind="claim.age").order_by("id")[1].subject
    waiting = [item for item in items(builders.head(), FULL) if item["label"].startswith("久等未办")]
    assert waiting[0]["count"] == 1


def test_a_returned_claim_climbs_to_the_banks_head_office():
    claim = scenes.lodged()
    claiming.return_claim(
        claim, actor=builders.clerk(), today=FULL, reason="计息有误", deficiencies=[(None, "D06")]
    )
    with_superior("NSH")
    on(5, 10)
    assert told() == [(5, "NSH"), (10, "NSH"), (10, "ZH"), (10, "OFFICE")]


def test_without_a_head_office_the_office_is_told_so():
    claim = scenes.lodged()
    claiming.return_claim(
        claim, actor=builders.clerk(), today=FULL, reason="计息有误", deficiencies=[(None, "D06")]
    )
    on(5, 10)
    assert told() == [(5, "NSH"), (10, "NSH"), (10, "OFFICE")]
    assert "没有登记上级单位" in Message.objects.filter(kind="claim.age").order_by("-id").first().body


def test_every_act_begins_the_wait_anew():
    claim = scenes.approved(FULL)
    builders.guarantor()
    on(5, 6)
    assert told() == [(5, "GUARANTOR")]
    claim.refresh_from_db()
    paying.pay(
        claim,
        actor=builders.guarantor(),
        today=FULL + 6 * DAY,
        amount=claim.requested,
        voucher_no="P1",
        paid_on=FULL,
    )
    assert (claim.waiting_since, claim.aged) == (FULL + 6 * DAY, 0)
    on(10, 11)
    assert told()[1:] == [(11, "NSH")]
    paying.confirm_receipt(claim, actor=builders.bank_checker(), today=FULL + 11 * DAY)
    on(30, 60)
    assert len(told()) == 2


def test_a_draft_that_lies_still_is_told_to_the_bank():
    scenes.drafted(scenes.full())
    on(4, 5, 10)
    assert told() == [(5, "NSH"), (10, "NSH"), (10, "OFFICE")]


def test_withdrawn_nobody_is_reminded():
    claim = scenes.lodged()
    claiming.withdraw(claim, actor=builders.bank_maker(), today=FULL, reason="借款人已还款")
    on(5, 30)
    assert told() == [] and CompensationClaim.objects.get().aged == 0


def test_a_run_late_by_weeks_tells_the_same():
    scenes.lodged()
    bring_to(FULL + 12 * DAY, since=FULL)
    assert told() == [(5, "OFFICE"), (10, "OFFICE")]


def test_a_head_office_is_no_recipient_of_warnings():
    builders.institution("ZH", "superior")
    assert not unlisted().filter(code="ZH").exists()
