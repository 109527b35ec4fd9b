"""The public site: every address answers, every link resolves, nothing private is shown, dates are right with timers off."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
import time_machine

from publicity.models import Announcement, Notice, NoticeEntry, Objection
from registry.parties.models import Business
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
PAGES = (
    "/",
    "/gongshi/",
    "/gonggao/",
    "/minglu/",
    "/zhengce/",
    "/zhinan/",
    "/anli/",
    "/chaxun/",
    "/fankui/",
    "/shenbao/",
    "/login/",
)


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_in_chinese_without_placeholders(client, address):
    text = text_of(client, address)
    assert 'lang="zh-Hans"' in text or 'lang="zh-hans"' in text
    assert not re.search(r"TODO|lorem|待补充|占位|xxx", text, re.IGNORECASE)


def test_every_inner_link_resolves(client):
    seen, waiting = set(), list(PAGES[:-1])
    while waiting and len(seen) < 200:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if "text/html" in answer["Content-Type"]:
            found = re.findall(r'href="(/[^"#]*)"', answer.content.decode())
            waiting += [link for link in found if not link.startswith(("/static/", "/admin/", "/login/"))]
    assert len(seen) > 20


def test_no_telephone_and_no_full_name_of_a_person_is_shown(client):
    phones = {b.phone for b in Business.objects.exclude(phone="")}
    phones |= {o.phone for o in Objection.objects.exclude(phone="")}
    pages = [
        *PAGES,
        *(n.get_absolute_url() for n in Notice.objects.public()),
        *(a.get_absolute_url() for a in Announcement.objects.all()),
    ]
    for address in pages:
        text = text_of(client, address)
        assert not [phone for phone in phones if phone in text], address
        assert "郝建平" not in text


def test_a_notice_is_open_or_closed_by_the_date_alone(client):
    notice = Notice.objects.open_on(NOON.date()).get()
    assert re.search(r"第\d+/10个工作日", text_of(client, "/"))
    with time_machine.travel(NOON + (timedelta(days=40)), tick=False):
        assert notice.title not in text_of(client, "/")
        text = text_of(client, notice.get_absolute_url())
        assert "公示期已满" in text and "提出异议</a>" not in text


def test_an_objection_is_received_once_and_followed_by_its_receipt(client):
    entry = NoticeEntry.objects.filter(
        notice__in=Notice.objects.open_on(NOON.date()), status="in_publicity"
    ).first()
    given = {
        "entry": entry.pk,
        "sort": "person",
        "name": "李四",
        "phone": "13911112222",
        "address": "阿镇",
        "facts": "拖欠工人工资三个月，有欠条为证。",
    }
    first = client.post("/fankui/", given)
    client.post("/fankui/", given)
    assert first.status_code == 302
    objection = Objection.objects.get(name="李四")
    assert objection.receipt_number in text_of(client, "/fankui/huizhi/")
    number, asked = objection.receipt_number, "/fankui/jindu/"
    assert (
        "已收到"
        in client.post(asked, {"receipt_number": number, "phone": "2222"}, follow=True).content.decode()
    )
    assert "没有找到" in client.post(asked, {"receipt_number": number, "phone": "0000"}).content.decode()


def test_a_bad_objection_keeps_what_was_typed_and_says_why(client):
    entry = NoticeEntry.objects.filter(
        notice__in=Notice.objects.open_on(NOON.date()), status="in_publicity"
    ).first()
    answer = client.post("/fankui/", {"entry": entry.pk, "sort": "person", "name": "王", "facts": "太短"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "请更正" in text and 'value="王"' in text and "事实与理由" in text


@pytest.mark.parametrize(
    ("code", "said"),
    [("91150627MANA3PF75G", "信用企业"), ("91150627MANA3PF750", "校验位"), ("ABCDEFGHJKLM", "查不到")],
)
def test_one_exact_code_is_answered(client, code, said):
    assert said in text_of(client, f"/chaxun/?code={code}")


def test_outside_the_months_one_is_told_when_to_apply(client):
    assert "2026年12月1日至2026年12月31日" in text_of(client, "/shenbao/")


def test_feeds_and_sitemap_are_well_formed(client):
    for address in ("/feeds/notices.atom", "/feeds/announcements.atom", "/sitemap.xml"):
        ElementTree.fromstring(client.get(address).content)


def test_health(client):
    assert client.get("/healthz").content == b"ok"
    answer = client.get("/readyz")
    assert answer.status_code in (200, 503) and "2027" in "".join(answer.json()["problems"])


def test_the_strict_policy_holds_on_public_pages(client):
    assert "script-src" not in client.get("/")["Content-Security-Policy"]
    assert not re.search(r"<script|style=|onclick=", text_of(client, "/"))
