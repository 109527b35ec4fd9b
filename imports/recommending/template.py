"""The blank recommendation sheet: codes as text, drop-downs for what has a list, a note on every column."""

import io

import xlsxwriter

from .columns import COLUMNS

ROWS, SHEET, LISTS = 200, "推荐表", "选项"
_FORMATS = {"count": "0", "wan": "#,##0.00", "day": "yyyy-mm-dd", "year": "0"}


def blank_sheet() -> bytes:
    """An xlsx with one header row and drop-downs for 200 rows; the lists stand on a second, hidden sheet."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet, lists = book.add_worksheet(SHEET), book.add_worksheet(LISTS)
        head = book.add_format({"bold": True, "bg_color": "#E8F0F9", "border": 1, "text_wrap": True})
        for index, column in enumerate(COLUMNS):
            shape = book.add_format({"num_format": _FORMATS.get(column.reads, "@")})
            sheet.set_column(index, index, 22 if column.reads in ("code", "trade") else 16, shape)
            sheet.write(0, index, column.label, head)
            sheet.write_comment(0, index, "必填" if column.required else "没有的可以留空")
            if column.choices:
                _drop_down(sheet, lists, index, column)
        sheet.freeze_panes(1, 1)
        lists.hide()
    return held.getvalue()


def _drop_down(sheet, lists, index, column):
    lists.write_column(0, index, column.choices)
    letter = xlsxwriter.utility.xl_col_to_name(index)
    source = f"={LISTS}!${letter}$1:${letter}${len(column.choices)}"
    told = {"error_title": "不在选项之内", "error_message": f"“{column.label}”请从下拉列表中选择。"}
    sheet.data_validation(1, index, ROWS, index, {"validate": "list", "source": source, **told})
