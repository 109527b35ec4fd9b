"""R33: bank and guarantor each record their own finding; a finding against keeps the line from being used."""

from datetime import date

import pytest

from registry.ledger.errors import NotAllowed, Refusal
from registry.lending import lines
from registry.lending.inquiring import inquiry_sentences, record_inquiry
from registry.lending.models import Inquiry
from tests import builders

from . import scenes

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 20)


def inquire(line, who, result="agree", **given):
    fields = {"grounds": "订单稳定", "today": DAY} | given
    return record_inquiry(line, actor=who, result=result, **fields)


def activate(line):
    return lines.activate(line, actor=builders.bank_maker(), today=DAY, committed_on=DAY)


def test_each_lender_records_under_its_own_name():
    line = scenes.line()
    inquire(line, builders.bank_maker())
    inquire(line, builders.guarantor())
    assert set(line.inquiries.values_list("institution__code", "result")) == {
        ("NSH", "agree"),
        ("GUARANTOR", "agree"),
    }
    assert line.inquiries.first().history.get().history_change_reason == "登记放款前调查结论"


@pytest.mark.parametrize("found", [(), ("agree",), ("agree", "agree")])
def test_a_missing_finding_is_told_and_does_not_forbid(found):
    line = scenes.line()
    for who, result in zip((builders.bank_maker(), builders.guarantor()), found, strict=False):
        inquire(line, who, result)
    told = inquiry_sentences(line)
    assert sum("尚未登记" in sentence for sentence in told) == 2 - len(found)
    assert activate(line).to_status == "active"


def test_a_finding_against_forbids_until_the_same_lender_changes_its_mind():
    line, guarantor = scenes.line(), builders.guarantor()
    first = inquire(line, guarantor, "disagree")
    with pytest.raises(Refusal, match="调查结论是“不同意”"):
        activate(line)
    second = inquire(line, guarantor, "agree", grounds="补充了订单")
    first.refresh_from_db()
    assert (first.standing, second.standing, second.corrects) == (False, True, first)
    assert activate(line).to_status == "active"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"grounds": " "}, "没有填写调查情况和理由"),
        ({"result": "maybe"}, "没有选择调查结论"),
        ({"concluded_on": date(2026, 6, 21)}, "晚于今天"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_kept(given, sentence):
    line = scenes.line()
    with pytest.raises(Refusal, match=sentence):
        inquire(line, builders.bank_maker(), **given)
    assert not Inquiry.objects.exists()


def test_after_the_line_is_in_use_it_is_too_late():
    line = scenes.line()
    activate(line)
    with pytest.raises(Refusal, match="应在启用授信之前登记"):
        inquire(line, builders.bank_maker())


def test_the_same_finding_twice_is_refused():
    line = scenes.line()
    inquire(line, builders.bank_maker())
    with pytest.raises(Refusal, match="不必重复登记"):
        inquire(line, builders.bank_maker())
    assert Inquiry.objects.count() == 1


@pytest.mark.parametrize("who", [lambda: builders.bank_maker("ZGYH"), builders.clerk, builders.auditor])
def test_nobody_else_may(who):
    line = scenes.line()
    with pytest.raises(NotAllowed):
        inquire(line, who())


def test_another_bank_sees_none_of_it():
    line = scenes.line()
    inquire(line, builders.guarantor())
    seen = {
        who.username: Inquiry.objects.visible_to(who).count()
        for who in (
            builders.bank_maker(),
            builders.bank_maker("ZGYH"),
            builders.guarantor(),
            builders.recommender(),
        )
    }
    assert seen == {"maker-nsh": 1, "maker-zgyh": 0, "guarantor": 1, "town-altxr": 0}
