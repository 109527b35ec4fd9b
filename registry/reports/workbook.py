"""The report as a workbook: figures as numbers, words as text, formulas of rates beside them, none of Excel's (trust OUT-1)."""

import io

import xlsxwriter

from registry.workbooks import safe

from .figures import PERCENT, YUAN, Rate
from .rules.rates import rounded
from .showing import source, told, words

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
RATE_HEADS = ("指标", "数值", "公式", "分子", "分母", "依据", "说明")


def workbook(sections, heading: tuple[str, ...]) -> bytes:
    """One sheet per section; `heading` are lines at the top of each."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        looks = _looks(book)
        for section in sections:
            _Sheet(book.add_worksheet(section.title), looks).fill(section, heading)
    return held.getvalue()


def _looks(book):
    line = {"border": 1}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}), "plain": book.add_format({}),
        "wrap": book.add_format({**line, "text_wrap": True, "valign": "top"}),
        "head": book.add_format({**line, "bold": True, "bg_color": "#E8F0F9", "text_wrap": True, "align": "center"}),
        "text": book.add_format({**line, "num_format": "@"}), "money": book.add_format({**line, "num_format": "#,##0.00"}),
        "count": book.add_format({**line, "num_format": "#,##0"}), "percent": book.add_format({**line, "num_format": '0.00"%"'}),
        "right": book.add_format({**line, "align": "right"}),
    }  # fmt: skip


class _Sheet:
    """One sheet, written from the top down."""

    def __init__(self, sheet, looks):
        self.sheet, self.looks, self.row = sheet, looks, 0
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 13, 20)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def fill(self, section, heading):
        self._words((section.title,), "title")
        for text in (*heading, section.remark):
            if text:
                self._words((text,), "plain")
        self.row += 1
        if section.rates:
            self._rates(section.rates)
        for table in section.tables:
            self._table(table)

    def _words(self, texts, look):
        for at, text in enumerate(texts):
            self._text(at, text, look)
        self.row += 1

    def _text(self, column, text, look):
        self.sheet.write_string(self.row, column, safe.harmless(safe.writable(text)), self.looks[look])

    def _rates(self, rates):
        self._words(RATE_HEADS, "head")
        for rate in rates:
            self._text(0, rate.label, "text")
            self._figure(1, rate)
            parts = [f"{p.label}{told(p)}" if p is not None else "" for p in (rate.top, rate.bottom)]
            remark = f"{rate.why_not}{rate.remark}"
            for at, text in enumerate((rate.formula, *parts, source(rate.clause), remark), start=2):
                self._text(at, text, "wrap")
            self.row += 1
        self.row += 1

    def _table(self, table):
        self._words((table.title,), "plain")
        self._words((table.first, *table.heads), "head")
        for line in table.all_lines:
            self._text(0, line.label, "text")
            for at, cell in enumerate(line.cells, start=1):
                self._figure(at, cell)
            self.row += 1
        if table.remark:
            self._words((table.remark,), "plain")
        self.row += 1

    def _figure(self, column, figure):
        value = getattr(figure, "value", None)
        if value is None:
            self._text(column, words(figure), "right")
        elif isinstance(figure, Rate):
            look = "percent" if figure.unit == PERCENT else "money"
            self.sheet.write_number(self.row, column, rounded(value), self.looks[look])
        else:
            look = "money" if figure.unit == YUAN else "count"
            self.sheet.write_number(self.row, column, value, self.looks[look])
