"""On the demonstration county: every figure leads to rows that make it up, on every page, for everybody who may see it."""

import io
import re
from datetime import datetime
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qs, urlparse
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine

from registry.parties.models import AccessEvent, User
from registry.reports.rules.rates import rounded
from registry.reports.sections import PAGES
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
SLUGS = [page.slug for page in PAGES]
BASE = "/admin/statistics/"
LINK = re.compile(r'<a href="(/admin/statistics/[a-z]+/rows/\?[^"]+)">([^<]+)</a>')
CELL = re.compile(r"<td data-label=\"([^\"]*)\" class=\"([^\"]*)\">(?:<a [^>]*>)?([^<]*)")


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


def signed_in(client, name):
    client.force_login(User.objects.get(username=name))
    return client


def path(slug):
    return BASE if slug == "overview" else f"{BASE}{slug}/"


def text_of(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def rows_of(client, url):
    """(how it is measured, [{column: text}], text of the measured column) over all pages of a list of rows."""
    rows, at = [], 1
    while True:
        html = text_of(client.get(f"{url}&p={at}"))
        table = html.partition("xbd-numbers")[2]
        body = table.partition("<tbody>")[2].partition("</tbody>")[0]
        for line in body.split("</tr>"):
            cells = CELL.findall(line)
            if cells:
                rows.append(cells)
        if "下一页" not in html:
            break
        at += 1
    how = "sum" if "相加得出" in html else "distinct" if "去重" in html else "count"
    return how, rows


def added_up(how, rows):
    if how == "count":
        return Decimal(len(rows))
    if how == "distinct":
        return Decimal(len({text for row in rows for label, _, text in row if label == "企业（户）"}))
    return sum(
        (Decimal(text.replace(",", "")) for row in rows for _, classes, text in row if "measured" in classes),
        Decimal(0),
    )


def number(text):
    return Decimal(re.sub(r"[^\d.\-]", "", text))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_figure_is_the_number_or_sum_of_its_rows(client, slug):
    html = text_of(signed_in(client, "office").get(path(slug)))
    seen = {}
    for url, shown in LINK.findall(html):
        if "%" not in shown:  # a rate leads to the rows above its line
            seen.setdefault(parse_qs(urlparse(unescape(url)).query)["of"][0], (unescape(url), shown))
    assert len(seen) > 5 or slug == "vintage", "no figures on this page"
    wrong = []
    for key, (url, shown) in seen.items():
        how, rows = rows_of(client, url)
        if added_up(how, rows) != number(shown):
            wrong.append((key, shown, how, added_up(how, rows)))
    assert not wrong, wrong


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "overview"])
def test_every_rate_shows_its_formula_and_is_one_figure_over_the_other(client, slug):
    html = text_of(signed_in(client, "office").get(path(slug)))
    rates = {(unescape(url), shown) for url, shown in LINK.findall(html) if "%" in shown}
    assert rates or slug in ("trend", "compensation", "progress"), "no rate in a table of this page"
    for url, shown in rates:
        card = text_of(client.get(url)).partition('class="xbd-rate"')[2].partition("</section>")[0]
        assert "÷" in card.partition('class="formula"')[2].partition("</p>")[0]
        (top_url, top), (bottom_url, bottom) = LINK.findall(card)
        assert rounded(number(top) * 100 / number(bottom)) == number(shown), url
        for part_url, part in ((top_url, top), (bottom_url, bottom)):
            assert added_up(*rows_of(client, unescape(part_url))) == number(part), part_url


@pytest.mark.parametrize("name", ["bank", "checker"])
@pytest.mark.parametrize("slug", SLUGS[:8])
def test_a_bank_s_figures_are_of_its_own_loans_and_name_no_other(client, name, slug):
    html = text_of(signed_in(client, name).get(path(slug)))
    assert "中国银行" not in html and "按规模" not in html and "放大倍数" not in html
    for url, _ in LINK.findall(html)[:12]:
        assert "中国银行" not in text_of(client.get(unescape(url)))


