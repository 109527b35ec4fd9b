"""A bank clerk's whole way in a real browser: a file in the bank's own manner, a red cell, the corrected file, booked and taken back."""

import openpyxl
import pytest

from cms.demo.accounts import PASSWORD
from imports.models import Upload
from imports.uploading import confirm
from registry.ledger.chain import first_break
from registry.lending.models import LoanNote
from registry.workbooks.looks import AUTHOR, COLOURS, ERROR
from tests import builders
from tests.imports.test_held import HEADER, ROW, SAID
from tests.imports.test_undoing import books
from tests.imports.test_uploading import row, staged
from tests.workbooks.files import xlsx

from .conftest import NOON, served
from .test_mapping_page import TITLES
from .test_screeners import does
from .test_ways import width_of

WRONG = "九十万"
KNOWN = [*ROW[:5], 800000, *ROW[6:]]
TABLE = [
    *TITLES, HEADER, KNOWN, ["JJ002", "HT002", *ROW[2:]], ["JJ003", "HT003", *ROW[2:5], WRONG, *ROW[6:]],
    ["合计", "", "", "", 3000000, "", "", "", "", "", ""], ["注：本表由信贷部填报。"],
]  # fmt: skip


@pytest.fixture
def site(own_database, django_db_blocker):
    """A bank with maker and checker and one note booked before, the office's clerk; noon of 30 June 2026."""
    with django_db_blocker.unblock(), served(NOON.replace(month=6, day=30)) as address:
        for account in (builders.bank_maker(), builders.bank_checker(), builders.clerk()):
            account.set_password(PASSWORD)
            account.save()
        confirm(staged(row()), actor=builders.bank_checker(), today=NOON.replace(month=6, day=30).date())
        yield address


class Clerk:
    """The file on its way, seen at one width. Every step returns what the page said."""

    def __init__(self, chromium, site, folder, width):
        self.chromium, self.site, self.folder, self.width = chromium, site, folder, width
        self.address = self.proposal = ""

    def by(self, account, what):
        told = self.chromium.run(what, site=self.site, width=self.width, account=account)
        assert self.wide == 0, (what.__name__, self.width)
        return told

    def seen(self, page):
        self.wide = width_of(page)
        return page.inner_text("#content")

    def send(self, page, file):
        page.goto(f"{self.site}/admin/imports/upload/add/")
        page.set_input_files("[name=file]", file)
        page.click("#content form [type=submit]")

    def explains(self, page):
        self.send(page, self.folder / "六月台账.xlsx")
        page.wait_for_url("**/mapping/**")
        asked = self.seen(page)
        for at, word in enumerate(HEADER):
            page.select_option(f"[name=column_{at}]", SAID[word])
        page.click("text=按此对应读取并核对")
        page.wait_for_url("**/change/")
        self.address = page.url
        return asked + self.seen(page)

    def fetches(self, page):
        page.goto(self.address)
        with page.expect_download() as got:
            page.click("text=下载标注后的文件")
        got.value.save_as(self.folder / "标注.xlsx")
        return got.value.suggested_filename + self.seen(page)

    def sends_the_corrected(self, page):
        self.send(page, self.folder / "更正.xlsx")
        page.wait_for_url("**/change/")
        self.address = page.url
        return self.seen(page)

    def books(self, page):
        page.goto(self.address)
        page.click("a.xbd-step:has-text('确认入账')")
        page.check("[name=seen]") if page.query_selector("[name=seen]") else None
        page.click(".submit-row [type=submit]")
        page.wait_for_load_state()
        return self.seen(page) + page.inner_text("body")

    def asks_to_undo(self, page):
        page.goto(self.address)
        page.click("a.xbd-step:has-text('提请撤销入账')")
        page.fill("[name=reason]", "报送了上月的口径")
        told = self.seen(page)
        return told + does(page)

    def decides(self, page):
        page.goto(f"{self.site}/admin/")
        page.click("#content a[href*='proposal'] >> nth=0")
        page.wait_for_load_state()
        if page.query_selector("#result_list"):
            page.click("#result_list tbody th a >> nth=0")
        page.wait_for_selector("a.xbd-step:has-text('批准')")
        told = self.seen(page)
        page.click("a.xbd-step:has-text('批准')")
        page.fill("[name=reason]", "情况属实")
        return told + does(page)

    def looks(self, page):
        page.goto(self.address)
        return self.seen(page)


def corrected(folder):
    """The marked file as the clerk corrects it: the red cell gets its figure, the file is kept under another name."""
    book = openpyxl.load_workbook(folder / "标注.xlsx")
    (wrong,) = [cell for line in book.worksheets[0] for cell in line if cell.value == WRONG]
    red, said = wrong.fill.start_color.rgb, wrong.comment
    others = [
        cell.coordinate
        for line in book.worksheets[0]
        for cell in line[: len(HEADER)]
        if cell.comment and cell is not wrong
    ]
    wrong.value = 900000
    book.save(folder / "更正.xlsx")
    return red, said, others


@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_banks_own_file_to_the_books_and_back(site, chromium, tmp_path, width):
    (tmp_path / "六月台账.xlsx").write_bytes(xlsx(TABLE))
    way, before = Clerk(chromium, site, tmp_path, width), books()
    preview = way.by("maker-nsh", way.explains)
    assert "按表头和内容推测，请核对" in preview
    assert "新增1，更新1，无变化0，有误1" in preview and WRONG in preview and "不用的列：网点" in preview
    assert "六月台账-标注.xlsx" in way.by("maker-nsh", way.fetches)
    red, comment, others = corrected(tmp_path)
    assert (
        red.endswith(COLOURS[ERROR])
        and comment.author == AUTHOR
        and WRONG in comment.text
        and "应为" in comment.text
    )
    assert others == []
    assert "新增2，更新1，无变化0，有误0" in way.by("maker-nsh", way.sends_the_corrected)
    assert "须由另一人办理" in way.by("maker-nsh", way.books) and books() == before
    assert "已办理" in way.by("checker-nsh", way.books)
    assert (
        Upload.objects.latest("pk").status == "accepted"
        and LoanNote.objects.filter(status="active").count() == 3
    )
    asked = way.by("maker-nsh", way.asks_to_undo)
    assert "批准后才撤销" in asked and books() != before
    decided = way.by("clerk", way.decides)
    assert "撤销2笔新增借据" in decided and "已办理" in decided
    assert "入账已撤销" in way.by("maker-nsh", way.looks)
    assert books() == before and first_break() is None
