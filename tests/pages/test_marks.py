"""What a government site must carry: meta tags, footer, map, days in the sitemap, noindex, and 410 for what is gone."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup

from cms.pages.models import OfficeSettings, PolicyPage
from publicity.models import Announcement, Notice
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
BOARDS = {
    "/": "首页", "/gongshi/": "通知公告", "/gonggao/": "通知公告", "/minglu/": "信息公开目录", "/chaxun/": "办事服务",
    "/fankui/": "咨询投诉", "/zixun/": "咨询投诉", "/zhengce/": "政策文件", "/zhinan/": "办事服务", "/dongtai/": "工作动态",
}  # fmt: skip
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def office():
    OfficeSettings.objects.update(domain="xbd.example.gov.cn", site_code="1506270001")
    return OfficeSettings.objects.get()


def head_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    soup = BeautifulSoup(answer.content, "html.parser")
    return {tag["name"]: tag["content"] for tag in soup.find_all("meta") if tag.get("name")}


@pytest.mark.parametrize(("address", "sort"), BOARDS.items())
def test_every_column_names_site_and_itself(client, office, address, sort):
    told = head_of(client, address)
    assert (told["SiteName"], told["SiteDomain"], told["SiteIDCode"]) == (
        "伊金霍洛旗信保贷",
        "xbd.example.gov.cn",
        "1506270001",
    )
    assert (
        told.keys() >= COLUMN
        and told["ColumnType"] == sort
        and "ArticleTitle" not in told
        and "robots" not in told
    )


@pytest.mark.parametrize("address", [
    "/zhengce/xinbaodai/", "/zhinan/shenbao/", "/zhinan/wenda/", "/anli/shipin/", "/dongtai/xiaxiang/",
])  # fmt: skip
def test_every_article_names_title_hour_and_source(client, office, address):
    told = head_of(client, address)
    assert told.keys() >= COLUMN | {"ArticleTitle", "PubDate", "ContentSource"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", told["PubDate"])


def test_records_are_articles_of_their_column(client, office):
    notice = Notice.objects.open_on(NOON.date()).get()
    told = head_of(client, notice.get_absolute_url())
    assert (told["ColumnName"], told["ArticleTitle"]) == ("公示", notice.title)
    assert (
        told["PubDate"].startswith(f"{notice.published_on:%Y-%m-%d} ")
        and told["ContentSource"] == office.name
    )
    announcement = Announcement.objects.public(NOON.date()).first()
    told = head_of(client, announcement.get_absolute_url())
    assert (told["ColumnName"], told["ArticleTitle"]) == ("公告", announcement.title)


def test_what_nobody_has_told_is_not_shown(client):
    OfficeSettings.objects.update(domain="", site_code="", icp="", police="", conac_url="", correction_url="")
    html = client.get("/").content.decode()
    assert (
        "SiteIDCode" not in html
        and "SiteDomain" not in html
        and "标识码" not in html
        and "党政机关" not in html
    )
    assert "站点地图" in html and set(OfficeSettings.objects.get().missing()) >= {
        "政府网站标识码",
        "网站域名",
        "ICP备案号",
    }


def test_filters_and_lists_that_are_over_are_not_indexed(client):
    closed = Notice.objects.closed_on(NOON.date()).first()
    opened = Notice.objects.open_on(NOON.date()).get()
    for address in ("/minglu/?q=甲", "/gonggao/?kind=recognition", closed.get_absolute_url()):
        assert head_of(client, address)["robots"] == "noindex", address
    for address in ("/gonggao/?page=1", opened.get_absolute_url()):
        assert "robots" not in head_of(client, address), address


def test_an_announcement_whose_time_is_over_is_gone(client):
    over = Announcement.objects.exclude(expires_on=None).exclude(rows=[]).first()
    name, address = over.rows[0]["shown_name"], over.get_absolute_url()
    with time_machine.travel(NOON + (over.expires_on - NOON.date()) + timedelta(days=1), tick=False):
        answer = client.get(address)
        text = answer.content.decode()
    assert answer.status_code == 410 and answer["X-Robots-Tag"] == "noindex"
    assert name not in text and over.title not in text and "停止公开" in text


def test_the_map_of_the_site_and_the_sitemap_name_what_is_public(client):
    html = client.get("/ditu/").content.decode()
    for address in ("/zhengce/xinbaodai/", "/anli/mianguan/", "/gongshi/", "/zixun/"):
        assert f'href="{address}"' in html
    assert "shenbaoji" not in html
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    rows = ElementTree.fromstring(client.get("/sitemap.xml").content)
    told = {
        row.find(f"{space}loc").text.replace("http://testserver", ""): row.findtext(f"{space}lastmod")
        for row in rows
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told["/zhengce/xinbaodai/"])
    closed = Notice.objects.closed_on(NOON.date()).first()
    assert closed.get_absolute_url() not in told and "/dongtai/shenbaoji/" not in told


def test_a_policy_shows_its_fields_and_what_is_not_known_about_it(client):
    text = client.get("/zhengce/xinbaodai/").content.decode()
    for word in (
        "主题分类",
        "发文机关",
        "发文字号",
        "成文日期",
        "发布日期",
        "有效性",
        "公开方式",
        "主动公开",
        "伊政办发〔2019〕53号",
        "待核实",
    ):
        assert word in text, word
    PolicyPage.objects.filter(slug="xinbaodai").update(validity="lapsed")
    assert "仅供查阅" in client.get("/zhengce/xinbaodai/").content.decode()


def test_a_guide_shows_every_element(client):
    text = client.get("/zhinan/shenbao/").content.decode()
    for word in (
        "受理对象",
        "受理条件",
        "申请材料",
        "办理流程",
        "办理时限",
        "收费",
        "办理结果",
        "办理地点",
        "办理时间",
        "咨询电话",
        "设定依据",
    ):
        assert word in text, word


def test_consent_is_kept_but_not_told(client):
    text = client.get("/anli/shipin/").content.decode()
    assert "档案柜" not in text and "书面同意" in text


def test_the_number_of_queries_does_not_grow_with_the_pages(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        client.get("/dongtai/")
