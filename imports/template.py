"""The blank ledger a bank fills in: canonical headers, identifiers as text, dates and amounts formatted."""

import io

import xlsxwriter

from .columns import COLUMNS

_FORMATS = {
    "number": "@",
    "text": "@",
    "day": "yyyy-mm-dd",
    "money": "#,##0.00",
    "percent": "0.00",
    "count": "0",
}


def blank_ledger() -> bytes:
    """An xlsx with one header row; required columns are marked by a note."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("贷款台账")
        head = book.add_format({"bold": True, "bg_color": "#E8F0F9", "border": 1})
        for index, column in enumerate(COLUMNS):
            cells = book.add_format({"num_format": _FORMATS.get(column.reads, "@")})
            sheet.set_column(index, index, 18, cells)
            sheet.write(0, index, column.label, head)
            sheet.write_comment(0, index, "必填" if column.required else "没有可留空")
        sheet.freeze_panes(1, 0)
    return held.getvalue()
