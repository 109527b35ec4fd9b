"""The marked workbook written anew from values, where the bank's own cannot be edited: xls, ods, csv, and large files."""

import io
from contextlib import suppress
from datetime import date, datetime
from math import isfinite

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange

from registry.workbooks.looks import (
    AUTHOR,
    COLOURS,
    HEAD,
    RESULT,
    RESULT_WIDTH,
    SUMMARY,
    SUMMARY_WIDTHS,
    comment_size,
)
from registry.workbooks.safe import LIVE, writable

NAME_LONGEST = 31


class Writer:
    """One workbook of a data sheet and a summary. `constant` keeps no rows in memory; rows then come in order."""

    def __init__(self, title, *, constant=False):
        self.held = io.BytesIO()
        options = {"constant_memory": True} if constant else {"in_memory": True}
        self.book = xlsxwriter.Workbook(self.held, {**options, "strings_to_formulas": False})
        self.sheet = self.book.add_worksheet(_sheet_name(title))
        self.shapes = {}

    def shape(self, **asked):
        key = tuple(sorted(asked.items()))
        if key not in self.shapes:
            self.shapes[key] = self.book.add_format(asked)
        return self.shapes[key]

    def merge(self, areas):
        """Areas (row, column, row, column) from 0; those that overlap are left as they are."""
        for area in areas:
            with suppress(OverlappingRange):
                if area[:2] != area[2:]:
                    self.sheet.merge_range(*area, "", self.shape(align="center", valign="vcenter"))

    def row(self, at, cells, marks, *, head=False):
        """Write one line at `at` (from 0); `marks` {column from 1: (level, comment)}."""
        for index, value in enumerate(cells):
            level, note = marks.get(index + 1, ("", ""))
            if value not in ("", None) or level:
                self.cell(
                    self.sheet,
                    at,
                    index,
                    value,
                    level,
                    **({"bold": True, "bg_color": f"#{HEAD}"} if head else {}),
                )
            if note:
                self.comment(at, index, note)  # fmt: skip

    def result(self, at, column, text, level, note=""):
        """The line's cell in the column 结果 (from 1)."""
        self.cell(self.sheet, at, column - 1, text, level, text_wrap=True, valign="top")
        if note:
            self.comment(at, column - 1, note)

    def comment(self, at, index, note):
        width, height = comment_size(note)
        told = {"author": AUTHOR, "width": width, "height": height, "visible": False}
        self.sheet.write_comment(at, index, writable(note), told)

    def cell(self, sheet, at, index, value, level="", **look):
        look |= {"bg_color": f"#{COLOURS[level]}"} if level else {}
        if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
            sheet.write_number(at, index, value, self.shape(**look))
        elif isinstance(value, date):
            moment = isinstance(value, datetime) and (value.hour or value.minute or value.second)
            shown = "yyyy-mm-dd hh:mm:ss" if moment else "yyyy-mm-dd"
            sheet.write_datetime(at, index, value, self.shape(num_format=shown, **look))
        else:
            text = writable("" if value is None else value)
            quoted = {"quote_prefix": True} if text.startswith(LIVE) else {}
            shape = self.shape(num_format="@", **quoted, **look)
            (sheet.write_string if text else sheet.write_blank)(at, index, text, shape)

    def heads(self, at, column, widths):
        self.cell(self.sheet, at, column - 1, RESULT, bold=True, bg_color=f"#{HEAD}")
        for index, width in enumerate(widths):
            self.sheet.set_column(index, index, width)
        self.sheet.set_column(column - 1, column - 1, RESULT_WIDTH)

    def done(self, summary) -> bytes:
        page = self.book.add_worksheet(SUMMARY)
        for index, width in enumerate(SUMMARY_WIDTHS):
            page.set_column(index, index, width)
        for at, line in enumerate(summary):
            look = {0: {"bold": True, "font_size": 14}, 1: {}, 2: {"bold": True, "bg_color": f"#{HEAD}"}}
            for index, value in enumerate(line):
                self.cell(page, at, index, value, **look.get(at, {"text_wrap": True, "valign": "top"}))
        page.freeze_panes(3, 0)
        self.book.close()
        return self.held.getvalue()


def _sheet_name(title):
    """A name that every spreadsheet takes."""
    plain = "".join(c for c in title if c.isprintable() and c not in "[]:*?/\\").strip("'")[:NAME_LONGEST]
    return plain if plain and plain != SUMMARY else "台账"
