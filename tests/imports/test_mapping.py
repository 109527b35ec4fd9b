"""The table in the sheet: header in one line or two, the bank's own words, units that must agree, where the data end."""

from decimal import Decimal

import pytest

from imports.columns import COLUMNS
from imports.headers import find_header
from imports.held.candidates import candidates, proposed
from imports.mapping import data_rows, find_layout, foot_rows
from registry.workbooks.reading import Sheet

HEADER = [column.label for column in COLUMNS]
CODE = "91150627MANA3PF75G"
ROW = ["NSHJJ202600001", "NSHHT20260001", "", "内蒙古测试有限公司", CODE, *[""] * 19]


def sheet(*rows, merged=()):
    return Sheet("台账", [list(row) for row in rows], merged=merged)


def layout(*rows, unit="", merged=(), **given):
    return find_layout(sheet(*rows, merged=merged), unit, **given)


def test_titles_above_the_header_are_passed_over():
    found = layout(["信保贷贷款台账"], ["填报单位：某行", "", "单位：万元"], HEADER, ROW)
    assert (found.header_row, found.unit, found.unmapped, found.problems) == (3, "wan", [], [])
    assert found.places["uscc"] == 4


TWO = (
    ["借款人", "", "贷款", "", "", "逾期", "", "数据日期"],
    ["名称", "证件号码", "金额", "余额", "利率", "本金", "天数", ""],
)  # fmt: skip
MERGED = ((0, 0, 0, 1), (0, 2, 0, 4), (0, 5, 0, 6), (0, 7, 1, 7))


@pytest.mark.parametrize("merged", [MERGED, ()])
def test_a_group_above_its_columns_is_read_with_them(merged):
    found = layout(*TWO, ROW[:8], merged=merged)
    assert found.header_row == 2
    assert found.places == {
        "uscc": 1, "loan_amount": 2, "balance": 3, "od_principal": 5, "od_days": 6, "as_of": 7, "name": 0,
    }  # fmt: skip
    assert found.header.labels[2] == "贷款金额"


def test_a_data_line_under_the_header_never_counts_as_part_of_it():
    found = layout(HEADER, ROW)
    assert (found.header.first, found.header.last) == (1, 1)


def test_what_the_bank_has_taught_counts_before_our_own_words():
    rows = ["甲方流水", "余额", *HEADER[1:]], ["1", "2"]
    found = layout(*rows, taught={"甲方流水": "note_no", "余额": "skip"})
    assert found.places["note_no"] == 0 and found.skipped == ["余额"] and not found.unmapped


def test_an_unknown_word_in_the_profile_is_no_column():
    assert "x" not in layout(["甲", *HEADER], taught={"甲": "x"}).places


def test_two_columns_of_one_meaning_are_named():
    found = layout([*HEADER, "余额"])
    assert found.unmapped == ["表头中“贷款余额”出现了2次（贷款余额、余额）。请只保留一列。"]
    assert layout([*HEADER, "余额"], taught={"余额": "skip"}).unmapped == []


def test_a_header_nobody_knows_is_still_found_for_the_person():
    header = find_header([["年度报表"], ["流水", "协议", "单位", "代码"], ["1", "2", "3", "4"]])
    assert (header.last, header.labels, header.score) == (2, ("流水", "协议", "单位", "代码"), 0)


def test_a_person_may_say_where_the_header_is():
    rows = [["甲", "乙", "丙"], ["丁", "戊", "己"], ["1", "2", "3"]]
    assert find_header(rows, at=2).labels == ("丁", "戊", "己")


def test_missing_required_columns_can_be_mapped_and_are_named():
    found = layout([word for word in HEADER if word != "借据号"])
    assert found.unmapped == ["第1行表头缺少必填列：借据号。请按模板补上后重新上传。"] and not found.problems


WAN, YUAN, BARE = "贷款余额(万元)", "贷款余额(元)", "贷款余额"
UNITS = [
    ("", "", BARE, 1, ""),
    ("", "wan", BARE, 10_000, ""),
    ("单位：万元", "", BARE, 10_000, ""),
    ("单位：万元", "wan", BARE, 10_000, ""),
    ("单位：元", "yuan", BARE, 1, ""),
    ("", "", WAN, 10_000, ""),
    ("", "wan", WAN, 10_000, ""),
    ("金额单位:人民币元", "", BARE, 1, ""),
    ("单位：万元", "yuan", BARE, None, "选择的金额单位是“元”，文件中写明的是“万元”"),
    ("单位：元", "wan", BARE, None, "选择的金额单位是“万元”，文件中写明的是“元”"),
    ("", "yuan", WAN, None, "选择的金额单位是“元”，文件中写明的是“万元”"),
    ("", "wan", YUAN, None, "选择的金额单位是“万元”，文件中写明的是“元”"),
    ("单位：万元", "", YUAN, None, "表头上方写明金额单位是“万元”，“贷款余额\\(元\\)”一栏写明的是“元”"),
    ("单位：元", "", WAN, None, "表头上方写明金额单位是“元”"),
]


