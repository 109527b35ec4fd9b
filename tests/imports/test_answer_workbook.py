"""The bank's own file given back: wrong cells red and commented where they stand, nothing else changed, no formula alive."""

import csv
import io
import json
import re
from contextlib import suppress
from datetime import date, datetime

import openpyxl
import pytest
import time_machine
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command
from django.urls import reverse
from python_calamine import CalamineWorkbook

from imports.columns import COLUMNS
from imports.marked import workbook
from imports.marked.listing import listed
from imports.marked.workbook import answer_workbook
from imports.models import Upload
from imports.roster import take_over_roster
from imports.uploading import stage
from registry.history.errors import Refusal
from registry.workbooks.looks import AUTHOR
from tests import builders
from tests.workbooks.files import changed, ods, xls, xlsx

pytestmark = pytest.mark.django_db
SAMPLES, DAY = settings.BASE_DIR / "samples", date(2026, 11, 2)
NAMES = ("note_no", "contract_no", "name", "uscc", "loan_amount", "balance", "start", "due", "rate", "as_of")
LABELS = {column.name: column.label for column in COLUMNS}
HEADER = [LABELS[name] for name in NAMES]
RED, YELLOW = "FFC7CE", "FFEB9C"
HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "甲\x00乙", "_x003D_1", "==1+1"]


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel("2026-11-02T09:00:00+08:00", tick=False):
        yield


def row(**given):
    return list(({
        "note_no": "JJ001", "contract_no": "HT001", "name": "内蒙古测试有限公司", "uscc": builders.ENTERPRISE_CODES[0],
        "loan_amount": 1000000, "balance": 1000000, "start": "2026-06-01", "due": "2027-06-01", "rate": 4.1,
        "as_of": "2026-10-31",
    } | given).values())  # fmt: skip


BAD = row(note_no="JJ002", balance="很多", due="2026-13-01")


def staged(name, content):
    builders.qualified()
    return stage(name, content, bank=builders.institution("NSH"), actor=builders.bank_maker(), today=DAY)


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def painted(sheet, colour=RED):
    return {cell.coordinate for line in sheet.iter_rows() for cell in line if cell.fill.start_color.rgb == f"00{colour}"
            or cell.fill.start_color.rgb == f"FF{colour}"}  # fmt: skip


def texts(book):
    return [
        cell for sheet in book for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)
    ]


@pytest.fixture
def bad_rows():
    path = SAMPLES / "businesses.xlsx"
    take_over_roster(
        path.name, path.read_bytes(), recognised_on=date(2025, 6, 30), actor=builders.clerk(), today=DAY
    )
    content = (SAMPLES / "ledger-bad-rows.xlsx").read_bytes()
    bank, maker = builders.institution("NSH"), builders.bank_maker()
    return content, stage("ledger-bad-rows.xlsx", content, bank=bank, actor=maker, today=DAY)


def wanted_marks(sheet):
    """{cell: whether it is only a warning} as the expectations of the sample list them."""
    listed_ = json.loads((SAMPLES / "ledger-bad-rows.xlsx.expected.json").read_text(encoding="utf-8"))["why"]
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    return {
        f"{heads[one['column']]}{number}": "WARNING" in one["kind"]
        for number, why in listed_.items()
        for one in why
    }


def test_every_bad_row_of_the_sample_is_marked_at_exactly_its_cell(bad_rows):
    content, upload = bad_rows
    sheet = opened(answer_workbook(upload)).worksheets[0]
    places, end = wanted_marks(sheet), sheet.cell(1, opened(content).worksheets[0].max_column + 1)
    assert end.value == "结果" and len(places) == 14
    for colour, only in ((RED, False), (YELLOW, True)):
        cells = {at for at, soft in places.items() if soft is only}
        assert painted(sheet, colour) == cells | {end.column_letter + re.sub("[A-Z]", "", at) for at in cells}
    notes = {cell.coordinate: cell.comment for line in sheet.iter_rows() for cell in line if cell.comment}
    assert notes.keys() == places.keys()
    for note in notes.values():
        assert note.author == AUTHOR
        assert re.match(r"【(有误|提醒)】\n找到：.+\n(应为|说明)：.+\n怎么做：(请|确有)", note.text), (
            note.text
        )


