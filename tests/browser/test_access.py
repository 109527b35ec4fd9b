"""For everybody (WCAG 2.2 AA, GB/T 37668): axe on every page type, a screen of 320 px, and the ways by keyboard alone.

One browser and one server for all; a page is named with what was found, so that a failure reads like a list of work.
"""

import pytest

from cms.pages.models import NewsIndex, PolicyPage
from publicity.models import Announcement, Notice
from registry.parties.models import Business
from registry.screening.models import Application

from .access import TABLET, crowded, faults, looked_at, too_wide
from .test_applicants import Shopper

ELDER = {"name": "zhangzhe", "value": "1"}
PAGES = (
    "/", "/gongshi/", "/gonggao/", "/minglu/", "/zhengce/", "/zhinan/", "/anli/", "/chaxun/", "/chaxun/?code=9115",
    "/rili/?start=2026-04-28&days=10&unit=workdays", "/rili/?start=&days=x&unit=workdays", "/fankui/", "/fankui/jindu/",
    "/fankui/shuoming/", "/shuju/", "/dingyue/", "/zixun/", "/zixun/jindu/", "/sousuo/?q=公司", "/ditu/", "/api/v1/docs/", "/shenbao/", "/shenbao/jindu/", "/heimingdan/", "/yangshi/", "/opinion/wuxiao/", "/login/",
    "/login/request/",
)  # fmt: skip
LARGE = (
    "/",
    "/gongshi/",
    "/minglu/",
    "/rili/?start=2026-04-28&days=10&unit=workdays",
    "/fankui/",
    "/yangshi/",
)


def records():
    """One of each kind that has an address of its own."""
    notices = [Notice.objects.filter(status=status).first() for status in ("open", "closed")]
    told = [Announcement.objects.filter(kind=kind).first() for kind in ("recognition", "blacklist")]
    paths = [record.get_absolute_url() for record in (*notices, *told)]
    business = Business.objects.exclude(uscc="").first()
    return [
        *paths,
        f"{paths[0]}1/",
        f"{paths[0]}?print=1",
        f"/chaxun/?code={business.uscc}",
        f"/chaxun/?code={notices[0].check_code}",
    ]


def registers():
    """The chief pages of the staff: desk, list, record, figures."""
    application, notice = Application.objects.first(), Notice.objects.first()
    return [
        "/admin/", "/admin/screening/application/", f"/admin/screening/application/{application.pk}/change/",
        f"/admin/publicity/notice/{notice.pk}/change/", "/admin/publicity/objection/", "/admin/statistics/",
    ]  # fmt: skip


def walked(page, site, paths):
    """{path: what was found}, without the pages where nothing was."""
    found = {}
    for path in paths:
        page.goto(site + path)
        found[path] = looked_at(page) + crowded(page) if "print" not in path else faults(page)
    return {path: lines for path, lines in found.items() if lines}


def test_axe_finds_nothing_on_any_public_page(site, chromium):
    shown = [*PAGES, *records()]

    def reads(page):
        return walked(page, site, shown)

    assert not chromium.run(reads, site=site, width=360)


def test_axe_finds_nothing_in_large_print(site, chromium):
    shown = [*LARGE, Notice.objects.filter(status="open").first().get_absolute_url()]

    def reads(page):
        page.context.add_cookies([{**ELDER, "url": site}])
        found = walked(page, site, shown)
        size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
        return found, page.evaluate("document.body.className"), size

    assert chromium.run(reads, site=site, width=360) == ({}, "elder", 22)


@pytest.mark.parametrize(("width", "most"), [(1280, 6), (390, 3)])
def test_axe_finds_nothing_on_the_chief_staff_pages(site, chromium, width, most):
    shown = registers()[:most]

    def works(page):
        found = {}
        for path in shown:
            page.goto(site + path)
            found[path] = faults(page) + too_wide(page, TABLET)
        return {path: lines for path, lines in found.items() if lines}

    assert not chromium.run(works, site=site, width=width, account="office")