@pytest.mark.parametrize(("title", "chosen", "header", "factor", "told"), UNITS)
def test_the_unit_is_what_title_header_and_person_agree_on(title, chosen, header, factor, told):
    words = [header if word == "贷款余额" else word for word in HEADER]
    found = layout([title], words, ROW, unit=chosen)
    if told:
        with pytest.raises(AssertionError, match=told):
            assert not found.problems, found.problems[0]
    else:
        assert not found.problems and found.factors["balance"] == Decimal(factor)


def test_each_column_may_have_a_unit_of_its_own_when_all_say_so():
    words = ["借据号", "合同号", "客户名称", "贷款金额（万元）", "欠息（元）"]
    found = layout(words, unit="")
    assert (found.factors["loan_amount"], found.factors["od_interest"], found.problems) == (10_000, 1, [])
    silent = layout([*words, "罚息"])
    assert "“罚息”没有写明" in silent.problems[0]


def test_a_line_of_units_under_the_header_is_no_data():
    words = ["借据号", "统一社会信用代码", "客户名称", "贷款金额"]
    found = layout(words, ["", "", "", "（万元）"], ["NSHJJ202600001", CODE, "甲", 5])
    assert found.factors["loan_amount"] == 10_000
    grid = [words, ["", "", "", "（万元）"], ["NSHJJ202600001", CODE, "甲", 5]]
    assert [number for number, _ in data_rows(grid, found)] == [3]


FOOT = [
    (["合计", "", "", "", "", 5], [2]),
    (["", "", "", "总计"], [2]),
    (["注：逾期指到期未还。"], [2]),
    (["填报人：某", "", "", "复核人：某"], [2]),
    (["小计", "", "", "", "", 5], [2, 4]),
]


@pytest.mark.parametrize(("foot", "read"), FOOT)
def test_reading_stops_at_the_foot_but_never_loses_a_loan(foot, read):
    free = ["其他说明文字"]
    grid = [HEADER, ROW, foot, free]
    found = layout(*grid)
    assert [number for number, _ in data_rows(grid, found)] == read
    later = [HEADER, ROW, foot, free, ["NSHJJ202600002", *ROW[1:]]]
    assert 5 in [number for number, _ in data_rows(later, found)]


def test_blank_lines_and_repeated_headers_are_no_data():
    grid = [HEADER, ROW, [], [""] * 24, HEADER, ROW, ["合计"], ["注：", "一"]]
    found = layout(*grid)
    read = [number for number, _ in data_rows(grid, found)]
    assert read == [2, 6] and foot_rows(grid, found, read) == 2


def test_a_company_whose_name_begins_like_a_foot_is_read():
    grid = [HEADER, ["NSHJJ202600001", "HT1", "", "联系（内蒙古）科技有限公司", CODE]]
    assert [number for number, _ in data_rows(grid, layout(*grid))] == [2]


CELLS = {
    "uscc": [CODE] * 3, "note_no": ["NSHJJ202600001", "NSHJJ202600002"], "name": ["内蒙古测试有限公司"],
    "start": ["2026-01-31", "20260131"], "balance": [100000.0, "2,500.00"], "rate": ["4.35%", 4.1],
}  # fmt: skip


@pytest.mark.parametrize(
    ("label", "cells", "name"),
    [
        ("客户信用代码", "uscc", "uscc"), ("代码", "uscc", "uscc"), ("借据流水号", "note_no", "note_no"), ("单位名称", "name", "name"),
        ("发放日", "start", "start"), ("期末贷款余额", "balance", "balance"), ("年化利率", "rate", "rate"),
    ],
)  # fmt: skip
def test_candidates_by_words_and_by_cells(label, cells, name):
    assert candidates(label, CELLS[cells])[0][1] == name


def test_cells_that_do_not_fit_push_a_word_back():
    assert "balance" not in [name for points, name in candidates("贷款余额", [CODE, CODE]) if points > 0.4]


def test_each_wanted_column_is_proposed_once():
    columns = {0: CELLS["uscc"], 1: CELLS["uscc"]}
    assert list(proposed({0: "信用代码", 1: "代码"}, columns, {"uscc"}).items()) == [(0, "uscc")]
