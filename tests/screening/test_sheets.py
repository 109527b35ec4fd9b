"""Answering by sheet: downloaded, filled in, previewed cell by cell, all or none, one's own only."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from registry.ledger.errors import Refusal
from registry.screening import sheets
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 9)


@pytest.fixture
def application():
    return chapters.in_screening(builders.business())


def filled(code, change=None, **given):
    """The body's own sheet with every row answered as `given`; `change(sheet, header)` spoils it."""
    book = openpyxl.load_workbook(io.BytesIO(sheets.worksheet(builders.institution(code))))
    sheet = book.active
    header = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        for column, value in ({"意见": "通过"} | given).items():
            sheet.cell(row, header[column], value)
    if change:
        change(sheet, header)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def upload(content, code="TAX", name="答复表.xlsx"):
    return sheets.answer_by_sheet(
        name, content, institution=builders.institution(code), actor=builders.reviewer(code), today=DAY
    )


def test_a_filled_sheet_answers_every_row_of_its_own_body(application):
    mine = application.opinions.filter(institution__code="TAX")
    assert upload(filled("TAX", 查询凭据="税函1号", 有效期至=date(2026, 8, 1))) == mine.count() > 1
    assert {(o.answer, o.reference, o.valid_until) for o in mine} == {("pass", "税函1号", date(2026, 8, 1))}
    assert not application.opinions.exclude(institution__code="TAX").exclude(answer="").exists()
    assert mine.first().history.first().history_source.startswith("sheet:")


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("意见", "可以", "不是“通过”"),
        ("意见", "不通过", "必须写明理由"),
        ("查询日期", "2026-13-40", "不是日期"),
        ("查询日期", "2026-06-01", "晚于今天"),
        ("有效期至", "2026-05-01", "不作数"),
        ("说明", "身份证150627199001011234", "身份证"),
        ("统一社会信用代码", "91150627MA0ABCDE1X", "不是旗税务局待答复的意见"),
        ("统一社会信用代码", 911506270000000000.0, "后几位已经丢失"),
        ("准入条件", "没有这一条", "不是旗税务局待答复的意见"),
        ("受理号", "甲", "不是旗税务局待答复的意见"),
        ("企业（户）", "别家公司", "是否错位"),
        ("查询凭据", "长" * 121, "最多120个字"),
    ],
)
def test_one_wrong_cell_is_told_with_row_and_column_and_nothing_is_done(application, column, value, told):
    def spoil(sheet, header):
        sheet.cell(3, header[column], value)

    content = filled("TAX", spoil)
    preview = sheets.read_sheet("表.xlsx", content, institution=builders.institution("TAX"), today=DAY)
    assert {error.row for error in preview.errors} == {3} and told in preview.errors[0].sentence
    with pytest.raises(Refusal, match="第3行"):
        upload(content)
    assert not application.opinions.exclude(answer="").exists()


def test_another_bodys_sheet_and_the_same_row_twice_are_refused(application):
    with pytest.raises(Refusal, match="待答复"):
        upload(filled("COURT"), code="TAX")

    def twice(sheet, header):
        sheet.cell(3, header["准入条件"], sheet.cell(2, header["准入条件"]).value)

    with pytest.raises(Refusal, match="重复"):
        upload(filled("TAX", twice))


def test_blank_rows_stay_open_and_an_empty_sheet_says_so(application):
    def blank(sheet, header):
        sheet.cell(2, header["意见"]).value = None

    assert upload(filled("TAX", blank)) == application.opinions.filter(institution__code="TAX").count() - 1
    with pytest.raises(Refusal, match="没有填写任何意见"):
        upload(sheets.worksheet(builders.institution("COURT")), code="COURT")


@pytest.mark.parametrize(
    ("name", "content"), [("表.xlsx", b"PK\x03\x04xx"), ("表.csv", b"a,b"), ("表.xlsx", b"")]
)
def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(application, name, content):
    with pytest.raises(Refusal, match="文件"):
        upload(content, name=name)


def test_a_bodys_own_table_is_read_by_code_and_condition_without_numbers_of_ours(application):
    asked = application.opinions.filter(institution__code="TAX").select_related("condition")
    lines = [
        f"{application.business.uscc},{application.business},不通过,欠税未清,{o.condition.code}"
        for o in asked
    ]
    table = "\n".join(["旗税务局审核意见,,,,", "信用代码,名称,意见,理由,准入条件", *lines])
    assert upload(table.encode("gb18030"), name="意见.csv") == asked.count()
    assert set(asked.values_list("answer", "reason")) == {("fail", "欠税未清")}


def test_without_the_condition_a_code_with_several_questions_is_not_guessed(application):
    table = f"信用代码,意见,理由\n{application.business.uscc},通过,\n"
    with pytest.raises(Refusal, match="不知道是哪一条"):
        upload(table.encode(), name="意见.csv")
    assert not application.opinions.exclude(answer="").exists()


@time_machine.travel(datetime(2026, 5, 9, 12, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False)
def test_the_page_previews_then_answers(application, client):
    client.force_login(builders.reviewer("TAX"))
    address = reverse("admin:screening_departmentopinion_upload")
    assert client.get(reverse("admin:screening_departmentopinion_sheet")).status_code == 200
    shown = client.post(address, {"file": SimpleUploadedFile("答复表.xlsx", filled("TAX"))})
    assert "将答复" in shown.content.decode()
    assert not application.opinions.exclude(answer="").exists()
    assert client.post(address, {"token": shown.context["token"]}).status_code == 302
    assert not application.opinions.filter(institution__code="TAX", answer="").exists()
    again = client.post(address, {"token": shown.context["token"]})
    assert "没有办理" in again.content.decode()
    client.force_login(builders.reviewer("COURT"))
    assert "不完整" in client.post(address, {"token": shown.context["token"]}).content.decode()
    client.force_login(builders.clerk())
    assert client.get(address).status_code == 403