def test_nothing_else_of_the_sample_is_touched(bad_rows):
    content, upload = bad_rows
    before, sheet = opened(content).worksheets[0], opened(answer_workbook(upload)).worksheets[0]
    for line in before.iter_rows():
        for cell in line:
            same = sheet[cell.coordinate]
            assert (same.value, same.number_format) == (cell.value, cell.number_format)
    for letter, column in before.column_dimensions.items():
        assert sheet.column_dimensions[letter].width == column.width


def test_the_results_and_the_summary_say_what_the_preview_says(bad_rows):
    content, upload = bad_rows
    answer = answer_workbook(upload)
    book, last = opened(answer), opened(content).worksheets[0].max_column + 1
    sheet = book.worksheets[0]
    results = [sheet.cell(number, last).value for number in range(2, sheet.max_row + 1)]
    assert sum(one.startswith("有误\n") for one in results) == 13
    assert sum(one.startswith("新增") for one in results) == 48
    lines = [[cell.value for cell in line] for line in book["错误汇总"].iter_rows(min_row=4)]
    assert sum(line[4] for line in lines if line[0] == "有误") == 13 and lines[-1][0] == "提醒"
    (twice,) = [line for line in lines if line[1] == "duplicate-in-file"]
    assert (twice[0], twice[2], twice[5]) == ("有误", "借据号", "62")
    names = CalamineWorkbook.from_filelike(io.BytesIO(answer)).sheet_names
    assert names == [sheet.title, "错误汇总"]