def desk_of_an_editor():
    """The editors' own pages: where they begin, a column, a new page, a page with rich text."""
    column = NewsIndex.objects.get()
    return [
        "/cms/", f"/cms/pages/{column.pk}/", f"/cms/pages/add/pages/newspage/{column.pk}/",
        f"/cms/pages/{PolicyPage.objects.first().pk}/edit/",
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "most"), [(1280, 4), (390, 2)])
def test_axe_finds_nothing_on_the_editors_pages(site, chromium, width, most):
    shown = desk_of_an_editor()[-most:]

    def writes(page):
        found = {}
        for path in shown:
            page.goto(site + path)
            found[path] = faults(page)
        return {path: lines for path, lines in found.items() if lines}

    assert not chromium.run(writes, site=site, width=width, account="editor")


FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
  const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12));
  return {name: one.name || one.textContent.trim().slice(0, 12), tag: one.tagName,
    ring: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && !!top && (one.contains(top) || top.contains(one) || !!top.closest('label'))};
}"""


def stops(page, most):
    """Every stop of the tab key until the page is left."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "BODY":
            return found
        found.append(stop)
    raise AssertionError(f"no way out after {most} stops: {found[-1]}")


def test_a_reader_goes_through_a_notice_by_keyboard(site, chromium):
    notice = Notice.objects.filter(status="open").first()

    def reads(page):
        page.goto(site + notice.get_absolute_url())
        page.keyboard.press("Tab")
        skip = page.evaluate(FOCUSED)
        page.keyboard.press("Enter")
        landed = page.evaluate("document.activeElement.id")
        return skip, landed, stops(page, 120)

    skip, landed, found = chromium.run(reads, site=site, width=360)
    assert (skip["name"], skip["ring"], skip["seen"], landed) == ("跳到正文", True, True, "main")
    assert {"首页", "逐日说明", "提出异议", "纯文字版"} <= {stop["name"] for stop in found}
    assert not [stop for stop in found if not (stop["ring"] and stop["seen"])]


def test_the_page_is_read_aloud_where_there_is_a_voice_and_only_there(site, chromium):
    voices = """window.said = []; window.SpeechSynthesisUtterance = function (text) { this.text = text; };
      Object.defineProperty(window, 'speechSynthesis', {value: {getVoices: () => window.voices,
        speak: one => window.said.push(one.text), cancel: () => {}, addEventListener: () => {}}});"""
    button = "document.querySelector('button.aside') && document.querySelector('button.aside').textContent"

    def listens(page):
        page.context.add_cookies([{**ELDER, "url": site}])
        page.add_init_script("window.voices = [{lang: location.search ? 'en-US' : 'zh-CN'}];" + voices)
        page.goto(f"{site}/gongshi/?state=open")
        silent = page.evaluate(button)
        page.goto(f"{site}/gongshi/")
        page.click("button:has-text('朗读本页')")
        return silent, page.evaluate("window.said"), page.evaluate(button), looked_at(page)

    silent, said, shown, found = chromium.run(listens, site=site, width=360)
    assert silent is None and shown == "停止朗读" and said[0] == "公示" and not found
    assert any("公示" in line and "〔" in line for line in said)


class Inspected(Shopper):
    """The shop owner, with axe at every step."""

    def __init__(self, site):
        super().__init__(site)
        self.found = {}

    def looks(self, page, step):
        self.found[step] = looked_at(page)


def test_axe_finds_nothing_on_the_way_of_an_applicant(december, chromium):
    owner = Inspected(december)

    def applies(page):
        owner.tells_who_she_is(page)
        owner.tells_her_figures(page)
        owner.looks(page, "verdict")
        owner.agrees(page)
        page.click("main button:has-text('材料齐了')")
        owner.looks(page, "refused")
        owner.hands_papers(page)
        owner.onward(page, "提交申报", "huizhi")
        owner.looks(page, "receipt")

    chromium.run(applies, site=december, width=360)
    assert len(owner.found) == 9 and not {step: lines for step, lines in owner.found.items() if lines}
