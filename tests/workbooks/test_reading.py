"""What is read: every kind and encoding, the right sheet, empty told from uncalculated, errors by name."""

import gc
from datetime import date, datetime

import pytest

from registry.workbooks.protocol import Spoilt
from registry.workbooks.reading import read_sheet
from registry.workbooks.saying import Unfit
from registry.workbooks.words import plain

from .files import BOOK, HEADER, ROW, changed, ods, with_cell, xls, xlsx

WORDS = {plain(word) for word in HEADER}
TEXT = "借据号,合同号,客户名称,贷款余额\nNSHJJ202600001,NSHHT20260001,内蒙古测试有限公司㙇,100000\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_csv_in_every_encoding(encoding):
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    sheet = read_sheet("台账.csv", (mark + TEXT).encode(encoding), WORDS)
    assert sheet.grid == [HEADER, [*ROW[:2], "内蒙古测试有限公司㙇", "100000"]]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_with_a_title_line_and_any_separator(mark):
    sheet = read_sheet("台账.csv", ("贷款台账\n" + TEXT.replace(",", mark)).encode(), WORDS)
    assert sheet.grid[1] == HEADER


@pytest.mark.parametrize(
    "content", [b"\xff\xfea", b"\xff\xfe\x00\xd8\x00\xd8", b"\xef\xbb\xbf\xff\xff", b"\x81\x20,\xff"]
)
def test_csv_in_no_encoding_is_refused(content):
    with pytest.raises(Unfit, match="文字编码无法识别"):
        read_sheet("台账.csv", content)


@pytest.mark.parametrize(("name", "content"), [("台账.xls", xls([HEADER, ROW])), ("台账.ods", ods([HEADER, ROW])), ("台账.xlsx", xlsx())])  # fmt: skip
def test_the_other_kinds_hold_the_same(name, content):
    assert read_sheet(name, content, WORDS).grid == [HEADER, ROW]


def test_hidden_sheets_are_passed_over_and_said():
    hidden = changed(
        xlsx(底稿=[HEADER, ROW], 台账=[HEADER, ROW]), book=('name="底稿" ', 'name="底稿" state="hidden" ')
    )
    sheet = read_sheet("台账.xlsx", hidden, WORDS)
    assert (sheet.name, sheet.remarks) == ("台账", ["工作表“底稿”是隐藏的，没有读取。"])
    very = changed(
        xlsx(底稿=[HEADER, ROW], 台账=[HEADER, ROW]), book=('name="底稿" ', 'name="底稿" state="veryHidden" ')
    )
    assert read_sheet("台账.xlsx", very, WORDS).name == "台账"
    old = read_sheet("台账.xls", xls([HEADER, ROW], hidden=[["底稿内容"]]), WORDS)
    assert (old.name, old.remarks) == ("台账", ["工作表“底稿”是隐藏的，没有读取。"])


def test_only_hidden_sheets_are_refused():
    with pytest.raises(Unfit, match="全部是隐藏的"):
        read_sheet(
            "台账.xlsx", changed(xlsx(底稿=[HEADER]), book=('name="底稿" ', 'name="底稿" state="hidden" '))
        )


def test_the_first_sheet_with_a_known_header_is_taken_and_the_others_are_named():
    sheet = read_sheet(
        "台账.xlsx", xlsx(填表说明=[["请先看说明"]], 十月=[HEADER, ROW], 九月=[HEADER, ROW]), WORDS
    )
    assert sheet.name == "十月" and sheet.grid[0] == HEADER
    assert sheet.remarks == [
        "读取的是工作表“十月”；另有“填表说明”“九月”没有读取，需要报送的请另存为单独的文件。"
    ]


def test_without_a_known_header_the_first_sheet_with_contents_is_taken():
    assert read_sheet("台账.xlsx", xlsx(空=[], 甲=[["一"]], 乙=[["二"]]), WORDS).name == "甲"


def test_empty_workbooks_are_refused():
    for content in (xlsx(空=[]), xlsx(空=[[""]])):
        with pytest.raises(Unfit, match="没有任何数据"):
            read_sheet("台账.xlsx", content)


def test_rows_and_columns_keep_their_places():
    sheet = read_sheet("台账.xlsx", xlsx(台账=[[], [], ["", "", "甲", 3]]), WORDS)
    assert sheet.grid[2] == ["", "", "甲", 3.0]


@pytest.mark.parametrize(
    ("value", "attributes", "said"),
    [
        ("<f>B1*C1</f><v></v>", "", "=B1*C1"),
        ("<f>B1*C1</f>", "", "=B1*C1"),
        ("<f>B1*C1</f><v/>", "", "=B1*C1"),
        ('<f t="shared" si="0"/>', "", "="),
        ("<v>#REF!</v>", ' t="e"', "#REF!"),
        ("<f>A1/0</f><v>#DIV/0!</v>", ' t="e"', "#DIV/0!"),
    ],
)
def test_a_cell_without_a_value_is_told_from_an_empty_one(value, attributes, said):
    cell = read_sheet("台账.xlsx", with_cell("B5", value, attributes), WORDS).grid[4][1]
    assert (type(cell), cell, cell.address) == (Spoilt, said, "B5")


def test_a_calculated_formula_is_its_value_and_an_empty_cell_is_empty():
    sheet = read_sheet("台账.xlsx", with_cell("B5", "<f>1+1</f><v>2</v>"), WORDS)
    assert sheet.grid[4][:2] == ["", 2.0] and sheet.grid[3] == ["", "", "", ""]


def test_marks_are_of_the_sheet_that_is_read():
    content = changed(xlsx(说明=[["看"]], 台账=[HEADER, ROW]), sheet=("</sheetData>", '<row r="2"><c r="A2"><f>1</f></c></row></sheetData>'))  # fmt: skip
    assert read_sheet("台账.xlsx", content, WORDS).grid == [HEADER, ROW]


def test_days_of_1904():
    moment = datetime(2026, 1, 31)
    table = [HEADER, [moment, 44591]]
    held = xlsx(table, options={"date_1904": True, "default_date_format": "yyyy-mm-dd"})
    sheet = read_sheet("台账.xlsx", held, WORDS)
    assert sheet.since_1904 and sheet.grid[1][:2] == [date(2026, 1, 31), 44591.0]
    assert not read_sheet("台账.xlsx", xlsx(), WORDS).since_1904
    assert read_sheet("台账.xls", xls([HEADER, ROW], since_1904=True), WORDS).since_1904


def test_an_unreadable_workbook_is_refused():
    with pytest.raises(Unfit, match="打不开"):
        read_sheet("台账.xlsx", changed(xlsx(), {BOOK: b"<workbook><sheets/>"}))


def test_the_collector_is_at_work_again_afterwards():
    read_sheet("台账.xlsx", xlsx())
    assert gc.isenabled()
