"""All errors and warnings of an upload as CSV that Excel opens: UTF-8 with its mark, no live formula (trust OUT-1)."""

import codecs
import csv
import io

from xlsxwriter.utility import xl_rowcol_to_cell

from registry.workbooks.safe import harmless

from .marking import WORDS, problems_of
from .places import places_of

HEADS = ("行号", "单元格", "类别", "代码", "栏目", "找到的内容", "应为", "说明")


def listed(upload):
    """Pieces of bytes, so that a list of any length is sent while it is read."""
    yield codecs.BOM_UTF8 + _line(HEADS)
    places = places_of(upload.mapping)
    for row in upload.staged.exclude(errors=[], warnings=[]).order_by("row").iterator():
        for level, one in problems_of(row):
            at = places.columns.get(one["column"])
            cell = xl_rowcol_to_cell(row.row - 1, at - 1) if at else ""
            told = (
                cell,
                WORDS[level],
                *(one[key] for key in ("code", "column", "found", "expected", "message")),
            )
            yield _line((row.row, *(harmless(text).replace("\r", " ").replace("\n", " ") for text in told)))


def _line(values):
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerow(values)
    return held.getvalue().encode("utf-8")
