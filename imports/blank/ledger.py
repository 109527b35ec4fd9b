"""The workbook: title, version, header, one line per live note, drop-downs, notes and a sheet that explains."""

import io

import xlsxwriter

from registry.workbooks.looks import GUIDE as GUIDE_SHEET
from registry.workbooks.looks import HEAD
from registry.workbooks.safe import LIVE, writable

from ..columns import COLUMNS
from .version import CHANGES, PROPERTY, VERSION, Mark
from .words import CHOICES, FREE, GUIDE, NOTES

SHEET, HEADER, SPARE = "贷款台账", 2, 1000
_SHAPES = {"day": "yyyy-mm-dd", "money": "#,##0.00", "percent": "0.00##", "count": "0"}
_WIDTHS = {"name": 32, "uscc": 22, "note_no": 22, "contract_no": 22, "guarantee_no": 22}


def ledger_template(bank, rows, *, day) -> bytes:
    """An xlsx for `bank` as of `day`; `rows` are {column name: value} as `known_rows` gives them."""
    held, mark = io.BytesIO(), Mark(VERSION, bank.code, day)
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_custom_property(PROPERTY, mark.kept(), "text")
        book.set_properties({"title": f"信保贷贷款台账模板（{bank.name}）"})
        sheet = book.add_worksheet(SHEET)
        _head(book, sheet, bank, mark)
        last = _lines(book, sheet, rows)
        for name in CHOICES:
            _drop_down(sheet, name, last + SPARE)
        sheet.freeze_panes(HEADER + 1, 1)
        _guide(book, bank, mark)
    return held.getvalue()


def _head(book, sheet, bank, mark):
    sheet.write_string(
        0, 0, writable(f"信保贷贷款台账（{bank.name}）"), book.add_format({"bold": True, "font_size": 14})
    )
    small = book.add_format({"font_size": 9, "font_color": "#595959"})
    sheet.write_string(1, 0, mark.printed(), small)
    look = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@"}
    needed, free = (
        book.add_format({**look, "bg_color": "#C9DDF3"}),
        book.add_format({**look, "bg_color": f"#{HEAD}"}),
    )
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, _WIDTHS.get(column.name, 14), _shape(book, column))
        sheet.write_string(HEADER, index, column.label, needed if column.required else free)
        must = "必填。" if column.required else "没有的留空。"
        sheet.write_comment(HEADER, index, must + NOTES[column.name], {"author": "信保贷模板"})
    sheet.set_row(HEADER, 32)


def _shape(book, column, quoted=False):
    shape = book.add_format({"num_format": _SHAPES.get(column.reads, "@")})
    if quoted:
        shape.set_quote_prefix()
    return shape


def _lines(book, sheet, rows):
    """Write the known notes; returns the index of the last line."""
    shapes = [(column.name, _shape(book, column), _shape(book, column, quoted=True)) for column in COLUMNS]
    at = HEADER
    for at, row in enumerate(rows, start=HEADER + 1):
        for index, (name, shape, quoted) in enumerate(shapes):
            value = row.get(name)
            if value in (None, ""):
                continue
            if isinstance(value, str):
                text = writable(value)
                sheet.write_string(at, index, text, quoted if text.startswith(LIVE) else shape)
            else:
                sheet.write(at, index, value, shape)
    return at


def _drop_down(sheet, name, last):
    index = next(at for at, column in enumerate(COLUMNS) if column.name == name)
    told = {
        "validate": "list", "source": list(CHOICES[name]), "error_type": "warning" if name in FREE else "stop",
        "error_title": "不在选项之内", "error_message": f"“{COLUMNS[index].label}”请从下拉列表中选择。",
    }  # fmt: skip
    sheet.data_validation(HEADER + 1, index, last, index, told)


def _guide(book, bank, mark):
    page = book.add_worksheet(GUIDE_SHEET)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 90)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    page.write_string(0, 0, "填写说明", book.add_format({"bold": True, "font_size": 14}))
    page.write_string(
        1, 0, writable(f"{bank.name}　{mark.printed()}"), book.add_format({"quote_prefix": True})
    )
    for at, line in enumerate(GUIDE, start=3):
        page.merge_range(at, 0, at, 1, "", wrapped)
        page.write_string(at, 0, line, wrapped)
        page.set_row(at, 32)
    lines = [("各栏", "", bold)]
    lines += [(one.label + "（必填）" * one.required, NOTES[one.name], wrapped) for one in COLUMNS]
    lines += [("", "", wrapped), ("版本", "", bold)]
    lines += [
        (f"第{number}版", f"{told}。", wrapped) for number, told in sorted(CHANGES.items(), reverse=True)
    ]
    for at, (label, told, look) in enumerate(lines, start=len(GUIDE) + 4):
        page.write_string(at, 0, label, look)
        page.write_string(at, 1, told, look)
