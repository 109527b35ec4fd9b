"""Meetings of the leading group, refusals answered, coordination meetings with their tasks."""

from datetime import date

import pytest

from registry.ledger.errors import NotAllowed, Refusal
from registry.screening import concluding, coordination, letters, meetings
from registry.screening.models import LeadingGroupDecision, RefusalLetter
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 12)
MEMBERS = [("甲", "组长"), ("乙", "成员"), ("丙", "成员"), ("丁", "成员"), ("戊", "成员")]


def screened(business):
    application = chapters.in_screening(business)
    chapters.answer_all(application, date(2026, 5, 9))
    concluding.pass_screening(application, actor=builders.clerk(), today=date(2026, 5, 9))
    return application


@pytest.fixture
def applications():
    return [screened(builders.business(code)) for code in builders.ENTERPRISE_CODES]


def meeting_of(applications, present=4):
    clerk = builders.clerk()
    made = meetings.plan_meeting(
        title="审核会议",
        met_on=DAY,
        chair="甲",
        members=MEMBERS,
        applications=applications,
        actor=clerk,
        today=DAY,
    )
    meetings.take_attendance(made, actor=clerk, today=DAY, present=list(made.members.all()[:present]))
    return made


def vote(item, **given):
    return meetings.record_vote(item, actor=builders.clerk(), today=DAY, **given)


def close(meeting, number="〔2026〕5号"):
    return meetings.close_meeting(meeting, actor=builders.leader(), today=DAY, minutes_number=number)


def test_each_item_is_decided_as_voted_under_the_minutes(applications):
    meeting = meeting_of(applications)
    first, second = meeting.items.all()
    vote(first, mode="acclamation")
    vote(
        second,
        mode="vote",
        votes_for=1,
        votes_against=2,
        recused=[meeting.members.first()],
        recusal_reason="亲属",
        reason="证据不足",
    )
    close(meeting)
    said = {
        d.application_id: (d.approved, d.minutes_number, d.tally) for d in LeadingGroupDecision.objects.all()
    }
    assert said[applications[0].pk] == (True, "〔2026〕5号", "到会4人，一致同意")
    assert said[applications[1].pk] == (False, "〔2026〕5号", "到会4人，回避1人，赞成1票、反对2票、弃权0票")
    statuses = [type(a).objects.get(pk=a.pk).status for a in applications]
    assert statuses == ["approved", "declined"]
    assert "证据不足" in RefusalLetter.objects.get(stage="leading").document.body


@pytest.mark.parametrize(("present", "closes"), [(2, False), (3, True)])
def test_without_a_quorum_nothing_is_decided(applications, present, closes):
    meeting = meeting_of(applications[:1], present)
    vote(meeting.items.get(), mode="acclamation")
    if closes:
        close(meeting)
    else:
        with pytest.raises(Refusal, match="没有超过半数"):
            close(meeting)
    assert LeadingGroupDecision.objects.exists() is closes


def test_every_reason_at_once_and_nothing_half_done(applications):
    meeting = meeting_of(applications, present=2)
    vote(meeting.items.first(), mode="acclamation")
    with pytest.raises(Refusal) as refused:
        close(meeting, number="无")
    assert len(refused.value.sentences) == 3
    meeting.refresh_from_db()
    assert meeting.status == "planned" and meeting.minutes_number == ""
    assert not LeadingGroupDecision.objects.exists()


def test_a_vote_is_judged_again_when_somebody_turns_out_not_to_have_come(applications):
    meeting = meeting_of(applications[:1], present=4)
    vote(meeting.items.get(), mode="vote", votes_for=4)
    meetings.take_attendance(
        meeting, actor=builders.clerk(), today=DAY, present=list(meeting.members.all()[:3])
    )
    with pytest.raises(Refusal, match="应为3票"):
        close(meeting)


def test_who_steps_aside_does_not_vote_and_says_why(applications):
    meeting = meeting_of(applications[:1])
    item, aside = meeting.items.get(), [meeting.members.first()]
    with pytest.raises(Refusal, match="应为3票"):
        vote(item, mode="vote", votes_for=4, recused=aside, recusal_reason="亲属")
    with pytest.raises(Refusal, match="回避理由"):
        vote(item, mode="vote", votes_for=3, recused=aside)
    with pytest.raises(Refusal, match="到会的成员"):
        vote(item, mode="vote", votes_for=3, recused=[meeting.members.last()], recusal_reason="亲属")
    vote(item, mode="vote", votes_for=3, recused=aside, recusal_reason="亲属")
    assert item.approved and item.recusals.get().member == aside[0]


