"""Cells that look alike but are not are never taken for one another, however many were read before."""

from datetime import date, datetime

from imports.mapping import find_layout
from imports.rows import read_rows
from registry.workbooks.protocol import Spoilt
from registry.workbooks.reading import Sheet

HEAD = ["借据号", "合同号", "客户名称", "统一社会信用代码", "贷款金额", "贷款余额", "放款日", "到期日", "年利率(%)", "数据日期", "逾期天数"]  # fmt: skip
GOOD = [
    "JJ1",
    "HT1",
    "某公司",
    "91150627MAXXXXX15T",
    1000,
    900,
    "2026-06-01",
    "2027-06-01",
    4.1,
    "2026-06-30",
    "",
]


def read(*rows):
    grid = [HEAD, *(list(one) for one in rows)]
    return read_rows(grid, find_layout(Sheet("台账", grid)))


def with_cells(**given):
    places = {"note_no": 0, "name": 2, "loan_amount": 4, "balance": 5, "start": 6, "rate": 8, "days": 10}
    made = list(GOOD)
    for name, cell in given.items():
        made[places[name]] = cell
    return made


def kinds(row):
    return [problem.code for problem in row.problems]


def test_one_is_not_true():
    first, second, third = read(
        with_cells(days=1), with_cells(days=True, note_no="JJ2"), with_cells(days=1.0, note_no="JJ3")
    )
    assert first.ledger.od_days == third.ledger.od_days == 1
    assert kinds(second) == ["not-a-number"]


def test_a_formula_that_shows_what_a_text_says_is_refused():
    first, second = read(with_cells(name="某公司"), with_cells(name=Spoilt("某公司"), note_no="JJ2"))
    assert first.ledger.name == "某公司" and kinds(second) == ["formula"]


def test_days_and_moments_texts_and_figures():
    rows = [date(2026, 6, 1), datetime(2026, 6, 1, 10), "2026-06-01", 46174, "46174"]
    found = read(*(with_cells(start=cell, note_no=f"JJ{n}") for n, cell in enumerate(rows)))
    assert [one.ledger and one.ledger.start for one in found] == [date(2026, 6, 1)] * 4 + [None]


def test_a_wrong_cell_is_told_on_every_row():
    found = read(*(with_cells(rate="四", note_no=f"JJ{n}") for n in range(3)))
    assert [kinds(one) for one in found] == [["not-a-number"]] * 3
    assert [one.problems[0].row for one in found] == [2, 3, 4]
