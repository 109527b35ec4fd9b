"""The public check for a day gone by: what stood published then, and nothing that has lawfully left since (decision 0036)."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup

from cms.duties import bring_to
from publicity import handling, withdrawing
from publicity.checking import codes_named, standing_on
from publicity.models import Announcement
from registry.documents.ending import withdraw_paper
from registry.ledger.doors import perform
from registry.sanctions import cancelling, removal
from tests import builders
from tests.lending import scenes
from tests.publicity.test_two_clocks import restored
from tests.publicity.test_verifying import letter
from tests.sanctions.test_blacklist import published
from tests.stories import chapters
from tests.stories.test_objection_holds_one import object_to

pytestmark = pytest.mark.django_db
CODE, STRANGER, ONE = *builders.ENTERPRISE_CODES[:2], timedelta(days=1)
OPENED, RECOGNISED, TODAY = date(2026, 5, 8), date(2026, 5, 22), date(2026, 11, 27)


@pytest.fixture
def notice():
    return chapters.notice_of([builders.business()], OPENED)


@pytest.fixture
def recognised(notice):
    bring_to(RECOGNISED, since=RECOGNISED)
    return notice


def asked(client, code, on="", today=TODAY, **more):
    """The words of the page, asked on `today`."""
    with time_machine.travel(f"{today}T12:00:00+08:00", tick=False):
        answer = client.get("/chaxun/", {"code": code, "on": str(on)}, **more)
    assert answer.status_code in (200, 429)
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


def state(day, today=TODAY, code=CODE):
    return standing_on(code, on=day, today=today).state


def test_each_day_has_what_stood_published_on_it(recognised):
    days = [OPENED - ONE, OPENED, RECOGNISED - ONE, RECOGNISED, TODAY - ONE, TODAY]
    told = ["not_listed", "in_publicity", "in_publicity", "recognised", "recognised", "recognised"]
    assert [state(day) for day in days] == told


def test_the_page_names_the_day_and_leads_to_today(client, recognised):
    said = asked(client, CODE, RECOGNISED - ONE)
    assert "2026年5月21日正在公示" in said and recognised.number in said and "查今天的情况" in said
    said = asked(client, CODE, "2026年5月22日")
    assert "2026年5月22日是信用企业（户）" in said and "2026年5月22日认定" in said
    for today in ("", TODAY):
        said = asked(client, CODE, today)
        assert "是信用企业（户）" in said and "查今天的情况" not in said


def test_with_the_timers_off_a_window_that_is_over_is_no_open_one(notice):
    assert state(RECOGNISED - ONE, RECOGNISED - ONE) == "in_publicity"
    assert state(RECOGNISED, RECOGNISED) == "awaited"
    assert state(RECOGNISED - ONE, RECOGNISED) == "in_publicity"


def neutral(client, day, code=CODE, today=TODAY):
    """The answer in the words a business gets that was never here, but for its code."""
    said = asked(client, code, day, today)
    return said.replace(code, "") == asked(client, STRANGER, day, today).replace(STRANGER, "")


def test_a_window_whose_entry_was_refused_or_struck_is_not_told_again(client, notice):
    entry = notice.entries.get()
    assert not neutral(client, OPENED, today=OPENED + ONE)
    withdrawing.withdraw_entry(entry, actor=builders.head(), today=OPENED + ONE, reason="列入有误")
    assert neutral(client, OPENED)


def test_a_notice_taken_back_is_not_told_again(client, notice):
    withdrawing.withdraw_notice(notice, actor=builders.head(), today=OPENED + ONE, reason="名单有误")
    bring_to(RECOGNISED, since=OPENED)
    assert neutral(client, OPENED)


def test_a_refused_entry_is_no_answer_for_the_days_of_its_window(client, notice):
    found = object_to(notice.entries.get(), OPENED)
    bring_to(RECOGNISED, since=RECOGNISED)
    assert state(OPENED) == "in_publicity" and state(RECOGNISED) == "not_listed"
    for step in ("accept", "investigate"):
        getattr(handling, step)(found, actor=builders.clerk(), today=RECOGNISED)
    handling.find_major(found, actor=builders.clerk(), today=RECOGNISED, reason="经向法院核实")
    assert notice.entries.get().status == "refused"
    assert neutral(client, OPENED)


def test_after_the_retention_a_past_window_is_gone_and_the_recognition_stays(client, recognised):
    later = date(2031, 1, 6)
    assert state(OPENED, later) == "not_listed" and state(RECOGNISED, later) == "recognised"
    assert neutral(client, OPENED, today=later)


def test_a_cancelled_standing_is_told_for_its_days_while_its_announcement_can_be_read(client, recognised):
    held = builders.business().qualifications.get()
    _cancel(held)
    assert [state(day) for day in (RECOGNISED, date(2026, 7, 9), date(2026, 7, 10))] == [
        "recognised", "recognised", "not_listed",
    ]  # fmt: skip
    told = Announcement.objects.get(kind="recognition")
    with builders.as_system():
        told.expires_on = TODAY - ONE
        told.save()
    assert neutral(client, RECOGNISED)


def _cancel(held):
    for move, day in (("warn", date(2026, 7, 1)), ("cancel", date(2026, 7, 10))):
        perform(held, move, actor=builders.head(), today=day, reason="核对")


def test_a_cancellation_undone_is_answered_by_the_announcement_that_undid_it(client):
    cancelled, day = date(2026, 7, 10), date(2026, 7, 20)
    held = scenes.overdue().business.qualifications.get()
    cancelling.cancel(held, actor=builders.head(), today=cancelled, reason="确认取消")
    bring_to(cancelled, since=cancelled)
    cancelling.restore(
        held,
        actor=builders.user("head2", "head"),
        today=day,
        reason="扣款错误",
        basis="银行说明函〔2026〕3号",
    )
    bring_to(day, since=day)
    told = Announcement.objects.get(kind="correction")
    said = asked(client, held.business.uscc, day - ONE)
    assert "已有更正" in said and told.number in said and "取消" not in said
    assert state(day, code=held.business.uscc) == "recognised"


def test_a_restored_standing_without_announcements_says_nothing_of_the_gap(client):
    held = restored()
    assert state(date(2026, 7, 15), code=held.business.uscc) == "not_listed"
    assert state(date(2026, 7, 9), code=held.business.uscc) == "recognised"


def test_a_listing_is_told_for_its_days_and_once_hidden_for_none(client):
    case = published()
    bring_to(case.publish_from, since=case.publish_from)
    first, today = case.publish_from, case.publish_from + timedelta(days=30)
    assert "黑名单" in asked(client, CODE, first, today) and "黑名单" in asked(client, CODE, "", today)
    assert "黑名单" not in asked(client, CODE, first - ONE, today)
    second = builders.user("head2", "head")
    removal.remove(case, actor=second, today=today, reason="判决撤销", cause="revoked")
    bring_to(today, since=today)
    for day in (first, today - ONE, ""):
        assert "黑名单" not in asked(client, CODE, day, today + ONE)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (TODAY + ONE, "2026年11月28日还没有到，查不了。请填2026年11月27日（今天）或者以前的日子。"),
        (OPENED - ONE, "本站从2026年5月8日起有登记，查不到2026年5月7日。请填2026年5月8日以后的日子。"),
        ("明天", "“查哪一天”填的是“明天”，应为2000年至2999年之间的日期，例如2026-05-08。"),
        ("2026-02-30", "应为2000年至2999年之间的日期"),
        ("2026-05-08' OR 1=1", "应为2000年至2999年之间的日期"),
        ("0000-00-00", "应为2000年至2999年之间的日期"),
    ],
)
def test_a_day_that_cannot_be_answered_is_a_helpful_sentence(client, recognised, on, said):
    page = asked(client, CODE, on)
    assert said in page and "信用企业（户） 91" not in page and "可以查2026年5月8日到今天的任何一天" in page


def test_an_empty_register_still_has_a_page(client):
    assert "可以查2026年11月27日到今天" in asked(client, CODE) and "不在名录中" in asked(client, CODE)


def test_a_whole_name_is_enough_and_half_a_name_is_none(client, recognised):
    builders.qualified(STRANGER, name="乌兰商贸（伊旗）有限公司")
    assert "是信用企业（户）" in asked(client, "内蒙古测试有限公司")
    assert "2026年5月10日正在公示" in asked(client, "内蒙古测试有限公司", date(2026, 5, 10))
    assert "是信用企业（户）" in asked(client, " 乌兰商贸(伊旗)有限公司 ")
    for half in ("内蒙古测试", "测试有限公司", "内蒙古测试有限公司%"):
        assert "没有查到" in asked(client, half) and CODE not in asked(client, half)


def test_a_name_not_shown_in_public_and_a_person_are_not_known(client):
    builders.business()
    assert "没有查到" in asked(client, "内蒙古测试有限公司")
    chapters.notice_of(
        [builders.business(builders.INDIVIDUAL_CODES[0], name="", operator_name="张三")], OPENED
    )
    for person in ("张*（个体工商户）", "张三（个体工商户）", "张三"):
        assert codes_named(person) == set()


def test_two_of_one_name_are_asked_for_the_code(client):
    for code in (CODE, STRANGER):
        builders.qualified(code, name="同名商店")
    said = asked(client, "同名商店")
    assert "有2户都叫" in said and "18位统一社会信用代码" in said and CODE not in said


def test_names_and_earlier_days_count_towards_the_limit(client, recognised):
    for n in range(15):
        assert "没有查到" in asked(client, f"某某公司{n}")
        assert "没有查到" in asked(client, STRANGER, OPENED + n * ONE)
    said = asked(client, CODE, RECOGNISED)
    assert "查询过于频繁" in said and "是信用企业（户） 9" not in said


def test_a_paper_is_told_as_it_was_on_the_day(client, notice):
    taken_back = OPENED + timedelta(days=4)
    withdrawing.withdraw_notice(notice, actor=builders.head(), today=taken_back, reason="名单有误")
    paper = letter()
    withdraw_paper(paper, actor=builders.head(), today=OPENED + 9 * ONE, reason="发错对象")
    for code, last in ((notice.check_code, taken_back), (paper.check_code, OPENED + 9 * ONE)):
        assert "这一天有效" in asked(client, code, last - ONE)
        assert "这一天已收回" in asked(client, code, last)
        assert "真实，但已收回" in asked(client, code, OPENED)


def test_a_notice_from_the_board_says_whether_its_window_still_runs(client, notice):
    assert "还剩" in asked(client, notice.check_code, today=OPENED + 4 * ONE)
    said = asked(client, notice.check_code, today=RECOGNISED)
    assert "公示期已满" in said and "看名单和全文" in said


def test_an_announcement_replaced_later_was_valid_until_then(client):
    case = published()
    first = case.publish_from
    bring_to(first, since=first)
    told, day = Announcement.objects.get(kind="blacklist"), first + timedelta(days=30)
    second = builders.user("head2", "head")
    removal.remove(case, actor=second, today=day, reason="判决撤销", cause="revoked")
    bring_to(day, since=day)
    said = asked(client, told.check_code, first, day + ONE)
    assert "这一天有效" in said and "真实，但已被取代" in said and "内蒙古测试有限公司" not in said
    assert "这一天已被取代" in asked(client, told.check_code, day, day + ONE)


def test_machines_may_ask_for_a_day_too(client, notice):
    taken_back = OPENED + timedelta(days=4)
    withdrawing.withdraw_notice(notice, actor=builders.head(), today=taken_back, reason="名单有误")

    def verify(on):
        with time_machine.travel(f"{TODAY}T12:00:00+08:00", tick=False):
            return client.get(f"/api/v1/verify/{notice.check_code}/", {"on": on} if on else {})

    days = [OPENED - ONE, OPENED, taken_back - ONE, taken_back, TODAY]
    assert [verify(day).json()["state_on"] for day in days] == [
        "unissued", "valid", "valid", "withdrawn", "withdrawn",
    ]  # fmt: skip
    assert verify(OPENED).json()["state"] == "withdrawn" and "state_on" not in verify("").json()
    for wrong in (TODAY + ONE, "x", "2026-13-01"):
        answer = verify(wrong)
        assert answer.status_code == 400 and "之间的日期" in answer.json()["detail"]
