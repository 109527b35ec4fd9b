"""Warn, keep, cancel, restore (R36–R42, A12, A13): each gate by its own sentence, each day as it counts."""

from datetime import date

import pytest

from cms.duties import bring_to
from registry.documents.models import IssuedDocument
from registry.ledger.actors import system_actor
from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.ledger.models import StatusChange
from registry.policy.models import AdmissionCondition
from registry.sanctions import cancelling, warning
from registry.sanctions.models import WarningNotice
from tests import builders
from tests.lending import scenes

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 2)
KEPT = {"reason": "银行系统扣款失败", "cause": "银行系统故障", "evidence": "农商行说明函〔2026〕3号"}


def warned():
    """The qualification of a business that is overdue since the first of July."""
    return scenes.overdue().business.qualifications.get()


def broken(standing, actor=None, **given):
    fields = {"condition": AdmissionCondition.objects.first(), "facts": "有被执行记录"} | given
    return warning.warn_condition(standing, actor=actor or builders.clerk(), today=DAY, **fields)


def test_the_warning_counts_from_the_first_day_and_goes_out_once():
    episode = scenes.overdue(date(2026, 7, 5))
    standing = episode.business.qualifications.get()
    change = StatusChange.objects.of(standing).last()
    assert (change.move, change.effective_on) == ("warn", date(2026, 7, 1))
    bring_to(date(2026, 7, 6), since=date(2026, 7, 5))
    notice = WarningNotice.objects.get()
    assert (notice.triggered_on, notice.issued_on) == (date(2026, 7, 1), date(2026, 7, 5))
    assert IssuedDocument.objects.filter(kind="warning").count() == 1


def test_a_broken_condition_is_warned_of_by_hand_with_facts():
    standing = builders.qualified().qualifications.get()
    with pytest.raises(Refusal, match="没有写明违反准入条件的事实"):
        broken(standing, facts=" ")
    with pytest.raises(NotAllowed):
        broken(standing, builders.auditor())
    broken(standing)
    standing.refresh_from_db()
    assert standing.status == "warned" and WarningNotice.objects.get().trigger == "condition"


def test_without_a_standing_ground_nothing_is_cancelled():
    standing = builders.qualified().qualifications.get()
    with pytest.raises(IllegalMove, match="现在是“信用企业（户）”"):
        cancelling.cancel(standing, actor=builders.head(), today=DAY, reason="试")
    assert not IssuedDocument.objects.filter(kind="cancellation").exists()


def test_cancelling_stops_the_lines_and_issues_the_decision():
    standing = warned()
    change = cancelling.cancel(standing, actor=builders.head(), today=DAY, reason="确认取消")
    standing.refresh_from_db()
    assert (standing.status, standing.cancelled_on, change.effective_on) == ("cancelled", DAY, DAY)
    assert standing.business.credit_lines.get().status == "suspended"
    assert IssuedDocument.objects.filter(kind="cancellation").count() == 1


@pytest.mark.parametrize("who", [system_actor, builders.bank_maker, builders.guarantor, builders.auditor])
def test_neither_timer_nor_lender_cancels(who):
    standing = warned()
    with pytest.raises((NotAllowed, Refusal)):
        cancelling.cancel(standing, actor=who(), today=DAY, reason="试")
    standing.refresh_from_db()
    assert standing.status == "warned" and standing.cancelled_on is None


@pytest.mark.parametrize(("name", "value"), [("cause", " "), ("evidence", ""), ("reason", " ")])
def test_keeping_needs_cause_evidence_and_reason(name, value):
    standing = warned()
    with pytest.raises(Refusal):
        cancelling.keep(standing, actor=builders.clerk(), today=DAY, **KEPT | {name: value})
    standing.refresh_from_db()
    assert standing.status == "warned" and WarningNotice.objects.get().waived_on is None


def test_a_technical_overdue_is_kept_and_the_ground_is_gone():
    standing = warned()
    cancelling.keep(standing, actor=builders.clerk(), today=DAY, **KEPT)
    notice = WarningNotice.objects.get()
    assert (standing.status, notice.waived_on, notice.waiver_cause) == ("qualified", DAY, KEPT["cause"])
    with pytest.raises(Refusal, match="没有待确认的预警"):
        cancelling.keep(standing, actor=builders.clerk(), today=DAY, **KEPT)


def test_a_broken_condition_is_never_technical():
    standing = builders.qualified().qualifications.get()
    broken(standing)
    standing.refresh_from_db()
    with pytest.raises(Refusal):
        cancelling.keep(standing, actor=builders.clerk(), today=DAY, **KEPT)
    assert WarningNotice.objects.get().waived_on is None


def test_of_two_warnings_one_must_be_named_and_the_other_stands():
    standing = warned()
    broken(standing)
    standing.refresh_from_db()
    with pytest.raises(Refusal, match="有2份待确认的预警"):
        cancelling.keep(standing, actor=builders.clerk(), today=DAY, **KEPT)
    overdue = WarningNotice.objects.get(trigger="overdue")
    assert cancelling.keep(standing, actor=builders.clerk(), today=DAY, warning=overdue, **KEPT) is None
    standing.refresh_from_db()
    assert standing.status == "warned"


def test_restoring_needs_a_basis_and_another_person():
    standing, head = warned(), builders.head()
    cancelling.cancel(standing, actor=head, today=DAY, reason="确认取消")
    with pytest.raises(NotAllowed, match="两个不同的人"):
        cancelling.restore(standing, actor=head, today=DAY, reason="申诉成立", basis="复核意见")
    second = builders.user("head2", "head")
    with pytest.raises(Refusal, match="依据的材料"):
        cancelling.restore(standing, actor=second, today=DAY, reason="申诉成立", basis=" ")
    cancelling.restore(standing, actor=second, today=DAY, reason="申诉成立", basis="复核意见〔2026〕1号")
    standing.refresh_from_db()
    assert (standing.status, standing.cancelled_on) == ("qualified", None)
    assert not WarningNotice.objects.filter(waived_on=None).exists()
