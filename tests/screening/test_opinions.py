"""Opinions: sealed, silent, expired, challenged; nobody passes by not being asked."""

from datetime import date

import pytest
from django.urls import reverse

from registry.ledger.actors import system_actor
from registry.ledger.duties import run_duties
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Effect, Message
from registry.screening import answering, asking, challenging, concluding, sealing
from registry.screening.duties import DUTIES
from registry.screening.models import DepartmentOpinion, RefusalLetter
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY, AFTER = date(2026, 5, 9), date(2026, 6, 21)


@pytest.fixture
def application():
    return chapters.in_screening(builders.business())


def of(application, code):
    return application.opinions.filter(institution__code=code, standing=True).first()


def answer(opinion, today=DAY, **given):
    person = builders.reviewer(opinion.institution.code)
    return answering.give_opinion(opinion, actor=person, today=today, **({"answer": "pass"} | given))


class TestSeal:
    def test_before_all_are_in_the_office_learns_in_or_not_in_only(self, application):
        answer(of(application, "COURT"), answer="fail", reason="有被告案件未结")
        row = DepartmentOpinion.objects.visible_to(builders.clerk()).with_seal(builders.clerk())
        assert row.get(institution__code="COURT").opened is False
        with pytest.raises(Refusal) as refused:
            concluding.pass_screening(application, actor=builders.clerk(), today=DAY)
        assert "未启封" in str(refused.value) and "被告" not in str(refused.value)
        with pytest.raises(Refusal, match="未启封"):
            concluding.fail_screening(application, actor=builders.clerk(), today=DAY, reason="不符合")
        with pytest.raises(Refusal, match="尚未启封"):
            challenging.challenge(of(application, "COURT"), actor=builders.clerk(), today=DAY, reason="核对")

    def test_a_department_never_sees_another(self, application):
        chapters.answer_all(application, DAY)
        mine = DepartmentOpinion.objects.visible_to(builders.reviewer("COURT"))
        assert set(mine.values_list("institution__code", flat=True)) == {"COURT"}

    def test_the_last_answer_takes_the_seal_off(self, application):
        chapters.answer_all(application, DAY)
        assert application.unsealing.complete and sealing.is_open(application)

    @pytest.mark.parametrize(("today", "opens"), [(date(2026, 6, 20), False), (AFTER, True)])
    def test_the_office_opens_late_with_a_reason(self, application, today, opens):
        if not opens:
            with pytest.raises(Refusal, match="期满前不能启封"):
                sealing.unseal(application, actor=builders.clerk(), today=today, reason="等不及")
            return
        with pytest.raises(Refusal, match="理由"):
            sealing.unseal(application, actor=builders.clerk(), today=today, reason=" ")
        sealing.unseal(application, actor=builders.clerk(), today=today, reason="期满仍有单位未答复")
        with pytest.raises(Refusal) as refused:
            concluding.pass_screening(application, actor=builders.clerk(), today=today)
        assert len([s for s in refused.value.sentences if "不视为通过" in s]) == application.opinions.count()
        concluding.fail_screening(
            application, actor=builders.clerk(), today=today, reason="多家单位未出具意见"
        )
        assert application.status == "rejected" and application.conclusion.startswith("1. ")

    def test_the_pages_do_not_tell_what_is_sealed(self, application, client):
        sealed = answer(
            of(application, "COURT"), answer="fail", reason="有被告案件未结", reference="（2026）12号"
        )
        client.force_login(builders.clerk())
        for address in (
            reverse("admin:screening_departmentopinion_changelist"),
            reverse("admin:screening_departmentopinion_change", args=[sealed.pk]),
            reverse("admin:screening_application_change", args=[application.pk]),
            reverse("admin:screening_application_step", args=[application.pk, "pass_screening"]),
            reverse("admin:screening_departmentopinion_board"),
        ):
            text = client.get(address).content.decode()
            assert "被告案件" not in text and "（2026）12号" not in text, address
        history = reverse("admin:screening_departmentopinion_history", args=[sealed.pk])
        assert client.get(history).status_code == 404
        listed = reverse("admin:screening_departmentopinion_changelist")
        assert client.get(listed + "?answer__exact=fail").status_code in (302, 400)
        assert client.get(listed + "?reason__startswith=有").status_code in (302, 400)
        client.force_login(builders.reviewer("COURT"))
        assert (
            "被告案件"
            in client.get(
                reverse("admin:screening_departmentopinion_change", args=[sealed.pk])
            ).content.decode()
        )


