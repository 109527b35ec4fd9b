"""OUT-1: ten thousand strings through both formats, no live formula in either, clean data back unchanged."""

import csv
import io
import random
import zipfile
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest
from tablib import Dataset

from imports import cells
from imports.blank.ledger import ledger_template
from imports.marked.rewriting import Writer
from registry.ledger.admin_base.formats import SafeCSV, SafeXLSX
from registry.workbooks.reading import read_sheet

TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
PAYLOADS = ("=1+1", "==1+1", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\0=1", "=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0",
            "{=1}", "http://example.com", "=", "'=1", "\x01=1", "_x003D_1")  # fmt: skip
ALPHABET = "=+-@\t\r\n\0'\"，。；,;|!甲乙 丙aZ0189._x\x07\u200b\ufeff{}()%"


def strings(count=10_000):
    chance = random.Random(20261127)
    made = ["".join(chance.choices(ALPHABET, k=chance.randint(1, 12))) for _ in range(count - len(PAYLOADS))]
    return [*PAYLOADS, *made]


def table(values, wide=20):
    """The strings as rows of a dataset, the last one filled up."""
    padded = [*values, *["末"] * (-len(values) % wide)]
    rows = [padded[at : at + wide] for at in range(0, len(padded), wide)]
    return Dataset(*rows, headers=[f"=列{at}" for at in range(wide)])


def test_ten_thousand_strings_make_no_formula_in_a_workbook():
    content = SafeXLSX().export_data(table(strings()))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) or b"<f " in parts.read(name) for name in parts.namelist())
        assert not [
            name for name in parts.namelist() if "externalLink" in name or "hyperlink" in name.lower()
        ]
    kinds = [
        (cell.data_type, str(cell.value or ""))
        for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()
        for cell in row
    ]
    assert len(kinds) >= 10_000 and "f" not in {kind for kind, _ in kinds}
    assert not [text for _, text in kinds if text.startswith(TRIGGERS)]


def test_ten_thousand_strings_leave_nothing_unescaped_in_csv():
    content = SafeCSV().export_data(table(strings()))
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content and b"\0" not in content
    found = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert len(found) >= 10_000 and not [cell for cell in found if cell.startswith(TRIGGERS)]


def marked(values):
    """The bank's file written anew with its marks."""
    writer = Writer("=台账")
    for at in range(0, len(values), 20):
        writer.row(at // 20, values[at : at + 20], {1: ("error", values[at])})
        writer.result(at // 20, 21, values[at], "error")
    return writer.done([[value] for value in values[:50]])


def template(values):
    """The ledger template with the names of live notes in it."""
    names = ("name", "note_no", "contract_no", "method")
    rows = [dict(zip(names, values[at : at + 4], strict=False)) for at in range(0, len(values), 4)]
    return ledger_template(SimpleNamespace(name="=银行", code="NSH"), rows, day=date(2026, 11, 2))


@pytest.mark.parametrize("made", [marked, template])
def test_ten_thousand_strings_stay_text_in_the_workbooks_a_bank_gets(made):
    book = openpyxl.load_workbook(io.BytesIO(made(strings())))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(found) > 9_000 and "f" not in {cell.data_type for cell in found}
    live = [cell for cell in found if str(cell.value).startswith(TRIGGERS)]
    assert live and all(cell.quotePrefix for cell in live)


@pytest.mark.parametrize("format", [SafeXLSX, SafeCSV])
def test_clean_data_comes_back_unchanged_through_our_own_reader(format):
    rows = [
        ("91150627MA0ABCDE1X", "甲乙丙有限责任公司", Decimal("1234567.89"), 12, date(2026, 1, 31)),
        ("911506271234567890", "-开头的名称", Decimal("0.05"), 0, date(2025, 12, 1)),
        ("9115062712345678E5", "=等号名称", Decimal("999999999999.99"), 7, date(2024, 2, 29)),
        ("007150627123456789", "带“引号”,逗号和\n换行", Decimal("-3.50"), 1, date(2020, 1, 1)),
    ]
    content = format().export_data(Dataset(*rows, headers=["代码", "名称", "金额", "人数", "日期"]))
    grid = read_sheet(f"导出.{'xlsx' if format is SafeXLSX else 'csv'}", content).grid
    assert grid[0] == ["代码", "名称", "金额", "人数", "日期"]
    for row, back in zip(rows, grid[1:], strict=True):
        code, name, amount, count, day = back
        read = (
            cells.number_text(code),
            cells.word(name),
            cells.money(amount),
            int(cells.decimal(count)),
            cells.day(day),
        )
        assert read == row


def test_figures_stay_figures_and_long_ones_are_not_rounded():
    row = (Decimal("12.50"), 3, Decimal("1234567890123456.78"), True, None, datetime(2026, 1, 2, 3, 4))
    sheet = openpyxl.load_workbook(io.BytesIO(SafeXLSX().export_data(Dataset(row, headers="abcdef")))).active
    assert [cell.data_type for cell in sheet[2]] == ["n", "n", "s", "s", "n", "d"]
    assert [cell.value for cell in sheet[2]] == [
        12.5,
        3,
        "1234567890123456.78",
        "是",
        None,
        datetime(2026, 1, 2, 3, 4),
    ]
