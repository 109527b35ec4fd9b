"""The search as people use it: groups, marks, one group page by page, sentences instead of errors, boards by the same rule."""

import re
from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup

from cms.duties import bring_to
from cms.pages.founding import build_site
from publicity.search.indexing import catch_up
from tests import builders
from tests.stories import chapters
from tests.support.remembering import remembered

pytestmark = pytest.mark.django_db
DAY, TODAY = date(2026, 5, 8), date(2026, 6, 1)


@pytest.fixture(autouse=True)
def open_shops():
    shops()
    with time_machine.travel(f"{TODAY}T12:00:00+08:00", tick=False):
        yield


@remembered
def shops():
    """Thirty shops and one enterprise that came by a notice; the first shop is called as a page of the site speaks."""
    build_site()
    for number in range(30):
        builders.qualified(f"92150627MA0P{number:02d}4K{number:02d}", on=DAY, name=f"蒙泰商店{number:02d}")
    chapters.notice_of([builders.business(name="内蒙古蒙泰煤电（集团）有限公司")], DAY)
    with time_machine.travel(f"{TODAY}T12:00:00+08:00", tick=False):
        bring_to(TODAY, since=DAY)
        catch_up(TODAY, wait=True)


def page_of(client, address, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_what_is_found_stands_in_groups_marked_and_leads_on(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        page = page_of(client, "/sousuo/", q="蒙泰")
    assert [head["id"] for head in page("h2", class_="seek-group")] == ["minglu", "mingdan", "gonggao"]
    assert {mark.text for mark in page.main("mark")} == {"蒙泰"}
    assert "共找到33条" in page.text and len(page.find(id="minglu").parent("li")) == 5
    for link in page.main.select("li a"):
        assert client.get(link["href"]).status_code == 200
    whole = page_of(client, page.select_one(".seek-all a")["href"])
    assert len(whole("li")) == 20 and "第1页，共2页" in whole.text
    second = page_of(client, f"/sousuo/{whole.select_one('.pager a')['href']}")
    assert "第2页，共2页" in second.text and len(second("li")) == 11


def test_sounds_codes_and_brackets_are_marked_where_they_are_found(client):
    for asked, marked in (
        ("mtmd", "蒙泰煤电"), ("XXXX15T", "XXXX15T"), ("蒙泰（煤", "蒙泰煤"), ("集团(有限", "集团）有限"),
    ):  # fmt: skip
        assert marked in {mark.text for mark in page_of(client, "/sousuo/", q=asked).main("mark")}, asked


def test_result_pages_are_not_for_search_engines_and_the_field_stands_on_every_page(client):
    assert client.get("/sousuo/", {"q": "蒙泰"})["X-Robots-Tag"] == "noindex"
    assert page_of(client, "/").select_one('header form[action="/sousuo/"] input[name=q]')


ODD = (
    ("蒙", "太短"), ("没有这家店", "没有找到"), ("", "拼音首字母"), ("%", "没有可以查找的字"), ("蒙" * 10_000, "超过100个字"),
    ("\x00", "拼音首字母"), ("<script>alert(1)</script>", "没有找到"), ('"蒙泰" OR *', "没有找到"),
)  # fmt: skip


def test_whatever_is_asked_is_answered_in_a_sentence(client):
    for asked, said in ODD:
        answer = client.get("/sousuo/", {"q": asked, "lei": "nosuch", "page": "x"})
        assert answer.status_code == 200, asked[:20]
        assert said in answer.content.decode(), asked[:20]
        assert b"<script>alert" not in answer.content
        for board in ("/minglu/", "/gongshi/", "/gonggao/"):
            assert client.get(board, {"q": asked}).status_code == 200, asked[:20]


def test_the_boards_find_by_the_same_rule(client):
    names = page_of(client, "/minglu/", q="mtmd").select('td[data-label="名称"]')
    assert [cell.text for cell in names] == ["内蒙古蒙泰煤电（集团）有限公司"]
    assert "没有符合条件" in page_of(client, "/minglu/", q="mtmd", kind="individual").text
    assert len(page_of(client, "/minglu/", q="蒙").select('td[data-label="名称"]')) == 31
    for board in ("/gongshi/", "/gonggao/"):
        links = [
            link["href"]
            for link in page_of(client, board, q="蒙泰煤电").main("a")
            if re.match("/n/", link["href"])
        ]
        assert links and not [
            link for link in page_of(client, board, q="蒙泰商店").main("a") if re.match("/n/", link["href"])
        ]
