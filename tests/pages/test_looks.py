"""What a picky reader would mind, held by a machine: the right word for a person, a way on from nothing, no word too much."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup

from publicity.models import Notice
from publicity.visible import visible_content
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
NAMED = {"企业": "法定代表人", "个体工商户": "经营者"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def soup(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_a_company_has_a_legal_representative_and_a_shop_an_operator(client):
    notice = Notice.objects.open_on(NOON.date()).get()
    address = notice.get_absolute_url()
    for row in soup(client, address).select("tr[data-part=entry]"):
        kind, person = row.select("td")[3].text, row.select("td")[4]
        assert NAMED[kind] == ("经营者" if person.get("class") == ["shop"] else "法定代表人")
    for row in soup(client, "/minglu/").select("tbody tr"):
        told = {cell["data-label"]: cell.text for cell in row.select("td")}
        assert NAMED[told["类别"]] in told and len(set(NAMED.values()) & set(told)) == 1
    assert NAMED[notice.entries.get(ordinal=1).get_kind_display()] in str(soup(client, f"{address}1/").dl)
    read_back = visible_content(client.get(address).content.decode())["entries"]
    assert [line["shown_operator"] for line in read_back] == [
        entry.shown_operator for entry in notice.entries.order_by("ordinal")
    ]


@pytest.mark.parametrize("board", ["/gongshi/", "/gonggao/", "/minglu/"])
def test_a_filter_that_finds_nothing_leads_on(client, board):
    """The way on is within the empty state, not only in the head."""
    told = soup(client, f"{board}?q=没有这个名字").select_one("main .card")
    assert "没有符合条件" in told.text and told.a["href"] == board


def test_a_count_says_what_it_counts(client):
    everybody, town = soup(client, "/minglu/").main.text, soup(client, "/minglu/?town=150627100").main.text
    assert "，共" in everybody and "，符合条件的" in town and "，共" not in town


def test_a_day_off_is_not_called_a_working_day(client, clock):
    notice = Notice.objects.open_on(NOON.date()).get()
    assert "今天不计" not in soup(client, notice.get_absolute_url()).main.text
    off = next(mark["date"] for mark in notice.marks[1:] if not mark["counted"])
    clock.move_to(NOON + (datetime.fromisoformat(off).date() - NOON.date()))
    for page in ("/", "/gongshi/", notice.get_absolute_url()):
        assert "个工作日，今天不计" in soup(client, page).main.text


def test_a_refusal_takes_the_focus_and_is_told_in_the_title_but_not_where_it_is_only_shown(client):
    refused, shown = soup(client, "/chaxun/?code="), soup(client, "/yangshi/")
    assert refused.title.text.startswith("有误：") and refused.select_one("[role=alert]").has_attr(
        "autofocus"
    )
    assert (
        shown.title.text.startswith("样式")
        and shown.select("[role=alert]")
        and not shown.select("[autofocus]")
    )


def test_a_telephone_number_is_not_torn_at_the_end_of_a_line(client):
    notice = Notice.objects.open_on(NOON.date()).get()
    card = soup(client, notice.get_absolute_url()).select_one("section[aria-labelledby=object]")
    kept = [part.text for part in card.select(".nowrap")]
    assert kept and all(number in notice.contact for number in kept) and "-" in kept[0]