def own_layout():
    """A bank's file as banks make them: merged title, widths, formulas, formats, rules, a hidden sheet, a comment."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "10月"
    sheet["A1"] = "某行贷款台账"
    sheet.merge_cells("A1:J1")
    for at, cells in enumerate([HEADER, row(), BAD], start=3):
        for column, value in enumerate(cells, start=1):
            sheet.cell(at, column, value)
    sheet["K3"] = "备注"
    sheet["K4"] = '=HYPERLINK("http://example.org","点")'
    for at, value in enumerate(HOSTILE[:4], start=6):
        cell = sheet.cell(at, 11, value)
        cell.data_type = "s"
    sheet["F4"].number_format = "#,##0.00"
    sheet["F5"].comment = openpyxl.comments.Comment("行内批注", "某人")
    sheet.column_dimensions["C"].width = 41
    sheet.row_dimensions[3].height = 33
    sheet.freeze_panes = "B4"
    red = openpyxl.styles.PatternFill("solid", end_color="FF0000")
    sheet.conditional_formatting.add(
        "A1:A9", openpyxl.formatting.rule.FormulaRule(formula=["SUM(A1)>1"], fill=red)
    )
    check = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1='"是,否"')
    check.add("L4")
    sheet.add_data_validation(check)
    sheet.add_data_validation(
        openpyxl.worksheet.datavalidation.DataValidation(type="custom", formula1="ISNUMBER(A1)", sqref="L5")
    )
    hidden = book.create_sheet("底稿")
    hidden["A1"], hidden.sheet_state = "=1+1", "hidden"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_the_banks_own_layout_is_kept_and_no_formula_survives():
    upload = staged("台账.xlsx", own_layout())
    book = opened(answer_workbook(upload))
    sheet = book["10月"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:J1"} and sheet[
        "A1"
    ].value == "某行贷款台账"
    assert (sheet.column_dimensions["C"].width, sheet.row_dimensions[3].height, sheet.freeze_panes) == (
        41,
        33,
        "B4",
    )
    assert sheet["F4"].number_format == "#,##0.00" and book["底稿"].sheet_state == "hidden"
    assert {"F5", "H5"} <= painted(sheet) and "原批注：行内批注" in sheet["F5"].comment.text
    assert "找到：很多" in sheet["F5"].comment.text
    assert sheet["L3"].value == "结果" and sheet["L5"].value.startswith("有误\n“贷款余额”：")
    assert not [cell for page in book for line in page.iter_rows() for cell in line if cell.data_type == "f"]
    assert not list(sheet.conditional_formatting) and [
        c.formula1 for c in sheet.data_validations.dataValidation
    ] == ['"是,否"']
    assert [sheet.cell(at, 11).value for at in range(6, 10)] == HOSTILE[:4]
    assert all(sheet.cell(at, 11).quotePrefix for at in range(6, 10))


def is_harmless(book):
    live = ("=", "+", "-", "@", "\t", "\r", "\n")
    for cell in texts(book):
        assert cell.data_type == "s" and "\x00" not in cell.value
        assert not cell.value.startswith(live) or cell.quotePrefix, cell.value


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xls", "ods"])
def test_hostile_text_stays_text_in_every_kind_of_file(kind):
    table = [[*HEADER, "备注"]] + [
        [*row(note_no=f"JJ{n}", name=said, balance=said), said] for n, said in enumerate(HOSTILE)
    ]
    if kind == "csv":
        held = io.StringIO(newline="")
        csv.writer(held).writerows([[str(cell).replace("\x00", "\x01") for cell in line] for line in table])
        content = held.getvalue().encode("utf-8-sig")
    elif kind == "ods":
        content = ods(
            [
                [
                    str(cell).translate({0: "", 9: "", 13: ""}).replace("'", "").replace("&", "")
                    for cell in line
                ]
                for line in table
            ]
        )
    elif kind == "xls":
        content = xls(table)
    else:
        content = xlsx(table, options={"strings_to_formulas": False})
    upload = staged(f"台账.{kind}", content)
    book = opened(answer_workbook(upload))
    is_harmless(book)
    sheet = book.worksheets[0]
    assert {"F2", "F4", "F5"} <= painted(sheet) and "怎么做：" in sheet["F2"].comment.text
    assert sheet["A2"].value == "JJ0" and sheet["C3"].value == "+1" and sheet.cell(1, 12).value == "结果"
    lines = list(csv.reader(io.StringIO(b"".join(listed(upload)).decode("utf-8-sig"))))
    assert lines[0][0] == "行号" and len(lines) > len(HOSTILE)
    assert not [
        cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    ]


def test_the_list_of_errors_opens_in_excel_and_names_each_cell():
    upload = staged("台账.xlsx", xlsx([HEADER, row(), BAD]))
    told = b"".join(listed(upload))
    assert told.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(told.decode("utf-8-sig"))))
    assert [(one["行号"], one["单元格"], one["代码"]) for one in lines] == [
        ("3", "F3", "not-a-number"),
        ("3", "H3", "impossible-date"),
    ]


def test_a_large_file_gets_the_first_bad_rows_and_the_whole_list(monkeypatch):
    monkeypatch.setattr(workbook, "LARGE", 20)
    monkeypatch.setattr(workbook, "DETAIL", 5)
    good = [row(note_no=f"JJ{n}", contract_no=f"HT{n}", loan_amount=1000, balance=1000) for n in range(20)]
    bad = [row(note_no=f"JX{n}", balance=HOSTILE[0]) for n in range(12)]
    upload = staged(
        "台账.xlsx", xlsx([["标题"], HEADER, *good, *bad], options={"strings_to_formulas": False})
    )
    book = opened(answer_workbook(upload))
    sheet = book.worksheets[0]
    assert sheet.max_row == 6 and [cell.value for cell in sheet[1]] == [*HEADER, "结果"]
    assert sheet["K2"].value.startswith("原第23行，有误\n") and sheet["A2"].value == "JX0"
    assert painted(sheet) == {f"{letter}{n}" for n in range(2, 7) for letter in "FK"}
    assert sum(line[4].value for line in book["错误汇总"].iter_rows(min_row=4)) == 12
    is_harmless(book)
    assert len(b"".join(listed(upload)).splitlines()) == 13


def test_a_workbook_the_marking_library_cannot_open_is_written_anew():
    broken = changed(xlsx([["台账标题"], HEADER, row(), BAD]), parts={"docProps/core.xml": b"<not-xml"})
    sheet = opened(answer_workbook(staged("台账.xlsx", broken))).worksheets[0]
    assert sheet["A1"].value == "台账标题" and sheet["F4"].value == "很多"
    assert painted(sheet) == {"F4", "H4", "K4"} and sheet["K2"].value == "结果"


def test_the_marked_file_corrected_and_sent_again_is_read_like_the_first():
    first = answer_workbook(staged("台账.xlsx", xlsx([HEADER, row(), BAD])))
    again = staged("台账-标注.xlsx", first)
    assert (again.rows, again.rejected, again.remarks) == (2, 1, [])
    second = opened(answer_workbook(again))
    assert second.sheetnames == ["表1", "错误汇总"]
    assert painted(second["表1"]) == {"F3", "H3", "K3"} and second["表1"].max_column == 11
    book = opened(first)
    book["表1"]["F3"] = 1000
    held = io.BytesIO()
    book.save(held)
    half = opened(answer_workbook(staged("台账-标注.xlsx", held.getvalue())))["表1"]
    assert painted(half) == {"H3", "K3"} and half["F3"].comment is None
    book["表1"]["H3"] = "2027-01-01"
    held = io.BytesIO()
    book.save(held)
    done = staged("台账-标注.xlsx", held.getvalue())
    assert (done.created, done.rejected) == (2, 0)


def test_only_the_banks_own_people_get_it(client):
    upload = staged("台账.xlsx", xlsx([HEADER, row(), BAD]))
    asked = [reverse(f"admin:imports_upload_{name}", args=[upload.pk]) for name in ("answer", "errors")]
    people = [(builders.bank_maker(), 200), (builders.bank_checker(), 200), (builders.clerk(), 403), (builders.auditor(), 403),
              (builders.bank_maker("ZGYH"), 404), (builders.recommender(), 403)]  # fmt: skip
    for account, status in people:
        client.force_login(account)
        for address in asked:
            assert client.get(address).status_code == status, (account, address)
        page = client.get(reverse("admin:imports_upload_change", args=[upload.pk]))
        assert ("下载标注后的文件" in page.content.decode()) == (status == 200)
    client.force_login(builders.bank_maker())
    told = client.get(asked[0])
    assert "%E6%A0%87%E6%B3%A8.xlsx" in told["Content-Disposition"] and "no-store" in told["Cache-Control"]
    assert opened(told.content).sheetnames == ["表1", "错误汇总"]


def test_a_file_that_is_gone_is_told_and_so_is_one_without_errors(client):
    client.force_login(builders.bank_maker())
    gone, fine = staged("台账.xlsx", xlsx([HEADER, BAD])), staged("好.xlsx", xlsx([HEADER, row()]))
    gone.file.storage.delete(gone.file.name)
    for upload, sentence in ((gone, "已经删除.*请重新上传"), (fine, "没有错误，也没有提醒")):
        answer = client.get(reverse("admin:imports_upload_answer", args=[upload.pk]))
        assert answer.status_code == 302 and re.search(
            sentence, str(list(get_messages(answer.wsgi_request))[-1])
        )
    page = client.get(reverse("admin:imports_upload_change", args=[gone.pk])).content.decode()
    assert "已经删除" in page and "下载标注后的文件" not in page
    assert (
        "下载标注后的文件"
        not in client.get(reverse("admin:imports_upload_change", args=[fine.pk])).content.decode()
    )


def test_another_file_under_its_name_is_not_marked():
    upload = staged("台账.xlsx", xlsx([HEADER, BAD]))
    with upload.file.storage.open(upload.file.name, "wb") as file:
        file.write(xlsx([HEADER, row()]))
    with pytest.raises(Refusal, match="与上传时的内容不一致"):
        answer_workbook(upload)


def command(path, *options):
    out = io.StringIO()
    with suppress(SystemExit):
        call_command(
            "upload_ledger", str(path), "--bank", "NSH", "--as", "maker-nsh", "--json", *options, stdout=out
        )
    return json.loads(out.getvalue())


def test_the_command_writes_it_where_it_is_told(tmp_path):
    builders.qualified()
    builders.bank_maker()
    source, target = tmp_path / "台账.xlsx", tmp_path / "答.xlsx"
    source.write_bytes(xlsx([HEADER, row(), BAD]))
    assert command(source, "--dry-run")["workbook"] == "台账-标注.xlsx" and not Upload.objects.exists()
    assert command(source, "--dry-run", "--answer", str(target))["workbook"] == str(target)
    assert painted(opened(target.read_bytes()).worksheets[0]) == {"F3", "H3", "K3"}
    for wrong, sentence in (
        (source, "会把它盖掉"),
        (tmp_path / "无" / "答.xlsx", "没有这个文件夹"),
        (tmp_path / "答.csv", "结尾"),
    ):
        with pytest.raises(CommandError, match=sentence):
            command(source, "--answer", str(wrong))
    source.write_bytes(xlsx([HEADER, row()]))
    target.unlink()
    assert command(source, "--answer", str(target))["workbook"] == "" and not target.exists()


def test_days_and_figures_stay_what_they_are_when_written_anew():
    table = [HEADER, row(start=datetime(2026, 6, 1), uscc="x"), BAD]
    content = xlsx(table, options={"default_date_format": "yyyy-mm-dd"})
    upload = staged("台账.xlsx", changed(content, parts={"docProps/core.xml": b"<not-xml"}))
    sheet = opened(answer_workbook(upload)).worksheets[0]
    assert (
        sheet["G2"].value == datetime(2026, 6, 1)
        and sheet["E2"].value == 1000000
        and sheet["I2"].value == 4.1
    )
