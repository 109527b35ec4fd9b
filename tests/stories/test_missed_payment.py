"""From the first missed payment to compensation and recovery: R36–R48, R64–R66."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cms.duties import bring_to
from publicity.models import Announcement
from registry.documents.models import IssuedDocument
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Effect, StatusChange
from registry.lending import claiming, paying, reporting
from registry.lending.models import CompensationClaim, OverdueEpisode
from registry.parties.blocks import block_reasons
from registry.sanctions import cancelling
from tests import builders
from tests.lending import scenes

from . import chapters

pytestmark = pytest.mark.django_db
SINCE = date(2026, 6, 30)
FULL = SINCE + timedelta(days=60)


def missed(business, seen=date(2026, 7, 1)):
    chapters.book(business, date(2026, 6, 15))
    chapters.book(business, seen, unpaid_since=SINCE, od_interest=Decimal("3500.00"))
    bring_to(seen)
    return OverdueEpisode.objects.get()


def test_day_one_warns_prepares_the_cancellation_and_stops_new_applications():
    business = builders.qualified()
    episode = missed(business)
    assert (episode.day1_on, episode.day60_on) == (date(2026, 7, 1), FULL)
    assert episode.reports.get(kind="day1").due_on == date(2026, 7, 1)
    standing = business.qualifications.get()
    assert standing.status == "warned"
    assert IssuedDocument.objects.filter(kind="warning").count() == 1
    cancelling.cancel(standing, actor=builders.head(), today=date(2026, 7, 2), reason="逾期未还，确认取消")
    bring_to(date(2026, 7, 2))
    assert Announcement.objects.get().kind == "cancellation"
    assert block_reasons(business, date(2026, 12, 1))


def test_a_technical_overdue_is_kept_with_evidence():
    business = builders.qualified()
    missed(business)
    standing = business.qualifications.get()
    cancelling.keep(
        standing, actor=builders.clerk(), today=date(2026, 7, 2), reason="银行系统扣款失败",
        cause="银行系统故障", evidence="农商行说明函〔2026〕3号",
    )  # fmt: skip
    bring_to(date(2026, 7, 3))
    standing.refresh_from_db()
    assert standing.status == "qualified"
    assert not Announcement.objects.exists()


def lodged(business):
    episode = missed(business)
    chapters.book(business, FULL, unpaid_since=SINCE, od_interest=Decimal("12000.00"))
    bring_to(FULL)
    episode.refresh_from_db()
    assert episode.status == "day60"
    maker = builders.bank_maker()
    reporting.make_report(
        episode.reports.get(kind="day60"), actor=maker, today=FULL, cause="经营困难", plan="上门催收"
    )
    scenes.demanded(episode)
    scenes.filed(episode)
    claim = claiming.open_claim(
        episode, actor=maker, today=FULL, principal=Decimal("1000000"), interest=Decimal("12000"), interest_to=FULL,
        accelerated_on=FULL,
    )  # fmt: skip
    claiming.lodge(claim, actor=maker, today=FULL)
    return claim


def test_day_sixty_to_compensation_and_recovery():
    claim = lodged(builders.qualified())
    day = FULL + timedelta(days=10)
    with pytest.raises(Refusal, match="尚未同意"):
        paying.pay(claim, actor=builders.guarantor(), today=day, amount=Decimal("1012000"), voucher_no="P1")
    with pytest.raises(NotAllowed):
        claiming.approve(
            claim,
            actor=builders.guarantor(),
            today=day,
            minutes_number="〔2026〕9号",
            amount=Decimal("1012000"),
        )
    claiming.approve(
        claim, actor=builders.head(), today=day, minutes_number="〔2026〕9号", amount=Decimal("1012000")
    )
    paying.pay(claim, actor=builders.guarantor(), today=day, amount=Decimal("1012000"), voucher_no="P1")
    paying.confirm_receipt(claim, actor=builders.bank_checker(), today=day)
    episode = OverdueEpisode.objects.get()
    assert (episode.status, episode.note.status) == ("recovering", "compensated")
    with pytest.raises(Refusal, match="最多可登记"):
        paying.record_recovery(
            claim,
            actor=builders.guarantor(),
            today=day,
            amount=Decimal("2000000"),
            source="处置财产",
            voucher_no="R0",
        )
    for amount, voucher in ((Decimal("400000"), "R1"), (Decimal("612000"), "R2")):
        paying.record_recovery(
            claim,
            actor=builders.guarantor(),
            today=day,
            amount=amount,
            source="借款人归还",
            voucher_no=voucher,
        )
    episode.refresh_from_db()
    assert episode.status == "recovered"


def test_payment_before_compensation_closes_the_episode_and_keeps_the_cancellation():
    business = builders.qualified()
    lodged(business)
    cancelling.cancel(business.qualifications.get(), actor=builders.head(), today=FULL, reason="确认取消")
    day = FULL + timedelta(days=5)
    chapters.book(business, day, unpaid_since=None, balance=Decimal("900000"), od_interest=Decimal("0"))
    assert OverdueEpisode.objects.get().status == "cured"
    assert CompensationClaim.objects.get().status == "withdrawn"
    assert business.qualifications.get().status == "cancelled"


def test_thirty_five_days_off_equal_thirty_five_daily_runs(django_db_blocker):
    from django.db import transaction

    def outcome(days):
        with transaction.atomic():
            business = builders.qualified()
            notice = chapters.notice_of(
                [builders.business(builders.INDIVIDUAL_CODES[0])],
                date(2026, 5, 28),
                opened_on=date(2026, 6, 25),
            )
            chapters.book(
                business, date(2026, 6, 30), unpaid_since=date(2026, 6, 30), od_interest=Decimal("1")
            )
            for day in days:
                bring_to(day)
            effects = sorted(Effect.objects.values_list("duty", "effective_on", "clause"))
            changes = sorted(
                StatusChange.objects.values_list("record_type", "move", "effective_on", "to_status")
            )
            papers = sorted(IssuedDocument.objects.values_list("kind", "subject_code"))
            assert notice.entries.get().status == "recognised"
            transaction.set_rollback(True)
        return effects, changes, papers

    start = date(2026, 6, 30)
    daily = outcome([start + timedelta(days=n) for n in range(36)])
    at_once = outcome([start, start + timedelta(days=35)])
    assert daily == at_once
