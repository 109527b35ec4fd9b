"""Policy versions: proposed by one, approved by another, never overlapping, never retroactive."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from registry.history.acting import acting
from registry.history.errors import Refusal
from registry.policy.models import PolicyVersion
from registry.policy.terms import PolicyTerms
from registry.policy.versions import approve_version, draft_after, policy_on, propose_version, terms_on
from tests.builders import auditor, clerk, head

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 6)
NEXT_YEAR = date(2027, 1, 1)


def draft(start=NEXT_YEAR, end=None, **changes):
    changes = {"document_number": "伊政办发〔2026〕9号", "in_force_from": start, "in_force_to": end} | changes
    return draft_after(policy_on(TODAY), **changes)


def proposed(start=NEXT_YEAR, end=None, **changes):
    return propose_version(draft(start, end, **changes), actor=clerk(), today=TODAY)


def approved(start=NEXT_YEAR, end=None, **changes):
    return approve_version(proposed(start, end, **changes), actor=head(), today=TODAY)


def test_the_founding_version_says_exactly_what_the_document_says():
    found, expected = terms_on(TODAY), PolicyTerms.of_2019()
    different = [f.name for f in fields(PolicyTerms) if getattr(found, f.name) != getattr(expected, f.name)]
    assert different == ["version_id"]
    assert found.version_id == policy_on(TODAY).pk


def test_before_the_policy_there_is_none_and_it_is_said():
    assert policy_on(date(2019, 11, 1)).founding
    with pytest.raises(Refusal, match="2019年10月31日没有施行中的政策版本"):
        policy_on(date(2019, 10, 31))


def test_a_proposal_is_not_in_force_until_approved():
    proposed(fee_cap=Decimal("0.80"))
    assert terms_on(NEXT_YEAR).fee_cap == Decimal("1.00")


def test_an_approved_version_takes_over_on_its_day_and_its_predecessor_ends_the_day_before():
    new = approved(fee_cap=Decimal("0.80"))
    assert terms_on(date(2026, 12, 31)).fee_cap == Decimal("1.00")
    assert terms_on(NEXT_YEAR).fee_cap == Decimal("0.80")
    assert policy_on(date(2026, 12, 31)).in_force_to == date(2026, 12, 31)
    assert (new.approved_by, new.approved_on) == (head(), TODAY)


def test_both_steps_leave_who_and_why_in_the_history():
    record = proposed()
    approve_version(record, actor=head(), today=TODAY, reason="旗政府常务会议通过")
    lines = list(
        record.history.order_by("history_id").values_list("history_username", "history_change_reason")
    )
    assert lines == [("clerk", "提出政策版本（伊政办发〔2026〕9号）"), ("head", "旗政府常务会议通过")]


def test_nobody_approves_a_version_of_their_own():
    record = propose_version(draft(), actor=head(), today=TODAY)
    with pytest.raises(Refusal, match="提出人不能批准自己"):
        approve_version(record, actor=head(), today=TODAY)
    assert not PolicyVersion.objects.filter(pk=record.pk, approved_on__isnull=False).exists()


@pytest.mark.parametrize("step", ["propose", "approve"])
def test_each_step_needs_its_right(step):
    record = draft() if step == "propose" else proposed()
    verb = propose_version if step == "propose" else approve_version
    with pytest.raises(Refusal, match="没有.*政策版本的权限"):
        verb(record, actor=auditor(), today=TODAY)


def test_the_clerk_may_propose_and_not_approve():
    record = propose_version(draft(), actor=head(), today=TODAY)
    with pytest.raises(Refusal, match="没有批准政策版本的权限"):
        approve_version(record, actor=clerk(), today=TODAY)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (NEXT_YEAR, None),
        (date(2026, 10, 1), None),
        (date(2026, 10, 1), date(2027, 6, 30)),
        (date(2027, 6, 30), None),
        (date(2027, 3, 1), date(2027, 4, 1)),
    ],
)
def test_overlapping_versions_are_refused(start, end):
    approved(NEXT_YEAR, date(2027, 6, 30))
    record = proposed(start, end, document_number="伊政办发〔2026〕10号")
    with pytest.raises(Refusal, match="重叠"):
        approve_version(record, actor=head(), today=TODAY)
    assert PolicyVersion.objects.approved().count() == 2


def test_versions_that_touch_do_not_overlap():
    approved(NEXT_YEAR, date(2027, 6, 30))
    approved(date(2027, 7, 1), document_number="伊政办发〔2026〕10号")
    assert PolicyVersion.objects.approved().count() == 3
    assert all(
        PolicyVersion.objects.in_force(day).count() == 1 for day in (TODAY, NEXT_YEAR, date(2027, 7, 1))
    )


def test_a_version_before_an_open_ended_one_that_begins_later_overlaps():
    approved(NEXT_YEAR)
    record = proposed(date(2026, 10, 1), document_number="伊政办发〔2026〕10号")
    with pytest.raises(Refusal, match="重叠"):
        approve_version(record, actor=head(), today=TODAY)


def test_a_version_never_reaches_back():
    with pytest.raises(Refusal, match="不得追溯"):
        proposed(date(2026, 5, 5))
    record = proposed(date(2026, 5, 7))
    with pytest.raises(Refusal, match="不得追溯"):
        approve_version(record, actor=head(), today=date(2026, 5, 8))
    assert proposed(TODAY, document_number="伊政办发〔2026〕11号").pk


def test_an_approved_version_is_never_changed_or_approved_again():
    record = approved()
    with pytest.raises(Refusal, match="已经批准"):
        propose_version(record, actor=clerk(), today=TODAY)
    with pytest.raises(Refusal, match="无需重复批准"):
        approve_version(record, actor=head(), today=TODAY)


def test_a_proposal_may_be_corrected_before_approval():
    record = proposed(fee_cap=Decimal("0.80"))
    record.fee_cap = Decimal("0.90")
    propose_version(record, actor=clerk(), today=TODAY, reason="更正")
    assert PolicyVersion.objects.get(pk=record.pk).fee_cap == Decimal("0.90")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"end": date(2026, 12, 31)}, "停止施行日"),
        ({"cap_individual": Decimal(0)}, "上限应大于零"),
        ({"cap_individual": Decimal(6000000)}, "不低于个体工商户上限"),
        ({"guarantor_share": Decimal(80)}, "合计应为百分之百"),
        ({"od_day60": 1}, "处置日须晚于首报日"),
        ({"allin_warn": Decimal(5)}, "提示线不低于目标"),
        ({"apply_months": "5,13"}, "推荐申报月份"),
        ({"tax_grades_ok": "A、B"}, "合格纳税信用级别"),
        ({"litigation_roles_bad": "被告、路人"}, "路人"),
        ({"publicity_workdays": 0}, "公示期限"),
        ({"document_number": ""}, "发文字号"),
    ],
)
def test_figures_out_of_range_are_refused_in_a_sentence(changes, told):
    with pytest.raises(Refusal, match=told):
        proposed(**changes)


def test_every_column_reaches_the_terms():
    record = approved(
        apply_months="3,9",
        tax_grades_ok="A",
        litigation_roles_bad="被告、第三人",
        guarantor_share=Decimal(80),
        bank_share=Decimal(20),
        count_publication_day=True,
    )
    terms = record.terms()
    assert terms.apply_months == (3, 9)
    assert terms.tax_grades_ok == ("A",)
    assert terms.litigation_roles_bad == ("defendant", "third_party")
    assert terms.risk_share == {"guarantor": Decimal("0.8"), "bank": Decimal("0.2")}
    assert terms.count_publication_day
    assert terms.document_number == "伊政办发〔2026〕9号"


@pytest.mark.parametrize(
    "columns",
    [
        {"approved_by": "clerk", "approved_on": TODAY},
        {"approved_by": "head"},
        {"approved_on": TODAY},
        {"proposed_by": None},
        {"in_force_to": date(2026, 12, 31)},
        {"cap_enterprise": Decimal(1)},
    ],
)
def test_the_database_itself_refuses_what_must_never_be(columns):
    people = {"clerk": clerk(), "head": head()}
    record = draft(proposed_by=people["clerk"])
    for name, value in columns.items():
        setattr(record, name, people.get(value, value))
    with pytest.raises(IntegrityError), transaction.atomic(), acting(people["clerk"], "测试"):
        record.save()


@pytest.mark.parametrize("end", [None, date(2030, 1, 1)])
def test_the_database_keeps_two_approved_versions_from_starting_or_ending_together(end):
    approved(NEXT_YEAR, end)
    for start, stop in ((NEXT_YEAR, date(2028, 1, 1)), (date(2028, 1, 1), end)):
        record = draft(start, stop, proposed_by=clerk(), approved_by=head(), approved_on=TODAY)
        with pytest.raises(IntegrityError), transaction.atomic(), acting(clerk(), "测试"):
            record.save()


def test_versions_are_read_by_staff_and_by_nobody_else():
    from django.contrib.auth.models import AnonymousUser

    assert PolicyVersion.objects.visible_to(auditor()).count() == 1
    assert PolicyVersion.objects.visible_to(AnonymousUser()).count() == 0
