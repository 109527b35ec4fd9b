"""Thirty recommendations in one sheet: what each cell lacks is said, good rows become drafts of one's own institution."""

import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from imports.recommending.booking import draft_sheet, rows_of, stage_sheet
from imports.recommending.columns import COLUMNS
from imports.recommending.judging import judge_sheet
from imports.recommending.models import RecommendationSheet
from imports.recommending.template import blank_sheet
from registry.ledger.errors import NotAllowed, Refusal
from registry.parties.models import Business
from registry.screening import intake
from registry.screening.models import Application
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = chapters.date(2026, 5, 6)
NOON = datetime(2026, 5, 6, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
SHOP = {
    "uscc": builders.INDIVIDUAL_CODES[0], "kind": "个体工商户", "name": "小兰超市", "operator_name": "王小兰",
    "town": "阿勒腾席热镇", "address": "文明街12号", "contact_name": "王小兰", "contact_phone": "13900001234",
    "industry_code": "52 零售业", "figures_year": "2025", "employees": "3", "revenue": "36.5", "assets": "20",
    "tax_since": "2020-03-15", "tax_grade": "", "tax_grade_year": "", "registered_here": "是", "taxed_here": "是",
    "has_premises": "是", "consents_publication": "是", "consents_operator_name": "否", "consents_credit_query": "是",
}  # fmt: skip
SECOND = SHOP | {"uscc": builders.INDIVIDUAL_CODES[1], "name": "另一小店", "contact_phone": "13900001235"}


def sheet_of(*rows, without=()):
    held = io.StringIO()
    writer = csv.writer(held)
    columns = [column for column in COLUMNS if column.name not in without]
    writer.writerow([column.label for column in columns])
    for row in rows:
        writer.writerow([row[column.name] for column in columns])
    return held.getvalue().encode("utf-8-sig")


@pytest.fixture
def town():
    chapters.round_of()
    person = builders.recommender()
    return builders.institution("ALTXR"), person


def judged(town, *rows):
    return judge_sheet("表.csv", sheet_of(*rows), institution=town[0], today=DAY)


def staged(town, *rows):
    return stage_sheet("表.csv", sheet_of(*rows), institution=town[0], actor=town[1], today=DAY)


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"uscc": ""}, "统一社会信用代码", "没有填写"),
        ({"uscc": "92150627MAYYYYY12X"}, "统一社会信用代码", "校验"),
        ({"uscc": "9.15E+17"}, "统一社会信用代码", "科学计数法"),
        ({"kind": "公司"}, "主体类型", "应为企业、农民专业合作社或者个体工商户"),
        ({"town": "东胜区"}, "所属镇", "阿勒腾席热镇"),
        ({"contact_phone": "123"}, "联系电话", "大陆手机号"),
        ({"industry_code": "卖货"}, "行业", "下拉列表"),
        ({"employees": "三"}, "从业人员（人）", "应为数字"),
        ({"employees": "1.5"}, "从业人员（人）", "整数"),
        ({"revenue": "-3"}, "营业收入（万元）", "不小于0"),
        ({"tax_since": "20.3.5"}, "首次纳税日期", "四位年份"),
        ({"tax_grade": "E"}, "纳税信用级别", "A、B、M、C、D"),
        ({"registered_here": "√"}, "在本旗登记注册", "“是”或者“否”"),
        ({"consents_publication": ""}, "已书面同意公示", "没有填写"),
    ],
)
def test_every_bad_cell_is_named_with_row_column_found_and_expected(town, change, column, said):
    bad, good = judged(town, SHOP | change, SECOND)
    problem = next(p for p in bad.problems if p.column == column)
    assert problem.row == 2 and said in problem.message and f"第2行“{column}”" in problem.message
    assert problem.found == next(iter(change.values()))
    assert good.problems == [] and good.state == "new"


def test_all_bad_cells_of_a_row_are_told_at_once(town):
    [bad] = judged(town, SHOP | {"town": "东胜区", "employees": "三", "contact_name": ""})
    assert {p.column for p in bad.problems} == {"所属镇", "从业人员（人）", "联系人"}


def test_who_is_out_of_scope_is_told_by_row(town):
    large = SHOP | {"uscc": builders.ENTERPRISE_CODES[0], "kind": "企业", "industry_code": "52 零售业", "employees": "300",
                    "revenue": "20000", "taxed_here": "否"}  # fmt: skip
    [bad] = judged(town, large)
    said = "".join(p.message for p in bad.problems)
    assert "划为大型" in said and "税务征管" in said


def test_a_row_twice_in_the_sheet(town):
    first, second = judged(town, SHOP, SHOP)
    assert first.problems == [] and "与第2行重复" in second.problems[0].message


def test_a_missing_column_is_refused_as_a_whole(town):
    with pytest.raises(Refusal, match="表头缺少：联系人"):
        judge_sheet("表.csv", sheet_of(SHOP, without=("contact_name",)), institution=town[0], today=DAY)