class TestExpiry:
    def test_an_expired_opinion_does_not_count_and_is_asked_again_once(self, application):
        answer(of(application, "PBOC"), valid_until=date(2026, 5, 20))
        chapters.answer_all(application, DAY)
        late = date(2026, 5, 21)
        with pytest.raises(Refusal, match="已过期"):
            concluding.pass_screening(application, actor=builders.clerk(), today=late)
        for _ in range(2):
            run_duties(DUTIES, actor=system_actor(), on=late, since=late)
        fresh = of(application, "PBOC")
        assert fresh.answer == "" and fresh.corrects.valid_until == date(2026, 5, 20)
        assert Message.objects.filter(recipient_code="PBOC", key__startswith="ask-again").count() == 1
        answer(fresh, late)
        concluding.pass_screening(application, actor=builders.clerk(), today=late)

    def test_nothing_is_approved_on_an_opinion_that_expired_meanwhile(self, application):
        from registry.screening import deciding

        answer(of(application, "PBOC"), valid_until=date(2026, 5, 20))
        chapters.answer_all(application, DAY)
        concluding.pass_screening(application, actor=builders.clerk(), today=DAY)
        given = {"minutes_number": "〔2026〕5号", "actor": builders.leader()}
        with pytest.raises(Refusal, match="已过期"):
            deciding.approve(application, today=date(2026, 5, 21), met_on=date(2026, 5, 21), **given)
        asking.ask_again(application, actor=builders.clerk(), today=date(2026, 5, 21))
        answer(of(application, "PBOC"), date(2026, 5, 22))
        deciding.approve(application, today=date(2026, 5, 22), met_on=date(2026, 5, 22), **given)

    def test_nothing_expired_nothing_asked(self, application):
        with pytest.raises(Refusal, match="没有过期"):
            asking.ask_again(application, actor=builders.clerk(), today=DAY)
        with pytest.raises(Refusal, match="不作数"):
            answer(of(application, "PBOC"), valid_until=date(2026, 5, 8))


class TestChallenge:
    def test_back_to_the_institution_and_no_conclusion_until_it_answers(self, application):
        chapters.answer_all(application, DAY)
        asked = of(application, "PBOC")
        challenging.challenge(asked, actor=builders.clerk(), today=DAY, reason="请核对名称")
        with pytest.raises(Refusal, match="不能重复质询"):
            challenging.challenge(asked, actor=builders.clerk(), today=DAY, reason="再问")
        with pytest.raises(Refusal, match="质询待答复"):
            concluding.pass_screening(application, actor=builders.clerk(), today=DAY)
        with pytest.raises(NotAllowed):
            challenging.confirm_opinion(asked, actor=builders.reviewer("COURT"), today=DAY, reason="无误")
        challenging.confirm_opinion(asked, actor=builders.reviewer("PBOC"), today=DAY, reason="已核对无误")
        concluding.pass_screening(application, actor=builders.clerk(), today=DAY)

    def test_a_correction_answers_the_question_and_both_stay(self, application):
        chapters.answer_all(application, DAY)
        asked = of(application, "PBOC")
        challenging.challenge(asked, actor=builders.clerk(), today=DAY, reason="请核对名称")
        challenging.correct_opinion(
            asked, actor=builders.reviewer("PBOC"), today=DAY, answer="fail", reason="查错对象，更正"
        )
        assert asked.challenges.get().outcome == "corrected"
        assert application.opinions.filter(institution__code="PBOC").count() == 2

    def test_without_a_reason_there_is_no_challenge(self, application):
        chapters.answer_all(application, DAY)
        with pytest.raises(Refusal, match="事由"):
            challenging.challenge(of(application, "PBOC"), actor=builders.clerk(), today=DAY, reason="")
        with pytest.raises(NotAllowed):
            challenging.challenge(of(application, "PBOC"), actor=builders.leader(), today=DAY, reason="问")


class TestReminders:
    def run(self, since, on):
        return run_duties(DUTIES, actor=system_actor(), on=on, since=since)

    def test_once_per_day_of_the_table_and_caught_up(self, application):
        answer(of(application, "PBOC"))
        self.run(date(2026, 6, 12), date(2026, 6, 30))
        self.run(date(2026, 6, 12), date(2026, 6, 30))
        told = Message.objects.filter(key__startswith="opinion.remind", recipient_code="COURT")
        assert sorted(told.values_list("sent_on", flat=True)) == [
            date(2026, 6, 13), date(2026, 6, 19), date(2026, 6, 21), date(2026, 6, 27),
        ]  # fmt: skip
        assert not Message.objects.filter(key__startswith="opinion.remind", recipient_code="PBOC").exists()
        assert (
            Effect.objects.filter(duty="opinion.remind").count()
            == Message.objects.filter(key__startswith="opinion.remind").count()
        )

    def test_a_long_sleep_brings_one_reminder_not_four(self, application):
        self.run(date(2026, 7, 1), date(2026, 7, 1))
        assert Message.objects.filter(key__startswith="opinion.remind", recipient_code="COURT").count() == 1


def test_a_refusal_goes_out_as_a_numbered_letter_with_its_last_day(application):
    chapters.answer_all(application, DAY, answer="doubt", reason="待核实")
    concluding.fail_screening(application, actor=builders.clerk(), today=DAY, reason="不符合准入条件")
    letter = RefusalLetter.objects.get()
    assert letter.document.number == "未通过告知〔2026〕1号" and letter.reply_due_on == date(2026, 5, 15)
    assert "陈述和申辩" in letter.document.body and "2026年5月15日" in letter.document.body
    assert "待核实" not in letter.document.body
