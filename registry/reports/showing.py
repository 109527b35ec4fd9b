"""Figures as people read them: thousands separators, two decimals of money, percent, and the address of their rows. Pure."""

import re
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from registry.policy.clauses import place
from registry.policy.dates import written

from .charts import drawn
from .figures import PERCENT, YUAN, Cell, Rate
from .rules.rates import rounded

NONE = "—"


def words(figure) -> str:
    """A figure without its unit; “—” where there is none."""
    if isinstance(figure, Rate):
        if figure.value is None:
            return NONE
        return f"{rounded(figure.value):,.2f}{'%' if figure.unit == PERCENT else ''}"
    if isinstance(figure, Cell):
        return f"{figure.value:,.2f}" if figure.unit == YUAN else f"{figure.value:,}"
    return figure or NONE


def told(figure) -> str:
    """A figure with its unit."""
    unit = "" if isinstance(figure, Rate) and figure.unit == PERCENT else figure.unit
    return words(figure) if figure.value is None else f"{words(figure)}{unit}"


def value_words(value) -> str:
    """A column of a row: money with separators, days as written in registers."""
    if value is None or value == "":
        return NONE
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return written(value) if isinstance(value, date) else str(value)


class Address:
    """Addresses of rows: `base` gives that of a page by its slug, `asked` what was asked for, `opens` whether rows are in sight."""

    def __init__(self, base, asked, opens):
        self.base, self.asked, self.opens = base, asked, opens

    def of(self, slug, figure) -> str:
        """ "" where the rows of the figure are not in sight."""
        return f"{self.base(slug)}?{urlencode(self.asked | {'of': figure.key})}" if self.opens(figure) else ""


def page(section, address) -> dict:
    """A section as templates take it."""
    return {
        "title": section.title, "slug": section.slug, "remark": section.remark,
        "rates": [rate_card(section.slug, rate, address) for rate in section.rates],
        "tables": [_table(section.slug, table, address) for table in section.tables],
    }  # fmt: skip


OURS = re.compile(r"\b[RA]\d\d\b")


def source(clause) -> str:
    """The place of a clause in the policy document (“文件二（三）1”), or the name of another source; "" for neither."""
    at = place(clause)
    return f"文件{at}" if at else OURS.sub("", clause).strip()


def rate_card(slug, rate, address) -> dict:
    """A rate with its formula, values above and below the line, source and what is missing."""
    parts = [part for part in (rate.top, rate.bottom) if part is not None]
    return {
        "label": rate.label, "value": words(rate), "unit": rate.unit if rate.unit != PERCENT else "", "formula": rate.formula, "clause": source(rate.clause),
        "remark": rate.remark, "why_not": rate.why_not,
        "parts": [{"label": p.label, "value": told(p), "url": address.of(slug, p)} for p in parts],
    }  # fmt: skip


def _table(slug, table, address):
    return {
        "title": table.title, "first": table.first, "heads": table.heads, "remark": table.remark,
        "lines": [_line(slug, table, line, address) for line in table.lines],
        "total": _line(slug, table, table.total, address) if table.total else None,
        "chart": drawn(table.chart) if table.chart else "", "chart_title": table.chart and f"{table.chart.title}（{table.chart.unit}）",
    }  # fmt: skip


def _line(slug, table, line, address):
    cells = zip(table.heads, line.cells, strict=True)
    return {"label": line.label, "cells": [_cell(slug, head, cell, address) for head, cell in cells]}


def _cell(slug, head, cell, address):
    leads = isinstance(cell, Cell | Rate) and words(cell) != NONE
    return {"head": head, "text": words(cell), "url": address.of(slug, cell) if leads else ""}
