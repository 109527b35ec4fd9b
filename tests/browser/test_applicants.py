"""Who hands in, in a real browser: a shop owner on a small phone, a town clerk with a sheet of thirty shops."""

import io
import zipfile

import openpyxl

from cms.demo.people import people
from imports.recommending.columns import COLUMNS
from registry.parties.places import PLACES
from registry.screening.models import Application, Attachment

PDF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n"
OWNER = people(1, individuals=1, seed=8)[0]
CROWD = people(30, individuals=18, seed=9)


def paper(name):
    return {"name": name, "mimeType": "application/pdf", "buffer": PDF + name.encode()}


class Shopper:
    """A shop owner at the seven steps; `wide` keeps every step that was wider than the screen."""

    def __init__(self, site):
        self.site, self.wide = site, []

    def onward(self, page, button, step):
        self.looks(page, step)
        page.click(f"main button:has-text('{button}')")
        page.wait_for_url(f"**/shenbao/{step}/")

    def looks(self, page, step):
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            self.wide.append(step)

    def tells_who_she_is(self, page):
        page.goto(f"{self.site}/shenbao/")
        page.click("a:has-text('开始填写')")
        page.fill("[name=uscc]", OWNER.uscc.lower())
        page.fill("[name=contact_name]", "王小兰")
        page.fill("[name=contact_phone]", "139 0000 1234")
        self.onward(page, "保存，下一步", "xinxi")
        page.fill("[name=name]", "小兰超市")
        page.fill("[name=operator_name]", "王小兰")
        page.select_option("[name=town]", label="阿勒腾席热镇")
        page.fill("[name=address]", "文明街12号")
        self.onward(page, "下一步", "jingying")

    def tells_her_figures(self, page):
        page.fill("[name=trade_words]", "小超市")
        page.click("button[name=find]")
        page.check("[name=industry_code] >> nth=0")
        page.fill("[name=employees]", "３人")
        page.fill("[name=revenue_wan]", "36.5万元")
        page.fill("[name=assets_wan]", "20")
        page.fill("[name=tax_since]", "2020年3月15日")
        self.onward(page, "下一步", "panduan")

    def agrees(self, page):
        page.click("main a.button")
        page.wait_for_url("**/shengming/")
        for box in page.query_selector_all("main [type=checkbox]"):
            box.check()
        self.onward(page, "下一步", "cailiao")

    def hands_papers(self, page):
        for kind, name in (("credit_report", "征信.pdf"), ("form", "申报表.pdf")):
            page.select_option("[name=kind]", kind)
            page.set_input_files("[name=file]", paper(name))
            page.click("button[name=upload]")
            page.wait_for_selector(f"text={name}")
        self.onward(page, "材料齐了", "hedui")


def test_a_shop_owner_applies_on_a_small_phone(december, chromium):
    owner = Shopper(december)

    def applies(page):
        owner.tells_who_she_is(page)
        owner.tells_her_figures(page)
        verdict = page.inner_text("main")
        owner.agrees(page)
        page.click("main button:has-text('材料齐了')")
        refused = page.inner_text("[role=alert]")
        owner.hands_papers(page)
        summary = page.inner_text("main")
        owner.onward(page, "提交申报", "huizhi")
        return verdict, refused, summary, page.inner_text(".apply-number")

    def looks_it_up(page):
        page.goto(f"{december}/shenbao/jindu/")
        page.fill("[name=receipt_number]", receipt)
        page.fill("[name=phone]", "1234")
        page.click("main form button")
        page.wait_for_load_state()
        owner.looks(page, "jindu")
        return page.inner_text("main")

    verdict, refused, summary, receipt = chromium.run(applies, site=december, width=360)
    assert "可以申报" in verdict and "还缺少必备材料" in refused and "小兰超市" in summary
    application = Application.objects.get(receipt_number=receipt)
    assert (application.status, application.attachments.count()) == ("submitted", 2)
    progress = chromium.run(looks_it_up, site=december, width=360)
    assert receipt in progress and not owner.wide


