"""Every door through which words become public refuses the full number of a person: what it is, where, and why; in Chinese."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from cms.pages.models import HomePage, OfficeSettings, TextPage
from publicity import acts, drafting, opening, posting
from publicity.announcing.publishing import publish_announcement
from publicity.certifying import _posting
from publicity.models import Notice, Posting
from publicity.wording.places import template_problems
from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.errors import Refusal
from registry.ledger.proposals.deciding import approve
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)
NUMBERS = {
    "18位身份证": ("152728198001011231", "身份证号码"),
    "15位身份证": ("152728800101123", "身份证号码"),
    "手机": ("13900001234", "手机号码"),
    "银行卡": ("6222021234567890128", "银行账号"),
    "写明的账号": ("账号：1234567890123456", "银行账号"),
}


def a_draft(**values):
    applications = [chapters.approved(builders.business(), DAY)]
    notice = drafting.draft_notice(applications, contact=chapters.CONTACT, actor=builders.clerk(), today=DAY)
    for name, value in values.items():
        setattr(notice, name, getattr(notice, name) + value)
    with acting(builders.clerk(), "改"):
        notice.save()
    return notice


def open_notice(number, name):
    opening.open_notice(a_draft(**{name: number}), actor=builders.head(), today=DAY)


def open_entry(number):
    application = chapters.approved(builders.business(name=f"甲{number}"), DAY)
    notice = drafting.draft_notice([application], contact=chapters.CONTACT, actor=builders.clerk(), today=DAY)
    opening.open_notice(notice, actor=builders.head(), today=DAY)


def announce(**values):
    given = {"title": "公告", "body": "正文", "rows": [], "cause": "test:1"} | values
    publish_announcement("recognition", actor=system_actor(), today=DAY, **given)


def post_at(number, **values):
    notice = chapters.notice_of([builders.business()], DAY)
    given = {"channel": Posting.Channel.BOARD, "place": "宣传栏", "url": "https://example.cn/1"} | values
    posting.record_posting(
        notice, posted_on=DAY, posted_at=time(10), actor=builders.clerk(), today=DAY, **given
    )


def correct(number):
    notice = chapters.notice_of([builders.business()], DAY)
    entry = notice.entries.get()
    business = entry.application.business
    business.name = f"甲{number}"
    with acting(builders.clerk(), "改名"):
        business.save()
    proposal = acts.propose_correction(entry, actor=builders.clerk(), today=DAY, reason="录入笔误")
    approve(proposal, actor=builders.head(), today=DAY, reason="属实")


def clean(page):
    page.clean()


DOORS = {
    "公示标题": lambda n: open_notice(n, "title"),
    "公示正文": lambda n: open_notice(n, "body"),
    "公示受理方式": lambda n: open_notice(n, "contact"),
    "公示名单": open_entry,
    "公告标题": lambda n: announce(title=f"公告{n}"),
    "公告正文": lambda n: announce(body=f"正文{n}"),
    "公告名单": lambda n: announce(rows=[{"shown_name": f"甲{n}"}]),
    "张贴地点": lambda n: post_at(n, place=f"宣传栏{n}"),
    "发布网址": lambda n: post_at(n, url=f"https://example.cn/?a={n}"),
    "更正公告": correct,
    "网站文章正文": lambda n: clean(TextPage(title="通知", slug="a", body=f"<p>请联系<b>{n}</b></p>")),
    "网站文章标题": lambda n: clean(TextPage(title=f"通知{n}", slug="a")),
    "网站文章文号": lambda n: clean(TextPage(title="通知", slug="a", document_number=n)),
    "网页摘要": lambda n: clean(TextPage(title="通知", slug="a", search_description=n)),
    "首页导语": lambda n: clean(HomePage(title="首页", slug="a", intro=n)),
    "单位信息": lambda n: clean(OfficeSettings(address=f"某处{n}")),
    "文稿模板": lambda n: _refuse(template_problems("recognition", f"模板{n}")),
}
# The office gives out its own telephone here.
OF_THE_OFFICE = {("公示受理方式", "手机"), ("单位信息", "手机")}


def _refuse(problems):
    if problems:
        raise Refusal(problems)


@pytest.mark.parametrize("sort", NUMBERS)
@pytest.mark.parametrize("door", DOORS)
def test_a_full_number_goes_through_no_door(door, sort):
    number, name = NUMBERS[sort]
    if (door, sort) in OF_THE_OFFICE:
        return
    with pytest.raises((Refusal, ValidationError)) as refused:
        DOORS[door](number)
    told = (
        "".join(refused.value.messages) if isinstance(refused.value, ValidationError) else str(refused.value)
    )
    assert number not in told and any("\u4e00" <= letter <= "\u9fff" for letter in told)
    assert name in told or "电话号码或账号" in told or "居民身份证号码" in told, told


def test_nothing_of_a_refused_notice_is_public(client):
    with pytest.raises(Refusal):
        open_notice("13900001234", "body")
    assert (
        not Notice.objects.public().exists() and "13900001234" not in client.get("/gongshi/").content.decode()
    )


@pytest.mark.parametrize(
    "text", ["电话0477-8960000", "注册号150627600012349", "金额150627000012.50元", "2026年5月8日"]
)
def test_what_is_no_number_of_a_person_goes_through(text):
    page = TextPage(title="通知", slug="a", body=f"<p>{text}</p>")
    page.clean()


def test_a_certificate_prints_no_number_that_slipped_in():
    notice = chapters.notice_of([builders.business()], DAY)
    row = Posting(
        notice=notice, channel=Posting.Channel.BOARD, place="宣传栏13900001234", posted_on=DAY, url=""
    )
    assert "13900001234" not in "".join(_posting(row)) and "139" in "".join(_posting(row))
