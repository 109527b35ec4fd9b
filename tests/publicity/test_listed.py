"""The public check of the blacklist: only while it is shown, from its first day to its last, and never again after (§5.3)."""

from datetime import date, timedelta

import pytest
import time_machine

from cms.duties import bring_to
from publicity.listed import answer_for, shown_on
from registry.sanctions import removal
from tests import builders
from tests.sanctions.test_blacklist import listed, published

pytestmark = pytest.mark.django_db


def test_shown_from_the_day_of_publication_until_the_day_before_the_end():
    case = published()
    code, first, end = case.business.uscc, case.publish_from, case.max_until
    days = [first - timedelta(days=1), first, end - timedelta(days=1), end]
    assert [bool(shown_on(code, on=day, today=first)) for day in days] == [False, True, True, False]


def test_once_hidden_it_is_not_told_for_an_earlier_day_either():
    case = published()
    code, first, end = case.business.uscc, case.publish_from, case.max_until
    assert shown_on(code, on=first, today=end - timedelta(days=1))
    assert not shown_on(code, on=first, today=end)
    removal.remove(
        case, actor=builders.user("head2", "head"), today=date(2026, 8, 1), reason="判决撤销", cause="revoked"
    )
    assert not shown_on(code, on=first, today=date(2026, 8, 1))


def test_what_is_listed_inside_is_no_public_answer():
    case = listed()
    assert answer_for(case.business.uscc, on=case.decided_on, today=case.decided_on) is None


def test_the_page_answers_one_exact_code_with_basis_term_and_address(client):
    case = published()
    bring_to(case.publish_from, since=case.publish_from)
    with time_machine.travel(f"{case.publish_from}T12:00:00+08:00", tick=False):
        page = client.get("/chaxun/", {"code": case.business.uscc}).content.decode()
    assert "《测试社会信用条例》第三十条" in page and "2027年6月19日" in page and "查看原文" in page
    assert case.facts not in page
