"""From fraud to the blacklist, to the public, and off it again: R49–R52, R67, R68."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from cms.duties import bring_to
from publicity.models import Announcement
from registry.ledger.errors import NotAllowed, Refusal
from registry.parties.blocks import block_reasons
from registry.sanctions import deciding, proposing, publication, repairing
from registry.sanctions.models import BlacklistCase
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 6)


@pytest.fixture
def case():
    unsaved = BlacklistCase(
        business=builders.qualified(), ground="fraud", facts="虚构购销合同骗取贷款，判决已生效。",
        basis="（2026）内0627刑初12号刑事判决书", evidence_file=ContentFile(b"%PDF-1.4", name="判决书.pdf"),
        determined_on=date(2026, 6, 20), severity="general",
    )  # fmt: skip
    proposed = proposing.propose_case(unsaved, actor=builders.clerk(), today=DAY)
    return builders.cleared(proposed, DAY)


def notified(case):
    proposing.notify(
        case, actor=builders.clerk(), today=DAY, delivery_proof="EMS 1234567890", delivered_on=DAY
    )
    return case.reply_due_on + timedelta(days=1)


def listed(case):
    day = notified(case)
    deciding.list_business(case, actor=builders.head(), today=day, reason="事实清楚，期满无申辩")
    return day


def test_nobody_is_listed_before_the_notice_and_the_reply_period(case):
    with pytest.raises(Refusal):
        deciding.list_business(case, actor=builders.head(), today=DAY, reason="决定列入")
    day = notified(case)
    with pytest.raises(Refusal):
        deciding.list_business(case, actor=builders.head(), today=day - timedelta(days=1), reason="决定列入")
    case.refresh_from_db()
    assert case.status == "notified"


def test_listed_is_not_public_and_shuts_out(case):
    day = listed(case)
    bring_to(day)
    assert not Announcement.objects.exists()
    assert not BlacklistCase.objects.public(day).exists()
    assert block_reasons(case.business, day)
    assert case.joint_actions.count() >= 8


def test_public_only_with_a_legal_basis_and_the_legal_reviewer(case):
    day = listed(case)
    with pytest.raises((Refusal, NotAllowed)):
        publication.publish(case, actor=builders.head(), today=day, reason="公开")
    with pytest.raises(Refusal, match="尚未送达当事人"):
        publication.publish(case, actor=builders.legal(), today=day, reason="公开")
    builders.served(case, day)
    publication.publish(case, actor=builders.legal(), today=day, reason="同意公开")
    bring_to(day)
    told = Announcement.objects.get()
    assert told.kind == "blacklist" and BlacklistCase.objects.public(day).exists()
    end = case.max_until
    assert not BlacklistCase.objects.public(end).exists()


def test_removed_is_not_eligible_until_somebody_lifts_the_exclusion(case):
    day = listed(case)
    builders.served(case, day)
    publication.publish(case, actor=builders.legal(), today=day, reason="同意公开")
    bring_to(day)
    later = case.min_until + timedelta(days=1)
    second = builders.user("head2", "head")
    papers = {name: (f"{name}.pdf", b"%PDF-1.4") for name in repairing.PAPERS}
    asked = repairing.receive(
        case, actor=builders.clerk(), today=later, applicant="张三", statement="已全部还清", **papers
    )
    repairing.verify(
        asked, actor=builders.clerk(), today=later, reason="银行结清证明属实", corrected=True, duties_performed=True,
        promise_public=True,
    )  # fmt: skip
    repairing.grant(asked, actor=second, today=later, reason="已履行义务")
    bring_to(later, since=later)
    assert not BlacklistCase.objects.in_force().exists()
    assert Announcement.objects.filter(kind="removal").exists()
    assert not [a for a in Announcement.objects.filter(kind="blacklist") if a.state(later) == "valid"]
    assert block_reasons(case.business, later)