def test_before_the_day_nobody_has_come_and_nothing_is_voted(applications):
    meeting = meeting_of(applications[:1])
    early = {"actor": builders.clerk(), "today": date(2026, 5, 11)}
    with pytest.raises(Refusal, match="请在会后登记"):
        meetings.take_attendance(meeting, present=[], **early)
    item = meeting.items.get()
    with pytest.raises(Refusal, match="请在会后登记"):
        meetings.record_vote(item, mode="acclamation", **early)


def test_deferred_stays_screened_and_may_be_on_the_next_agenda(applications):
    meeting = meeting_of(applications[:1])
    with pytest.raises(Refusal, match="理由"):
        vote(meeting.items.get(), mode="deferred")
    vote(meeting.items.get(), mode="deferred", reason="等审计报告")
    close(meeting)
    applications[0].refresh_from_db()
    assert applications[0].status == "screened" and applications[0] in meetings.ready_applications()


def test_only_screened_ones_once_and_only_the_leading_group_closes(applications):
    meeting = meeting_of(applications[:1])
    with pytest.raises(Refusal, match="已列入"):
        meetings.add_items(meeting, applications[:1], actor=builders.clerk(), today=DAY)
    vote(meeting.items.get(), mode="acclamation")
    with pytest.raises(NotAllowed):
        meetings.close_meeting(meeting, actor=builders.clerk(), today=DAY, minutes_number="〔2026〕5号")
    item = meeting.items.get()
    with pytest.raises(NotAllowed):
        meetings.record_vote(item, actor=builders.leader(), today=DAY, mode="acclamation")


def test_an_applicant_answers_and_is_answered_by_a_second_person(applications):
    meeting = meeting_of(applications[:1])
    vote(meeting.items.get(), mode="vote", votes_against=4, reason="经营不稳")
    close(meeting)
    letter = RefusalLetter.objects.get()
    with pytest.raises(Refusal, match="申辩日期"):
        letters.record_appeal(
            letter,
            actor=builders.head(),
            today=DAY,
            appellant="张三",
            appeal="有误",
            appealed_on=date(2026, 5, 1),
        )
    letters.record_appeal(
        letter, actor=builders.head(), today=DAY, appellant="张三", appeal="有误", appealed_on=DAY
    )
    with pytest.raises(NotAllowed, match="两个不同的人"):
        letters.uphold(letter, actor=builders.head(), today=DAY, reason="维持", answer="理由同前")
    second = builders.user("head2", "head")
    letters.reopen(letter, actor=second, today=DAY, reason="新证据", answer="将重新甄别")
    application = type(applications[0]).objects.get(pk=applications[0].pk)
    assert application.status == "screening" and application.decision is None
    assert letter.answer_document.kind == "reply"


class TestCoordination:
    def hold(self, **given):
        fields = {
            "title": "议事会",
            "held_on": DAY,
            "attendees": [builders.institution("TAX")],
            "minutes": "研究查询口径",
        }
        return coordination.hold_meeting(actor=builders.clerk(), today=DAY, **(fields | given))

    def test_no_minutes_no_attendees_not_yet_held(self):
        with pytest.raises(Refusal) as refused:
            self.hold(held_on=date(2026, 5, 13), attendees=[], minutes=" ")
        assert len(refused.value.sentences) == 3

    def test_a_task_is_finished_by_its_own_body(self):
        task = coordination.add_task(
            self.hold(), actor=builders.clerk(), today=DAY, text="给出口径", owner=builders.institution("TAX"),
            due_on=date(2026, 5, 20),
        )  # fmt: skip
        assert type(task).objects.overdue(date(2026, 5, 20)).count() == 0
        assert type(task).objects.overdue(date(2026, 5, 21)).get() == task
        with pytest.raises(NotAllowed):
            coordination.finish_task(task, actor=builders.reviewer("COURT"), today=DAY, done_note="已办")
        coordination.finish_task(task, actor=builders.reviewer("TAX"), today=DAY, done_note="已发函")
        with pytest.raises(Refusal, match="已于"):
            coordination.finish_task(task, actor=builders.clerk(), today=DAY, done_note="再办")

    def test_minutes_are_seen_by_who_took_part(self):
        from registry.screening.models import CoordinationMeeting

        self.hold()
        assert CoordinationMeeting.objects.visible_to(builders.reviewer("TAX")).exists()
        assert not CoordinationMeeting.objects.visible_to(builders.reviewer("COURT")).exists()
