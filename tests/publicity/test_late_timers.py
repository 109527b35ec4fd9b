"""Timers that sleep change nobody's say and no day: what the simulation found, told one by one (R30, A11, R22)."""

from datetime import timedelta

import pytest

from cms.duties import bring_to
from publicity import acts, handling, receiving
from publicity.models import NoticeEntry
from registry.ledger.models import Message, StatusChange
from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.models import Proposal
from registry.screening import intake
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
SENDER = {"sort": "person", "name": "李四", "phone": "13911111111", "address": "阿镇团结路3号"}
ONE = timedelta(days=1)


@pytest.fixture
def notice():
    return chapters.notice_of([builders.business()])


def objected(notice, day):
    facts = "该企业去年拖欠货款，法院已判决，至今没有履行。"
    return receiving.receive_objection(notice.entries.get(), facts=facts, today=day, **SENDER)


def test_an_entry_no_timer_has_held_yet_is_released_by_two_persons_all_the_same(notice):
    objection, after = objected(notice, notice.ends_on), notice.ends_on + ONE
    for step in ("accept", "investigate"):
        getattr(handling, step)(objection, actor=builders.clerk(), today=after)
    made = acts.find_unfounded(objection, actor=builders.clerk(), today=after, reason="经核实不属实")
    assert isinstance(made, Proposal) and NoticeEntry.objects.get().status == "held"
    approve(made, actor=builders.head(), today=after, reason="同意")
    assert NoticeEntry.objects.get().status == "recognised"


def test_one_deadline_is_told_once_whether_or_not_the_check_has_begun(notice):
    objection = objected(notice, notice.published_on)
    handling.accept(objection, actor=builders.clerk(), today=notice.published_on)
    late = objection.decide_due_on + ONE
    bring_to(late, since=late)
    handling.investigate(objection, actor=builders.clerk(), today=late)
    bring_to(late + ONE, since=late + ONE)
    assert Message.objects.filter(subject__startswith="异议超期").count() == 1


def test_a_run_that_catches_up_strikes_nobody_off_before_the_applicant_left(notice):
    first = notice.published_on
    bring_to(first)
    left = first + ONE * 5
    intake.withdraw(notice.entries.get().application, actor=builders.clerk(), today=left, reason="申请人撤回")
    bring_to(left + ONE)
    entry = NoticeEntry.objects.get()
    assert (entry.status, entry.outcome_on) == ("withdrawn", left)
    assert StatusChange.objects.of(entry).last().effective_on == left
