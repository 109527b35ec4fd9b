"""Workbook and CSV of an export: no live formula in either, numbers stay numbers, long codes stay text (trust OUT-1)."""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.utils import timezone
from import_export.formats.base_formats import CSV, XLSX

from registry.workbooks import safe

MOST_DIGITS = 15
_EATEN = re.compile(r"'*(0\d+|\d{12,}|\d+[Ee]\d+)")


def harmless(value):
    """A text cell that a spreadsheet will not run: a leading apostrophe where the text could be a formula."""
    return safe.harmless(value) if isinstance(value, str) else value


def plain(value):
    """A value as a cell holds it: text, a number, a day or a moment of this county; yes and no in words."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "是", False: "否"}[value]
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal):
        return value if len(str(value).strip("-").replace(".", "")) <= MOST_DIGITS else str(value)
    return value if isinstance(value, date) else str(value)


class SafeXLSX(XLSX):
    """XLSX: text as text whatever it looks like, figures and dates as such. XlsxWriter writes no formula it is not told to."""

    def get_title(self):
        return "工作簿（xlsx）"

    def export_data(self, dataset, **kwargs):
        held = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(held, options | {"strings_to_numbers": False}) as book:
            sheet = book.add_worksheet("导出")
            looks = {
                str: book.add_format({"num_format": "@"}), date: book.add_format({"num_format": "yyyy-mm-dd"}),
                datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            }  # fmt: skip
            head = book.add_format({"bold": True, "bg_color": "#E8F0F9", "border": 1, "num_format": "@"})
            for at, label in enumerate(dataset.headers):
                sheet.set_column(at, at, 18)
                sheet.write_string(0, at, safe.harmless(safe.writable(label)), head)
            for number, row in enumerate(dataset, start=1):
                for at, value in enumerate(map(plain, row)):
                    _write(sheet, number, at, value, looks)
            sheet.freeze_panes(1, 0)
        return held.getvalue()


def _write(sheet, row, column, value, looks):
    if isinstance(value, str):
        if value:
            sheet.write_string(row, column, safe.harmless(safe.writable(value)), looks[str])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, looks[type(value)])
    else:
        sheet.write_number(row, column, value)


class SafeCSV(CSV):
    """CSV as Excel opens it: UTF-8 with its mark, lines ended CRLF; an apostrophe keeps formulas and long codes text."""

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def get_title(self):
        return "文本表格（csv）"

    def is_binary(self):
        return True

    def export_data(self, dataset, **kwargs):
        held = io.StringIO(newline="")
        writer = csv.writer(held, lineterminator="\r\n")
        writer.writerow([_text(str(label)) for label in dataset.headers])
        writer.writerows([_text(value) for value in map(plain, row)] for row in dataset)
        return held.getvalue().encode("utf-8-sig")


def _text(value):
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if not isinstance(value, str):
        return value
    text = safe.harmless(value)
    return f"'{text}" if _EATEN.fullmatch(text) and not text.startswith("'") else text