def test_a_bank_s_total_is_its_own(client):
    from registry.reports.facts.clocks import At
    from registry.reports.facts.gathering import Facts
    from registry.reports.sections import balances
    from registry.reports.sight import Sight

    at = At(NOON.date())
    whole, own, other = (
        balances.build(Facts(Sight(User.objects.get(username=name)), at), "month").cell("all.balance").value
        for name in ("office", "bank", "bank-zgyh")
    )
    assert own > 0 and other > 0 and own + other == whole


def test_the_leading_group_reads_totals_and_no_loan(client):
    html = text_of(signed_in(client, "leader").get(path("balances")))
    office = text_of(signed_in(client, "office").get(path("balances")))
    totals = re.findall(r"[\d,]+\.\d\d", office)
    assert totals[0] in html and not LINK.findall(html)
    for slug in ("overview", "arrears", "compensation", "vintage"):
        for url in [
            unescape(url) for url, _ in LINK.findall(text_of(signed_in(client, "office").get(path(slug))))
        ][:3]:
            assert signed_in(client, "leader").get(url).status_code == 404
    steps = text_of(signed_in(client, "leader").get(path("progress")))
    opened = [unescape(url) for url, _ in LINK.findall(steps)]
    assert any(".recognised" in url for url in opened) and all(
        client.get(url).status_code == 200 for url in opened
    )
    assert not re.search(r"of=(lent\.top|\w+\.lent)", steps), "who has a loan is no step of an application"


def test_a_town_reads_its_own_applications_and_no_loans(client):
    signed_in(client, "town")
    assert client.get(path("balances")).status_code == 404
    html = text_of(client.get(path("progress")))
    assert "获贷" not in html and "推荐名单" not in html and "甄别通过" in html


def test_who_has_no_report_is_refused(client):
    for name in ("legal", "reviewer", "editor", "admin", "security"):
        assert signed_in(client, name).get(BASE).status_code == 403


def test_a_day_to_come_is_told_in_words_and_today_is_shown(client):
    html = text_of(signed_in(client, "office").get(f"{BASE}?on=2027-01-01"))
    assert "晚于今天2026年11月20日" in html and "截至2026年11月20日" in html
    assert signed_in(client, "office").get(f"{BASE}?on=xx&by=1&known=2027-02-31").status_code == 200


def test_unknown_figures_are_not_there(client):
    signed_in(client, "office")
    for url in (
        f"{BASE}balances/rows/",
        f"{BASE}balances/rows/?of=nothing",
        f"{BASE}nothing/rows/?of=all.count",
        f"{BASE}nothing/",
    ):
        assert client.get(url).status_code == 404


def test_the_menu_leads_to_the_report(client):
    assert f'href="{BASE}"' in text_of(signed_in(client, "office").get("/admin/"))
    assert f'href="{BASE}"' not in text_of(signed_in(client, "admin").get("/admin/"))


def test_on_paper_every_page_stands_with_its_formulas(client):
    html = text_of(signed_in(client, "office").get(f"{BASE}print/"))
    for page in PAGES[1:]:
        assert f"<h2>{page.title}</h2>" in html
    for words in (
        "编制单位：",
        "金额单位：元",
        "本年累计担保代偿额 ÷ 本年累计解除的担保额",
        "担保责任余额 ÷ 净资产",
        "制表人",
    ):
        assert words in html
    assert "rows/?" not in html


def test_the_workbook_says_what_the_pages_say_and_is_written_down(client):
    answer = signed_in(client, "head").post(f"{BASE}export/", {"on": COUNTY_DAY, "by": "quarter"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == [page.title for page in PAGES[1:]]
    sheet = book["在保余额"]
    told = {line[0].value: line for line in sheet.iter_rows()}
    html = text_of(client.get(path("balances")))
    assert f"{told['在保（当日）'][3].value:,.2f}" in html
    assert isinstance(told["在保（当日）"][3].value, int | float)
    assert not [c for s in book for line in s.iter_rows() for c in line if c.data_type == "f"], (
        "a live formula"
    )
    event = AccessEvent.objects.latest("id")
    assert (
        event.kind == "export"
        and event.what.startswith("统计报表：xlsx")
        and "截至2026年11月20日" in event.what
    )


def test_a_get_takes_nothing_out(client):
    assert signed_in(client, "head").get(f"{BASE}export/").status_code == 405
    assert signed_in(client, "town").post(f"{BASE}export/").status_code == 403
