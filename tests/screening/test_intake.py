"""Taking applications in: everything that is wrong is told at once, and nothing is half done."""

from datetime import date

import pytest

from registry.ledger.errors import NotAllowed, Refusal
from registry.screening import answering, concluding, deciding, intake
from registry.screening.models import Application, DepartmentOpinion
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 6)
LATER = date(2026, 5, 9)


def test_every_reason_is_told_at_once():
    business = builders.business(
        employees=5000, revenue=builders.Decimal("900000000"), assets=builders.Decimal("900000000")
    )
    chapters.round_of()
    application = intake.draft_application(
        business, channel="recommended", recommender=builders.institution("ALTXR"), contact_name="张三",
        contact_phone="13900000000", actor=builders.recommender(), today=DAY,
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        intake.submit(application, actor=builders.recommender(), today=DAY)
    said = "".join(refused.value.sentences)
    for part in ("工商注册", "税务征管", "固定经营场所", "大型", "同意公示", "授权查询征信", "征信报告"):
        assert part in said
    application.refresh_from_db()
    assert application.status == "draft" and application.received_on is None


def test_outside_the_window_only_the_head_with_a_reason():
    business, day = builders.business(), date(2026, 7, 1)
    given = {"channel": "self", "contact_name": "张三", "contact_phone": "13900000000"}
    chapters.round_of()
    with pytest.raises(Refusal, match="没有开放的申报轮次"):
        intake.draft_application(business, actor=builders.clerk(), today=day, **given)
    with pytest.raises(NotAllowed, match="窗口外"):
        intake.draft_application(
            business, actor=builders.clerk(), today=day, outside_window_reason="补报", **given
        )


def test_a_double_submit_is_refused_in_a_sentence():
    application = chapters.submitted(builders.business())
    with pytest.raises(Refusal, match="现在是“已提交”"):
        intake.submit(application, actor=builders.recommender(), today=DAY)


def test_a_recommender_handles_its_own_only():
    application = chapters.draft(builders.business())
    with pytest.raises(NotAllowed, match="不是您所在单位经办"):
        intake.submit(application, actor=builders.recommender("WULAN"), today=DAY)
    assert not Application.objects.visible_to(builders.recommender("WULAN")).exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.exe", b"MZ", "只接受"),
        ("a.pdf", b"not a pdf", "内容与扩展名"),
        ("a.pdf", b"", "是空的"),
        ("a.docx", b"PK\x03\x04", "不符"),
    ],
)
def test_a_wrong_file_is_refused(name, content, sentence):
    application = chapters.draft(builders.business())
    with pytest.raises(Refusal, match=sentence):
        intake.attach(
            application, kind="other", name=name, content=content, actor=builders.recommender(), today=DAY
        )


def test_a_department_sees_and_answers_its_own_conditions_only():
    application = chapters.in_screening(builders.business())
    tax, police = builders.reviewer("TAX"), builders.reviewer("POLICE")
    assert {o.institution.code for o in DepartmentOpinion.objects.visible_to(tax)} == {"TAX"}
    foreign = application.opinions.filter(institution__code="POLICE").first()
    with pytest.raises(NotAllowed, match="由.*公安.*答复"):
        answering.give_opinion(foreign, actor=tax, today=DAY, answer="pass")
    with pytest.raises(Refusal, match="必须写明理由"):
        answering.give_opinion(foreign, actor=police, today=DAY, answer="fail")
    given = answering.give_opinion(foreign, actor=police, today=DAY, answer="doubt", reason="待核实")
    fresh = answering.correct_opinion(given, actor=police, today=DAY, answer="pass", reason="已核实无案件")
    given.refresh_from_db()
    assert (given.standing, fresh.standing, fresh.corrects_id) == (False, True, given.pk)


def test_the_leading_group_decides_after_the_office_and_by_another_person():
    application = chapters.in_screening(builders.business())
    chapters.answer_all(application, LATER)
    both = builders.user("both", "clerk")
    builders.user("both", "leader", "LEADING")
    concluding.pass_screening(application, actor=both, today=LATER)
    with pytest.raises(NotAllowed, match="两个不同的人"):
        deciding.approve(
            application,
            actor=builders.User.objects.get(pk=both.pk),
            today=LATER,
            minutes_number="〔2026〕5号",
            met_on=LATER,
        )
    with pytest.raises(Refusal, match="没有编号"):
        deciding.approve(
            application, actor=builders.leader(), today=LATER, minutes_number="纪要", met_on=LATER
        )
