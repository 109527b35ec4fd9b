"""PRV-1: nothing goes public with the full number of a person, and nothing public of the county holds one."""

import re

import pytest
from django.core.exceptions import ValidationError

from cms.pages.models import TextPage
from publicity import drafting, opening
from publicity.announcing.publishing import publish_announcement
from publicity.models import Announcement, Notice
from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.errors import Refusal
from registry.policy.privacy import personal_numbers
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
NUMBERS = ("13900001234", "152728198001011231", "6222 0212 3456 7890 128", "１３９００００１２３４")
TAGS = re.compile(r"<[^>]+>")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_page_with_a_number_is_not_saved(number):
    page = TextPage(title="通知", slug="tongzhi", body=f"<p>请联系<b>{number}</b></p>")
    with pytest.raises(ValidationError, match="公开的内容不得出现个人的完整号码"):
        page.clean()


def test_a_notice_with_a_number_is_not_opened():
    day = chapters.date(2026, 5, 8)
    applications = [chapters.approved(builders.business(), day)]
    notice = drafting.draft_notice(applications, contact=chapters.CONTACT, actor=builders.clerk(), today=day)
    notice.body += "联系人手机13900001234。"
    with acting(builders.clerk(), "改正文"):
        notice.save()
    with pytest.raises(Refusal, match="“正文”中有像手机号码"):
        opening.open_notice(notice, actor=builders.head(), today=day)
    notice.refresh_from_db()
    assert (notice.status, notice.serial) == ("draft", None)


def test_an_announcement_with_a_number_is_not_published():
    given = {"body": "正文", "rows": [{"shown_name": "甲公司（13900001234）"}], "cause": "test:1"}
    with pytest.raises(Refusal, match="“名单”"):
        publish_announcement(
            "recognition", title="公告", actor=system_actor(), today=chapters.date(2026, 6, 1), **given
        )
    assert not Announcement.objects.exists()


@pytest.mark.usefixtures("county")
def test_nothing_public_holds_one(client):
    addresses = [
        "/", "/gongshi/", "/gonggao/", "/minglu/", "/zhengce/", "/zhinan/", "/anli/", "/chaxun/", "/fankui/", "/shenbao/",
        "/feeds/notices.atom", "/feeds/announcements.atom", "/sitemap.xml",
    ]  # fmt: skip
    for record in [*Notice.objects.public(), *Announcement.objects.all()]:
        address = record.get_absolute_url()
        addresses += [
            address,
            f"{address}?print=1",
            f"{address.rstrip('/')}.json",
            f"{address.rstrip('/')}.csv",
        ]
    held = {}
    for address in addresses:
        answer = client.get(address)
        text = TAGS.sub(" ", answer.content.decode())
        if personal_numbers(text):
            held[address] = personal_numbers(text)
    assert len(addresses) > 40 and not held
