"""The main ways as people go them, in a real browser: nothing asked outside, no fault in the console, nothing too wide."""

import pytest
from django.conf import settings

from imports.models import Upload
from publicity.models import Notice, Objection
from registry.lending.models import LoanNote
from registry.screening.models import Application

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


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("width", [360, 1280])
def test_no_public_page_is_wider_than_the_screen(site, chromium, width):
    shown = [*PAGES, Notice.objects.public().first().get_absolute_url()]

    def read_all(page):
        return {path: (page.goto(site + path).status, width_of(page)) for path in shown}

    seen = chromium.run(read_all, site=site, width=width)
    assert seen == dict.fromkeys(shown, (200, 0)), seen


def test_a_bank_uploads_and_another_of_the_bank_confirms(site, chromium):
    before = LoanNote.objects.count()

    def upload(page):
        page.goto(f"{site}/admin/imports/upload/add/")
        page.set_input_files("[name=file]", settings.BASE_DIR / "samples" / "ledger-plain.xlsx")
        page.click("#content form [type=submit]")
        page.wait_for_url("**/change/")
        return page.url, page.inner_text("body")

    def confirm(page):
        page.goto(address)
        page.click("a.xbd-step:has-text('入账')")
        page.check("[name=seen]")
        page.click(".submit-row [type=submit]")
        page.wait_for_load_state()
        return page.inner_text("body")

    address, preview = chromium.run(upload, site=site, account="bank")
    assert "ledger-plain.xlsx" in preview
    assert "须由另一人办理" in chromium.run(confirm, site=site, account="bank")
    assert LoanNote.objects.count() == before
    assert "已办理" in chromium.run(confirm, site=site, account="checker")
    upload = Upload.objects.order_by("-pk").first()
    assert upload.created and LoanNote.objects.count() == before + upload.created


PHOTO = {"name": "欠条.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(64)}


def test_a_villager_objects_with_a_photo_on_a_small_phone_and_follows_it(site, chromium):
    def object_to(page):
        page.goto(f"{site}/gongshi/")
        page.click("a[href^='/n/']")
        page.goto(f"{site}/fankui/")
        page.select_option("[name=entry]", index=1)
        page.check("[name=sort][value=person]")
        page.fill("[name=name]", "李建国")
        page.fill("[name=phone]", "1394770")
        page.fill("[name=address]", "阿勒腾席热镇王府路8号")
        page.fill("[name=facts]", "该户去年欠我货款三万元，有欠条，至今没有归还。")
        page.set_input_files("[name=evidence]", PHOTO)
        send(page)
        kept = page.inner_text("main")
        page.fill("[name=phone]", "13947700001")
        send(page)
        page.wait_for_url("**/fankui/huizhi/")
        return kept, page.inner_text(".apply-number"), width_of(page)

    def follow(page):
        page.goto(f"{site}/fankui/jindu/")
        page.fill("[name=receipt_number]", number)
        page.fill("[name^=phone]", "0001")
        page.click("button:has-text('查询进度')")
        page.wait_for_selector(".xbd-timeline")
        return page.inner_text("main"), width_of(page)

    kept, number, wide = chromium.run(object_to, site=site, width=360)
    assert "欠条.png" in kept and wide == 0
    objection = Objection.objects.get(receipt_number=number)
    assert (objection.status, objection.papers.count()) == ("received", 1)
    progress, wide = chromium.run(follow, site=site, width=360)
    assert number in progress and wide == 0
    assert "李建国" not in progress and "三万元" not in progress


def send(page):
    page.click("button:not(.apply-hide):has-text('提交异议')")
    page.wait_for_load_state()


def test_a_villager_checks_the_sheet_on_the_board(site, chromium):
    notice = Notice.objects.filter(status="open").first()

    def scans(page):
        page.goto(f"{site}{notice.get_absolute_url()}?print=1")
        printed = page.inner_text("body")
        page.goto(f"{site}/chaxun/?code={notice.check_code}")
        answer, wide = page.inner_text("main"), width_of(page)
        page.click("main a:has-text('看名单和全文')")
        page.wait_for_load_state()
        return printed, answer, wide, page.inner_text("main")

    printed, answer, wide, led_to = chromium.run(scans, site=site, width=390)
    assert "公示期" in answer and "工作日" in answer and "怎样提出异议" in led_to
    assert notice.check_code in printed.replace(" ", "")
    assert (
        "真实，有效" in answer and notice.number in answer and notice.text_sha256[:8] in answer and wide == 0
    )


def test_a_clerk_does_a_step_that_the_auditor_cannot(site, chromium):
    objection = Objection.objects.filter(status="received").first()
    address = f"{site}/admin/publicity/objection/{objection.pk}/do/accept/"

    def may_not(page):
        return page.goto(address).status

    def does(page):
        page.goto(address)
        page.fill("[name=reason]", "署名完整，予以受理。")
        page.click(".submit-row [type=submit]")
        page.wait_for_url("**/change/")
        return page.inner_text("body")

    assert chromium.run(may_not, site=site, account="auditor") == 403
    assert "已办理" in chromium.run(does, site=site, account="office")
    objection.refresh_from_db()
    assert objection.status == "accepted"


def test_the_registers_open_without_a_fault(site, chromium):
    application = Application.objects.first()

    def looks(page):
        return [page.goto(f"{site}{path}").status for path in ("/admin/", "/admin/screening/application/",
            f"/admin/screening/application/{application.pk}/change/", f"/admin/screening/application/{application.pk}/history/")]  # fmt: skip

    assert chromium.run(looks, site=site, account="office") == [200] * 4
