"""No public page weighs more than 150 KB, in the usual print or the large one, and each shows its text without a script."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from publicity.models import Announcement, Notice
from tests.support.template import COUNTY_DAY

from .weighing import LINKED, MOST, weight

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
PAGES = (
    "/", "/gongshi/", "/gonggao/", "/minglu/", "/zhengce/xinbaodai/", "/zhinan/shenbao/", "/zhinan/wenda/", "/anli/",
    "/dongtai/", "/chaxun/?code=9115", "/rili/?start=2026-04-28&days=60&unit=workdays", "/fankui/", "/fankui/jindu/",
    "/shenbao/", "/shuju/", "/dingyue/", "/zixun/", "/sousuo/?q=公司", "/ditu/", "/api/v1/docs/", "/heimingdan/",
    "/yangshi/", "/login/", "/nichts/",
)  # fmt: skip


@pytest.mark.parametrize("large", ["", "1"])
def test_no_public_page_is_heavier_than_a_village_can_load(client, large):
    records = [*Notice.objects.public(), *Announcement.objects.all()]
    client.cookies["zhangzhe"] = large
    with time_machine.travel(NOON, tick=False):
        pages = {
            path: client.get(path).content for path in (*PAGES, *(r.get_absolute_url() for r in records))
        }
    assert not {path: weight(html) for path, html in pages.items() if weight(html) > MOST}
    assert all(len(LINKED.findall(html.decode())) >= 2 for html in pages.values())
    assert not [path for path, html in pages.items() if b"<h1" not in html]
