"""A bank's own headers in a real browser: uploaded, explained on the page, previewed; the next file goes straight through."""

import pytest

from cms.demo.accounts import PASSWORD
from imports.models import ColumnProfile, Upload
from tests import builders
from tests.imports.test_held import HEADER, NEWS, ROW, SAID
from tests.workbooks.files import xlsx

from .conftest import NOON, served

TITLES = [["贷款台账"], ["填报单位：某银行", "", "", "", "单位：元"]]


@pytest.fixture
def bank_site(own_database, django_db_blocker):
    """The site with one qualified business and one bank, at noon of 30 June 2026."""
    with django_db_blocker.unblock(), served(NOON.replace(month=6, day=30)) as address:
        builders.qualified()
        account = builders.bank_maker()
        account.set_password(PASSWORD)
        account.save()
        yield address


@pytest.mark.parametrize("width", [390, 1280])
def test_the_headers_are_explained_once(bank_site, chromium, tmp_path, width):
    first, second = tmp_path / "六月台账.xlsx", tmp_path / "更正.xlsx"
    first.write_bytes(xlsx([*TITLES, HEADER, ROW]))
    second.write_bytes(xlsx([*TITLES, HEADER, [*ROW[:5], 900000, *ROW[6:]]]))

    def send(page, path):
        page.goto(f"{bank_site}/admin/imports/upload/add/")
        page.set_input_files("[name=file]", path)
        page.click("#content form [type=submit]")

    def mapping(page):
        send(page, first)
        page.wait_for_url("**/mapping/**")
        told, wide = page.inner_text("#content"), _too_wide(page)
        page.screenshot(path=str(chromium.folder / f"mapping-before-{width}.png"), full_page=True)
        for at, word in enumerate(HEADER):
            page.select_option(f"[name=column_{at}]", SAID[word])
        page.click("text=按此对应读取并核对")
        page.wait_for_url("**/change/")
        return told, wide, page.inner_text("#content")

    def straight(page):
        send(page, second)
        page.wait_for_url("**/change/")
        return page.inner_text("#content")

    def register(page):
        page.goto(f"{bank_site}/admin/imports/columnprofile/")
        return page.inner_text("#content"), _too_wide(page)

    told, wide, preview = chromium.run(mapping, site=bank_site, width=width, account="maker-nsh")
    assert "内蒙古测试有限公司" in told and "按表头和内容推测，请核对" in told and not wide
    assert "新增1" in preview and "不用的列：网点" in preview
    assert "新增1" in chromium.run(straight, site=bank_site, width=width, account="maker-nsh")
    assert Upload.objects.count() == 2 and ColumnProfile.objects.count() == len(NEWS)
    listed, wide = chromium.run(register, site=bank_site, width=width, account="maker-nsh")
    assert "放贷数" in listed and "不用这一列" in listed and not wide


def _too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0