def filled(blank, *, spoiled):
    """The town's sheet, typed into the blank one it downloaded; two rows spoiled as people spoil them."""
    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheet = book.worksheets[0]
    places = {str(cell.value).strip(): (cell.row, cell.column) for line in sheet.iter_rows(max_row=10) for cell in line if cell.value}  # fmt: skip
    top = places[COLUMNS[0].label][0]
    for number, someone in enumerate(CROWD, start=1):
        for column in COLUMNS:
            value = _cell(column.name, someone)
            if value != "":
                sheet.cell(top + number, places[column.label][1], value)
    if spoiled:
        sheet.cell(top + 3, places["联系电话"][1], "12345")
        sheet.cell(top + 7, places["已书面同意公示"][1], "√")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _cell(name, someone):
    wan = {"revenue": someone.revenue, "assets": someone.assets}
    graded = someone.kind == "enterprise"
    return {
        "uscc": someone.uscc, "kind": "企业" if graded else "个体工商户", "name": someone.name,
        "operator_name": someone.operator, "town": PLACES[someone.town], "address": "文明街12号",
        "contact_name": someone.operator, "contact_phone": someone.phone, "industry_code": someone.trade,
        "figures_year": 2025, "employees": someone.employees, **{k: float(v / 10_000) for k, v in wan.items()},
        "tax_since": "2020-03-15", "tax_grade": someone.tax_grade, "tax_grade_year": 2025 if graded else "",
    }.get(name, "否" if name == "consents_operator_name" else "是")  # fmt: skip


def packed():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as pack:
        for someone in CROWD:
            for kind in ("征信报告", "申报表"):
                pack.writestr(f"{someone.uscc}_{kind}.pdf", PDF + someone.uscc.encode() + kind.encode())
    return {"name": "材料.zip", "mimeType": "application/zip", "buffer": held.getvalue()}


def test_a_town_clerk_hands_in_thirty_shops_by_one_sheet(december, chromium):
    def upload(page, content):
        page.goto(f"{december}/admin/imports/recommendationsheet/add/")
        given = {"name": "阿镇推荐表.xlsx", "mimeType": "application/octet-stream", "buffer": content}
        page.set_input_files("[name=file]", given)
        page.click(".submit-row [type=submit]")
        page.wait_for_url("**/change/")
        return page.inner_text("#content")

    def step(page, label):
        page.click(f"a.xbd-step:has-text('{label}')")

    def does(page):
        page.wait_for_selector(".submit-row [type=submit]")
        page.click(".submit-row [type=submit]")
        page.wait_for_url("**/change/")
        return page.inner_text("body")

    def hands_in(page):
        page.goto(f"{december}/admin/imports/recommendationsheet/add/")
        with page.expect_download() as waiting:
            page.click("a:has-text('下载空白模板')")
        blank = waiting.value.path().read_bytes()
        wrong = upload(page, filled(blank, spoiled=True))
        right = upload(page, filled(blank, spoiled=False))
        step(page, "全部建立申报草稿")
        drafted = does(page)
        step(page, "上传材料包")
        page.set_input_files("[name=pack]", packed())
        filed = does(page)
        step(page, "提交材料齐全的申报")
        return wrong, right, drafted, filed, does(page)

    before = Application.objects.filter(status="submitted").count()
    wrong, right, drafted, filed, done = chromium.run(hands_in, site=december, account="town")
    assert "有误2行" in wrong and "第4行“联系电话”" in wrong and "第8行“已书面同意公示”" in wrong
    assert "有误0行" in right and "已办理" in drafted
    assert "收到60件材料，涉及30户，全部材料已齐" in filed and "已提交30户的申报。" in done
    assert Application.objects.filter(status="submitted").count() == before + 30
    assert Attachment.objects.filter(application__business__uscc__in=[p.uscc for p in CROWD]).count() == 60
