"""R25, R37, R61: recognised businesses are asked about again; a failed answer goes before the office, silence never passes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from cms.duties import bring_to
from registry.history.acting import acting
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message
from registry.policy.models import AdmissionCondition
from registry.sanctions import breaches
from registry.sanctions.models import ConditionBreach, WarningNotice
from registry.screening import reaffirming, rechecking
from registry.screening.models import Application, DepartmentOpinion, Recheck
from registry.screening.rounds import open_round
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)
DAY = timedelta(days=1)


@pytest.fixture
def round():
    return open_round(2026, 5, actor=builders.clerk(), today=MAY)


@pytest.fixture
def business(round):
    return builders.qualified()


@pytest.fixture
def asked(round, business):
    return rechecking.start(round, actor=builders.clerk(), today=MAY)


def of(code="TAX", **more):
    return Recheck.objects.standing().filter(institution__code=code, **more).first()


def say(recheck, answer="fail", today=MAY + DAY, **given):
    given = {"reason": "" if answer == "pass" else "最近一期评价为C级"} | given
    person = builders.reviewer(recheck.institution.code)
    return reaffirming.answer(recheck, actor=person, today=today, answer=answer, **given)


class TestAsking:
    def test_every_body_is_asked_about_its_own_conditions(self, asked, round):
        pairs = {
            (condition.code, answerer.institution_code)
            for condition in AdmissionCondition.objects.in_force(MAY)
            for answerer in condition.answerers.all()
        }
        assert {(row.condition.code, row.institution.code) for row in asked} == pairs
        assert all(row.history.get().history_change_reason == "开展资格复核" for row in Recheck.objects.all())
        assert Message.objects.filter(kind="recheck", recipient_code="TAX").count() == 1

    def test_twice_asks_nobody_again(self, asked, round):
        with pytest.raises(Refusal, match="没有需要复核"):
            rechecking.start(round, actor=builders.clerk(), today=MAY + DAY)

    def test_who_is_recognised_in_this_round_is_not_asked_about(self, round):
        builders.qualified(on=MAY)
        with pytest.raises(Refusal, match="没有需要复核"):
            rechecking.start(round, actor=builders.clerk(), today=MAY)

    def test_a_cancelled_business_is_not_asked_about(self, round, business):
        standing = business.qualification()
        with acting(builders.head(), "测试"):
            type(standing)._base_manager.filter(pk=standing.pk).update(status="cancelled")
        assert not rechecking.to_recheck(round).exists()

    @pytest.mark.parametrize(
        "who", [builders.reviewer, builders.bank_maker, builders.leader, builders.auditor]
    )
    def test_only_the_office_asks(self, round, business, who):
        with pytest.raises(NotAllowed):
            rechecking.start(round, actor=who(), today=MAY)

    def test_the_next_round_takes_the_place_of_this_one(self, asked):
        kept = say(of(), "pass")
        december = open_round(2026, 12, actor=builders.clerk(), today=date(2026, 12, 1))
        rechecking.start(december, actor=builders.clerk(), today=date(2026, 12, 1))
        kept.refresh_from_db()
        assert not kept.standing and of().corrects == kept and of().round == december
        assert not Recheck.objects.owed().exclude(round=december).exists()


class TestAnswering:
    def test_a_body_answers_its_own_only(self, asked):
        with pytest.raises(NotAllowed):
            reaffirming.answer(of("COURT"), actor=builders.reviewer("TAX"), today=MAY, answer="pass")

    @pytest.mark.parametrize("answer", ["fail", "doubt"])
    def test_what_is_not_a_pass_says_why(self, asked, answer):
        with pytest.raises(Refusal, match="说明|理由"):
            say(of(), answer, reason="")

    def test_a_correction_stands_in_place_of_the_first(self, asked):
        first = say(of(), "fail")
        second = say(first, "pass", reason="查询时点有误")
        first.refresh_from_db()
        assert (first.standing, second.standing, second.corrects, first.latest()) == (
            False,
            True,
            first,
            second,
        )
        with pytest.raises(Refusal, match="已经重新征询"):
            say(first, "pass")

    def test_the_database_knows_one_standing_word(self, asked):
        row = of()
        twin = Recheck(
            **{
                f.attname: getattr(row, f.attname)
                for f in Recheck._meta.concrete_fields
                if f.name not in ("id", "version", "corrects")
            }
        )
        with pytest.raises(IntegrityError), transaction.atomic(), acting(builders.clerk(), "测试"):
            twin.save()

    def test_a_department_sees_what_it_was_asked(self, asked):
        mine = Recheck.objects.visible_to(builders.reviewer("COURT"))
        assert set(mine.values_list("institution__code", flat=True)) == {"COURT"}
        assert not Recheck.objects.visible_to(builders.bank_maker()).exists()
        assert not Recheck.objects.visible_to(builders.leader()).exists()


class TestTogether:
    def together(self, keys, who="TAX", **given):
        given = {"reference": "系统查询20260505", "queried_on": MAY} | given
        body = builders.institution(who, "department")
        return reaffirming.pass_all(body, keys, actor=builders.reviewer(who), today=MAY + DAY, **given)

    def keys(self, who="TAX"):
        return list(Recheck.objects.owed().filter(institution__code=who).values_list("pk", flat=True))

    def test_all_that_was_seen_is_answered_with_history(self, asked):
        keys = self.keys()
        assert self.together(keys) == len(keys) > 0
        row = Recheck.objects.get(pk=keys[0])
        assert (row.answer, row.reference, row.answered_by) == (
            "pass",
            "系统查询20260505",
            builders.reviewer("TAX"),
        )
        assert row.history.count() == 2 and not self.keys()

    def test_a_row_answered_meanwhile_stops_the_whole(self, asked):
        keys = self.keys()
        say(of(), "fail")
        with pytest.raises(Refusal, match="已经答复或者重新征询"):
            self.together(keys)
        assert Recheck.objects.filter(answer="pass").count() == 0

    @pytest.mark.parametrize(
        ("given", "told"), [({"reference": " "}, "查询凭据"), ({"queried_on": MAY + 9 * DAY}, "晚于今天")]
    )
    def test_without_proof_nothing_is_answered(self, asked, given, told):
        with pytest.raises(Refusal, match=told):
            self.together(self.keys(), **given)
        assert self.keys()

    def test_only_by_the_body_itself(self, asked):
        with pytest.raises(NotAllowed):
            reaffirming.pass_all(
                builders.institution("TAX", "department"),
                self.keys(),
                actor=builders.reviewer("COURT"),
                today=MAY,
                reference="x",
            )


class TestWhatFollows:
    def test_a_failure_goes_before_the_office_once_and_cancels_nothing(self, asked, business):
        say(of())
        bring_to(MAY + 2 * DAY)
        bring_to(MAY + 3 * DAY)
        case = ConditionBreach.objects.get()
        assert (case.status, case.recheck, case.condition, case.fact) == (
            "prepared",
            of(),
            of().condition,
            None,
        )
        assert case.found_on == MAY + DAY and business.qualification().status == "qualified"
        assert "复核不通过" in Message.objects.get(kind="breach", recipient_code="OFFICE").subject

    def test_confirmed_it_warns_and_marks_for_cancellation(self, asked, business):
        say(of())
        bring_to(MAY + 2 * DAY)
        case = ConditionBreach.objects.get()
        breaches.confirm(
            case, actor=builders.clerk(), today=MAY + 3 * DAY, reason="已核实", condition=case.condition
        )
        assert business.qualification().status == "warned"
        assert "C级" in WarningNotice.objects.get().facts

    def test_corrected_before_the_office_looked_it_is_lifted(self, asked):
        failed = say(of())
        bring_to(MAY + 2 * DAY)
        say(failed, "pass", today=MAY + 3 * DAY, reason="查询时点有误")
        bring_to(MAY + 4 * DAY)
        assert ConditionBreach.objects.get().status == "lifted"

    def test_corrected_after_the_warning_it_is_taken_back(self, asked, business):
        failed = say(of())
        bring_to(MAY + 2 * DAY)
        case = ConditionBreach.objects.get()
        breaches.confirm(
            case, actor=builders.clerk(), today=MAY + 3 * DAY, reason="已核实", condition=case.condition
        )
        case.refresh_from_db()
        with pytest.raises(Refusal, match="仍然有效"):
            breaches.withdraw(case, actor=builders.head(), today=MAY + 4 * DAY, reason="复核")
        say(failed, "pass", today=MAY + 4 * DAY, reason="查询时点有误")
        breaches.withdraw(
            ConditionBreach.objects.get(), actor=builders.head(), today=MAY + 5 * DAY, reason="税务局已更正"
        )
        assert business.qualification().status == "qualified"

    def test_a_failure_said_again_is_one_case(self, asked):
        failed = say(of())
        bring_to(MAY + 2 * DAY)
        say(failed, "fail", today=MAY + 3 * DAY, reason="评价为D级")
        bring_to(MAY + 4 * DAY)
        assert ConditionBreach.objects.count() == 1

    def test_silence_is_reminded_and_never_passes(self, asked):
        due = of().due_on
        for day in (due - 7 * DAY, due - DAY, due + DAY, due + 7 * DAY):
            bring_to(day, since=day)
            bring_to(day, since=day)
        told = Message.objects.filter(kind="recheck", subject__contains="催办")
        assert told.filter(recipient_code="TAX").count() == 4
        assert of().answer == "" and not ConditionBreach.objects.exists()


class TestBeforeTheFirstDrawdown:
    def recognised(self, valid_until):
        """A business recognised by way of an application; the tax office's words hold until `valid_until`."""
        notice = chapters.notice_of([builders.business()])
        bring_to(notice.ends_on + 2 * DAY, since=notice.ends_on)
        application = Application.objects.get()
        assert application.status == "recognised"
        DepartmentOpinion._base_manager.filter(application=application, institution__code="TAX").update(
            valid_until=valid_until
        )
        return application.business

    def test_an_expired_word_is_asked_for_again(self):
        business = self.recognised(date(2026, 7, 1))
        assert rechecking.expired_words(business, date(2026, 7, 1)) == []
        late = date(2026, 7, 2)
        words = rechecking.expired_words(business, late)
        assert {body.code for _, body in words} == {"TAX"}
        fresh = rechecking.ask_expired(business, actor=builders.clerk(), today=late)
        assert len(fresh) == len(words) and {row.cause for row in fresh} == {"drawdown"}
        assert rechecking.ask_expired(business, actor=builders.clerk(), today=late) == []
        assert all("尚未答复" in told for told in rechecking.drawdown_problems(business, late))
        for row in fresh:
            say(row, "pass", today=late)
        assert rechecking.drawdown_problems(business, late) == []

    def test_a_word_not_a_pass_holds_the_money_back(self, asked, business):
        assert rechecking.drawdown_problems(business, MAY) == []
        say(of(), "doubt")
        assert len(rechecking.drawdown_problems(business, MAY + DAY)) == 1
