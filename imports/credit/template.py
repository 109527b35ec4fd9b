"""The blank sheet of credit facts."""

import io

import xlsxwriter

from .columns import COLUMNS


def blank_sheet() -> bytes:
    """Headers as the house writes them, cells as text so that no code is spoiled, one remark per column."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("信用信息")
        text, head = (
            workbook.add_format({"num_format": "@"}),
            workbook.add_format({"bold": True, "num_format": "@"}),
        )
        sheet.set_column(0, len(COLUMNS) - 1, 20, text)
        for at, column in enumerate(COLUMNS):
            sheet.write_string(0, at, f"{column.label}{'*' if column.required else ''}", head)
        sheet.data_validation(1, 5, 5000, 5, {"validate": "list", "source": ["正常", "提示", "不良"]})
        sheet.freeze_panes(1, 0)
    return stream.getvalue()
