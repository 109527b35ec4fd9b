"""What leaves a permanent address: the text to copy, the picture of a shared link, what belongs together, the blacklist board."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from PIL import Image

from cms.pages.contrast import contrast
from cms.pages.specimens import swatches
from publicity.models import Announcement, Notice
from publicity.picture import SQUARE, WIDE, drawn, font_face, words_of_announcement
from publicity.related import around_announcement, around_notice
from registry.sanctions.models import BlacklistCase
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
TODAY = date.fromisoformat(COUNTY_DAY)


def noon(day=TODAY):
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(noon(), tick=False):
        yield


def test_the_text_to_copy_says_what_the_page_says(client):
    notice = Notice.objects.filter(status="open").first()
    answer = client.get(f"/n/{notice.serial}.txt")
    text, page = answer.content.decode(), client.get(f"/n/{notice.serial}/").content.decode()
    assert (
        answer["Content-Type"] == "text/plain; charset=utf-8"
        and f'href="/n/{notice.serial}.txt" data-copy' in page
    )
    assert notice.title in text and notice.check_code in text and f"/n/{notice.serial}/" in text
    shown = re.findall(r'data-label="信用代码">(\w+)<', page)
    assert shown and [code for code in shown if code not in text] == []


def test_an_announcement_that_is_over_leaves_neither_text_nor_name(client):
    told = Announcement.objects.get(kind="blacklist")
    name = told.rows[0]["shown_name"]
    assert name in client.get(f"/n/{told.serial}.txt").content.decode()
    with time_machine.travel(noon(told.expires_on + timedelta(days=1)), tick=False):
        answer = client.get(f"/n/{told.serial}.txt")
        assert answer.status_code == 410 and name not in answer.content.decode()
        assert name not in client.get(f"/n/{told.serial}/").content.decode()


def test_the_picture_names_nobody_and_has_the_size_that_previews_ask_for(client):
    told = Announcement.objects.get(kind="cancellation")
    assert told.rows[0]["shown_name"] in told.title
    assert told.rows[0]["shown_name"] not in str(words_of_announcement(told, TODAY))
    if font_face() is None:
        assert client.get(f"/n/{told.serial}.png").status_code == 404
        return
    for ending, size in ((".png", WIDE), (".square.png", SQUARE)):
        answer = client.get(f"/n/{told.serial}{ending}")
        with Image.open(BytesIO(answer.content)) as picture:
            assert (answer["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", size)
            assert len(picture.getcolors(1 << 16)) > 10
    assert f"/n/{told.serial}.png" in client.get(f"/n/{told.serial}/").content.decode()


def test_without_a_chinese_font_there_is_no_picture():
    assert font_face(("/nowhere/font.ttc",)) is None
    words = ("公告", "很长的标题" * 20, ("公告〔2026〕1号", "2026年5月8日发布"))
    assert drawn(words, WIDE) is None or len(drawn(words, WIDE)) < 150_000


def test_a_notice_leads_to_its_announcement_and_back(client):
    notice = Notice.objects.filter(announcements__kind="recognition").order_by("pk").first()
    told = notice.announcements.get(kind="recognition")
    assert told.get_absolute_url() in [line["url"] for line in around_notice(notice, TODAY)]
    assert [line["url"] for line in around_announcement(told, TODAY)] == [notice.get_absolute_url()]
    assert not [
        line
        for line in around_notice(notice, told.published_on - timedelta(days=1))
        if line["word"] == "随后的公告"
    ]
    assert "相关公示、公告" in client.get(notice.get_absolute_url()).content.decode()


def test_the_board_shows_a_listing_to_its_last_day_and_then_the_rule_only(client):
    case = BlacklistCase.objects.public(TODAY).first()
    page = client.get("/heimingdan/")
    assert case.business.uscc in page.content.decode() and page["X-Robots-Tag"] == "noindex"
    for day, shown in ((case.max_until - timedelta(days=1), True), (case.max_until, False)):
        with time_machine.travel(noon(day), tick=False):
            text = client.get("/heimingdan/").content.decode()
        assert (case.business.uscc in text) is shown and "只有三种情形" in text
    assert "没有依法可以公开的名单" in text


def test_every_pair_of_colours_is_measured_and_stands_apart(client):
    assert round(contrast("#000", "#ffffff"), 1) == 21 and round(contrast("#777777", "#fff"), 2) == 4.48
    weak = {
        line["word"]: line["ratio"]
        for elder in (False, True)
        for line in swatches(elder)
        if float(line["ratio"]) < 4.5
    }
    assert not weak
    page = client.get("/yangshi/")
    assert page["X-Robots-Tag"] == "noindex" and 'class="off today"' in re.sub(
        r"\s+", " ", page.content.decode()
    )
