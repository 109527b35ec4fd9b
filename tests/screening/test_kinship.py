"""Which applications belong together: the truth table, addresses made comparable, and what the office is shown."""

import itertools

import pytest
from django.urls import reverse

from registry.screening.kinship import (
    SAME_ADDRESS,
    SAME_CODE,
    SAME_DOCUMENT,
    SAME_PERSON,
    SAME_PHONE,
    Applicant,
    comparable_address,
    ties,
)
from registry.screening.related import related_applications
from tests import builders
from tests.stories import chapters

ONE = Applicant("91A", "张三", "k1", frozenset({"139"}), "阿镇文明街12号")


def other(*, code=False, document=False, name=False, phone=False, address=False):
    return Applicant(
        "91A" if code else "92B", "张三" if name else "李四", "k1" if document else "k2",
        frozenset({"139", "138"}) if phone else frozenset({"138"}), "阿勒腾席热镇文明街１２号" if address else "阿镇文明街13号",
    )  # fmt: skip


@pytest.mark.parametrize(("document", "name", "phone", "address"), itertools.product((False, True), repeat=4))
def test_the_truth_table(document, name, phone, address):
    expected = [SAME_DOCUMENT] if document else []
    expected += [SAME_PERSON if name else SAME_PHONE] if phone else []
    expected += [SAME_ADDRESS] if address else []
    assert ties(ONE, other(document=document, name=name, phone=phone, address=address)) == expected


@pytest.mark.parametrize("rest", [{}, {"document": True, "name": True, "phone": True, "address": True}])
def test_one_code_is_told_as_one_code(rest):
    assert ties(ONE, other(code=True, **rest)) == [SAME_CODE]


def test_nothing_given_ties_nobody():
    empty = Applicant("91A"), Applicant("92B")
    assert ties(*empty) == []


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("阿镇文明街12号", "内蒙古自治区鄂尔多斯市伊金霍洛旗阿勒腾席热镇文明街12号"),
        ("阿镇 文明街，１２号", "阿镇文明街12号"),
        ("扎萨克镇东街三号", "札萨克镇东街3号"),
    ],
)
def test_one_place_written_in_two_ways(one, same):
    assert comparable_address(one) == comparable_address(same)


def test_a_town_alone_is_no_place():
    short = Applicant("91A", address="阿镇街"), Applicant("92B", address="阿镇街")
    assert comparable_address("阿镇街") == comparable_address("阿勒腾席热镇街")
    assert ties(Applicant("91A", address="红庆河镇"), Applicant("92B", address="红庆河镇")) == []
    assert ties(*short) == [SAME_ADDRESS]


@pytest.mark.django_db
class TestOffice:
    def pair(self):
        first = chapters.submitted(builders.business(builders.INDIVIDUAL_CODES[0]))
        second = chapters.submitted(
            builders.business(builders.INDIVIDUAL_CODES[1], name="另一小店", address="红庆河镇西街9号")
        )
        return first, second

    def test_two_of_one_round_are_found_and_a_withdrawn_one_is_not(self):
        from registry.screening import intake

        first, second = self.pair()
        assert related_applications(first) == [(second, [SAME_PERSON])]
        intake.withdraw(second, actor=builders.clerk(), today=chapters.date(2026, 5, 7), reason="自愿")
        assert related_applications(first) == []

    def test_the_office_sees_the_tie_with_a_link_and_the_recommender_does_not(self, client):
        first, second = self.pair()
        address = reverse("admin:screening_application_change", args=[first.pk])
        link = reverse("admin:screening_application_change", args=[second.pk])
        client.force_login(builders.clerk())
        text = client.get(address).content.decode()
        assert link in text and SAME_PERSON in text
        client.force_login(builders.recommender())
        assert "关联申报" not in client.get(address).content.decode()
