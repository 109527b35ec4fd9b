"""Marking in the child: its failures are told as Lost, nothing that calculates comes out, nothing is written to a disk."""

import io
import tempfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableFormula

from registry.workbooks import child
from registry.workbooks.annotated import annotated
from registry.workbooks.child import Lost
from registry.workbooks.saying import Unfit

from .files import HEADER, ROW, xlsx

SUMMARY = [["错误汇总：台账.xlsx"], ["说明"], ["类别"], ["有误"]]


def marked(content, marks=(), results=(), sheet="表1", header=1, column=5):
    told = annotated(
        "台账.xlsx",
        content,
        sheet=sheet,
        header=header,
        column=column,
        marks=list(marks),
        results=list(results),
        summary=SUMMARY,
    )
    return openpyxl.load_workbook(io.BytesIO(told))


def saved(book):
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


FAULTS = {
    "dies at once": "import os; os.abort()",
    "ends without a word": "",
    "says other JSON": "import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\x02[]')",
    "says no base64": "import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\x0d{\"piece\":\"*\"}')",
    "says less than it meant": "import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\x09{\"end\":9}')",
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_whatever_becomes_of_the_child_is_told_as_lost(case, tmp_path, monkeypatch):
    program = tmp_path / "child.py"
    program.write_text(FAULTS[case])
    monkeypatch.setattr(child, "ENTRY", program)
    with pytest.raises(Lost):
        marked(xlsx())


def test_a_sheet_that_is_not_there_is_lost_and_a_bad_file_stops_at_the_gate():
    with pytest.raises(Lost):
        marked(xlsx(), sheet="别的")
    with pytest.raises(Unfit):
        marked(b"%PDF-1.4")


def test_a_cell_merged_away_is_marked_where_it_shows():
    book = openpyxl.load_workbook(io.BytesIO(xlsx([HEADER, ROW, ROW])))
    book["表1"].merge_cells("B2:B3")
    sheet = marked(saved(book), [(3, 2, "error", "找到：甲")], [(3, "有误", "error", "")])["表1"]
    assert sheet["B2"].comment.text == "找到：甲" and sheet["B2"].fill.start_color.rgb == "00FFC7CE"
    assert str(next(iter(sheet.merged_cells.ranges))) == "B2:B3" and sheet["E3"].value == "有误"


def test_names_and_tables_keep_their_places_and_lose_their_formulas():
    book = openpyxl.load_workbook(io.BytesIO(xlsx([HEADER, ROW])))
    sheet = book["表1"]
    for name, told in (("区域", "表1!$A$1:$B$2"), ("算", "SUM(表1!$D$2)"), ("程序", "cmd|'/C calc'!A0")):
        book.defined_names[name] = DefinedName(name, attr_text=told)
    table = Table(displayName="台账表", ref="A1:D2")
    table._initialise_columns()
    for column, head in zip(table.tableColumns, HEADER, strict=True):
        column.name = head
    table.tableColumns[3].calculatedColumnFormula = TableFormula(attr_text="SUM(A1)")
    sheet.add_table(table)
    book = marked(saved(book))
    assert list(book.defined_names) == ["区域"]
    assert book["表1"].tables["台账表"].tableColumns[3].calculatedColumnFormula is None


def test_no_byte_of_the_file_reaches_a_disk():
    before = {path.name for path in Path(tempfile.gettempdir()).glob("openpyxl.*")}
    marked(xlsx(), [(2, 1, "warning", "请核对")])
    assert {path.name for path in Path(tempfile.gettempdir()).glob("openpyxl.*")} == before
