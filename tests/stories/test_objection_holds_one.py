"""An objection holds one of many; the others are recognised on the day (R30, R63, A11)."""

from datetime import timedelta

import pytest

from cms.duties import bring_to
from publicity import handling, receiving
from tests import builders

from . import chapters

pytestmark = pytest.mark.django_db
FACTS = "该企业去年拖欠货款，法院已判决，至今没有履行。"


@pytest.fixture
def notice():
    codes = (*builders.ENTERPRISE_CODES, *builders.INDIVIDUAL_CODES)
    return chapters.notice_of([builders.business(code) for code in codes])


def object_to(entry, today):
    return receiving.receive_objection(
        entry,
        sort="person",
        name="李四",
        phone="13911111111",
        address="阿镇团结路3号",
        facts=FACTS,
        today=today,
    )


@pytest.mark.parametrize(
    ("finding", "entry_status", "standing"),
    [
        ("find_unfounded", "recognised", "qualified"),
        ("find_minor", "recognised", "qualified"),
        ("find_major", "refused", "lapsed"),
    ],
)
def test_one_is_held_and_decided_later_the_others_are_not_touched(notice, finding, entry_status, standing):
    first, *others = notice.entries.order_by("ordinal")
    objection = object_to(first, notice.published_on)
    after = notice.ends_on + timedelta(days=1)
    bring_to(after)
    first.refresh_from_db()
    assert first.status == "held"
    assert {e.status for e in notice.entries.exclude(pk=first.pk)} == {"recognised"}
    later = after + timedelta(days=3)
    for step in ("accept", "investigate"):
        getattr(handling, step)(objection, actor=builders.clerk(), today=later)
    getattr(handling, finding)(objection, actor=builders.clerk(), today=later, reason="经向法院核实")
    bring_to(later)
    first.refresh_from_db()
    assert first.status == entry_status
    assert first.application.business.qualifications.get().status == standing
    assert len(others) == 3


def test_the_same_words_twice_give_one_receipt(notice):
    entry = notice.entries.first()
    assert object_to(entry, notice.published_on) == object_to(entry, notice.published_on)
