"""What was never announced needs no restoration: only the announcement of the cancellation taken back is answered (R42)."""

from datetime import date, timedelta

import pytest

from cms.duties import bring_to
from publicity.models import Announcement
from registry.policy.models import AdmissionCondition
from registry.sanctions import cancelling
from registry.sanctions.warning import warn_condition
from tests import builders
from tests.lending import scenes

pytestmark = pytest.mark.django_db
FIRST, AGAIN = date(2026, 7, 10), date(2026, 8, 3)


def _restore(held, day):
    another = builders.user("head2", "head")
    cancelling.restore(held, actor=another, today=day, reason="扣款错误", basis="银行说明函〔2026〕3号")


def _cancel(held, day):
    held.refresh_from_db()
    if held.status == "qualified":
        broken = AdmissionCondition.objects.in_force(day).get(code="R17")
        warn_condition(held, actor=builders.head(), today=day, condition=broken, facts="有被执行记录")
    cancelling.cancel(held, actor=builders.head(), today=day, reason="确认取消")


def _told():
    kinds = Announcement.objects.exclude(kind="recognition").order_by("id")
    return list(kinds.values_list("kind", flat=True))


def test_a_second_cancellation_taken_back_before_anybody_was_told_is_not_told_at_all():
    held = scenes.overdue().business.qualifications.get()
    for verb, day in ((_cancel, FIRST), (_restore, FIRST + timedelta(days=5))):
        verb(held, day)
        bring_to(day, since=day)
    assert _told() == ["cancellation", "correction"]
    _cancel(held, AGAIN)
    _restore(held, AGAIN + timedelta(days=1))
    bring_to(AGAIN + timedelta(days=1), since=AGAIN)
    assert _told() == ["cancellation", "correction"]
