"""Marking a bank's own xlsx inside the child: values only, cells coloured and commented, one more column and sheet.

No Django here; nothing is written to any file. What the file held as formulas is its last calculated value afterwards.
"""

import base64
import io
import zipfile
from copy import copy

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from .looks import AUTHOR, COLOURS, HEAD, RESULT, RESULT_WIDTH, SUMMARY, SUMMARY_WIDTHS, comment_size
from .protocol import framed
from .safe import LIVE, writable

PIECE = 3 * 256 * 1024
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def mark(asked, content, send):
    """Send the marked copy as frames of base64, then how many bytes it has. Any failure ends the child."""
    book = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    sheet = next(one for one in book.worksheets if _title(one) == asked["sheet"])
    _disarm(book)
    _unmark(sheet)
    for row, column, level, text in asked["marks"]:
        _mark_cell(_cell(sheet, row, column), level, text)
    _results(sheet, asked)
    _summary(book, asked["summary"])
    told = _saved(book)
    for at in range(0, len(told), PIECE):
        send(framed({"piece": base64.b64encode(told[at : at + PIECE]).decode("ascii")}))
    send(framed({"end": len(told)}))


def _title(sheet):
    """The name as the reading told it (`reading._seen`), at most 100 characters."""
    return ("".join(c for c in sheet.title if c.isprintable()) or "（无名）")[:100]


def _disarm(book):
    """Nothing that calculates stays: rules of formats, checks, names, tables and pivots lose their formulas."""
    for name in [n for n, told in book.defined_names.items() if _calculates(told.attr_text)]:
        del book.defined_names[name]
    for sheet in book.worksheets:
        sheet.conditional_formatting = ConditionalFormattingList()
        sheet._pivots = []
        checks = sheet.data_validations
        checks.dataValidation = [
            one
            for one in checks.dataValidation
            if not (_calculates(one.formula1) or _calculates(one.formula2))
        ]
        for name in [n for n, told in sheet.defined_names.items() if _calculates(told.attr_text)]:
            del sheet.defined_names[name]
        for table in sheet.tables.values():
            for column in table.tableColumns:
                column.calculatedColumnFormula = column.totalsRowFormula = None
        for cell in sheet._cells.values():
            if cell.data_type == "s" and str(cell.value).startswith(LIVE):
                cell.quotePrefix = True


def _calculates(text):
    """A literal list or a plain range does not; a call, a link to a program or to another file does."""
    return bool(text) and not text.startswith('"') and any(mark in text for mark in "(|[")


def _unmark(sheet):
    """What an earlier answer of ours left in the file is taken off first."""
    for cell in list(sheet._cells.values()):
        comment = None if isinstance(cell, MergedCell) else cell.comment
        if comment is not None and comment.author == AUTHOR:
            cell.comment, cell.fill = None, PatternFill()


def _cell(sheet, row, column):
    """The cell, or the one that shows where it is merged away. `row` and `column` count from 1."""
    found = sheet.cell(row, column)
    if isinstance(found, MergedCell):
        for area in sheet.merged_cells.ranges:
            if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
                return sheet.cell(area.min_row, area.min_col)
    return found


def _mark_cell(cell, level, text):
    cell.fill = _fill(level)
    before = cell.comment.text if cell.comment is not None else ""
    said = writable(f"{text}\n\n原批注：{before[:400]}" if before else text)
    cell.comment = Comment(said, AUTHOR, *reversed(comment_size(said)))


def _fill(level):
    if level not in COLOURS:
        return PatternFill()
    return PatternFill("solid", start_color=COLOURS[level], end_color=COLOURS[level])


def _results(sheet, asked):
    column, head = asked["column"], asked["header"]
    like = sheet.cell(head, column - 1) if column > 1 else None
    _write(sheet.cell(head, column), RESULT)
    if like is not None and like.has_style:
        sheet.cell(head, column)._style = copy(like._style)
    sheet.column_dimensions[get_column_letter(column)].width = RESULT_WIDTH
    for row, text, level, note in asked["results"]:
        cell = sheet.cell(row, column)
        if isinstance(cell, MergedCell):
            continue
        _write(cell, text)
        cell.alignment = _WRAPPED
        cell.fill = _fill(level)
        if note:
            _mark_cell(cell, level, note)


def _write(cell, value):
    """Text stays text whatever it begins with; whole numbers stay numbers."""
    if isinstance(cell, MergedCell):
        return
    if isinstance(value, int):
        cell.value = value
        return
    cell._value, cell.data_type = writable(value), "s"
    cell.number_format = "@"
    cell.quotePrefix = str(value).startswith(LIVE)


def _summary(book, lines):
    for old in [one for one in book.worksheets if one.title == SUMMARY and _ours(one, lines)]:
        del book[old.title]
    page = book.create_sheet(SUMMARY)
    for at, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            cell = page.cell(at, column)
            _write(cell, value)
            cell.alignment = _WRAPPED
    for cell in page[3]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color=HEAD, end_color=HEAD)
    page["A1"].font, page["A1"].alignment, page["A2"].alignment = (
        Font(bold=True, size=14),
        Alignment(),
        Alignment(),
    )
    for column, width in enumerate(SUMMARY_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "A4"


def _ours(page, lines):
    return (
        str(page["A1"].value).startswith(f"{SUMMARY}：")
        and [cell.value for cell in page[3]][: len(lines[2])] == lines[2]
    )


def _saved(book):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return held.getvalue()


class _InMemory(ExcelWriter):
    """The library writes each sheet to a temporary file first; the child may write none."""

    def write_worksheet(self, ws):
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer = WorksheetWriter(ws, out=io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.out.getvalue())
        self.manifest.append(ws)