def test_confirmed_rows_become_drafts_of_ones_own_institution(town):
    builders.business(builders.INDIVIDUAL_CODES[1])
    sheet = staged(town, SHOP, SECOND)
    assert [row.state for row in rows_of(sheet, today=DAY)] == ["new", "known"]
    assert not Application.objects.exists()
    draft_sheet(sheet, actor=town[1], today=DAY)
    drafts = Application.objects.order_by("pk")
    assert {(a.status, a.recommender.code, a.channel) for a in drafts} == {("draft", "ALTXR", "recommended")}
    assert drafts[0].revenue == builders.Decimal("365000.00") and drafts[0].industry_code == "52"
    assert Business.objects.get(uscc=SHOP["uscc"]).created_for == town[0]
    assert Business.objects.get(uscc=SECOND["uscc"]).name == "测试小店"
    for kind in ("credit_report", "form"):
        intake.attach(
            drafts[0], kind=kind, name="a.pdf", content=chapters.PDF + kind.encode(), actor=town[1], today=DAY
        )
    intake.submit(drafts[0], actor=town[1], today=DAY)


def test_the_same_file_again_changes_nothing(town):
    sheet = staged(town, SHOP)
    draft_sheet(sheet, actor=town[1], today=DAY)
    again = staged(town, SHOP)
    draft_sheet(again, actor=town[1], today=DAY)
    assert again.pk == sheet.pk and RecommendationSheet.objects.count() == Application.objects.count() == 1
    assert [row.state for row in rows_of(again, today=DAY)] == ["applied"]


def test_all_or_the_good_rows(town):
    sheet = staged(town, SHOP, SECOND | {"town": "东胜区"})
    with pytest.raises(Refusal, match="第3行“所属镇”"):
        draft_sheet(sheet, actor=town[1], today=DAY)
    assert not Business.objects.exists()
    draft_sheet(sheet, actor=town[1], today=DAY, partial=True)
    assert Application.objects.get().business.uscc == SHOP["uscc"]


def test_anothers_application_is_not_shown_and_not_doubled(town):
    chapters.submitted(builders.business(SHOP["uscc"]))
    other = builders.institution("WULAN"), builders.recommender("WULAN")
    [row] = judge_sheet("表.csv", sheet_of(SHOP), institution=other[0], today=DAY)
    assert "本轮已有申报" in row.problems[0].message and "SB" not in row.problems[0].message


def test_nobody_recommends_for_another_institution(town):
    stranger = builders.recommender("WULAN")
    sheet = staged(town, SHOP)
    with pytest.raises(NotAllowed, match="不是.*推荐经办人"):
        stage_sheet("表.csv", sheet_of(SHOP), institution=town[0], actor=stranger, today=DAY)
    with pytest.raises(NotAllowed):
        draft_sheet(sheet, actor=stranger, today=DAY)
    assert not RecommendationSheet.objects.visible_to(stranger).exists()
    assert not RecommendationSheet.objects.visible_to(builders.bank_maker()).exists()
    assert RecommendationSheet.objects.visible_to(builders.clerk()).exists()


def test_the_template_keeps_codes_as_text_and_offers_lists():
    book = openpyxl.load_workbook(io.BytesIO(blank_sheet()))
    sheet = book["推荐表"]
    assert [cell.value for cell in sheet[1]] == [column.label for column in COLUMNS]
    assert sheet.column_dimensions["A"].width > 20 and book["选项"].sheet_state == "hidden"
    lists = [check for check in sheet.data_validations.dataValidation if check.type == "list"]
    assert len(lists) == sum(bool(column.choices) for column in COLUMNS)


def test_the_town_uploads_looks_and_confirms(client, town):
    client.force_login(town[1])
    with time_machine.travel(NOON, tick=False):
        add = reverse("admin:imports_recommendationsheet_add")
        assert client.get(reverse("admin:imports_recommendationsheet_template")).status_code == 200
        assert "推荐单位" in client.get(add).content.decode()
        file = SimpleUploadedFile("推荐.csv", sheet_of(SHOP, SECOND | {"town": "东胜区"}))
        answer = client.post(add, {"file": file, "institution": town[0].pk}, follow=True)
        text = answer.content.decode()
        assert "第3行“所属镇”" in text and "只建立无误的行" in text and "全部建立申报草稿" not in text
        sheet = RecommendationSheet.objects.get()
        step = reverse("admin:imports_recommendationsheet_step", args=[sheet.pk, "part"])
        assert "建立1件申报草稿" in client.get(step).content.decode()
        client.post(step, {"reason": "核对无误"})
        sheet.refresh_from_db()
        assert sheet.drafted == 1 and Application.objects.get().recommender == town[0]


def test_a_lost_file_is_told_and_comes_back_with_the_same_upload(client):
    content, town = sheet_of(SHOP), builders.recommender()
    chapters.round_of()
    sheet = stage_sheet("表.csv", content, institution=builders.institution("ALTXR"), actor=town, today=DAY)
    sheet.file.storage.delete(sheet.file.name)
    client.force_login(town)
    with time_machine.travel(NOON, tick=False):
        page = client.get(reverse("admin:imports_recommendationsheet_change", args=[sheet.pk]))
    assert page.status_code == 200 and "原文件已不在存储中" in page.content.decode()
    with pytest.raises(Refusal, match="重新上传"):
        draft_sheet(sheet, actor=town, today=DAY)
    stage_sheet("表.csv", content, institution=builders.institution("ALTXR"), actor=town, today=DAY)
    assert [row.state for row in rows_of(sheet, today=DAY)]
