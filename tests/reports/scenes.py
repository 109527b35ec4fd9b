"""Tiny ledgers told by banks on days of their own, and figures of them by key."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import time_machine

from registry.lending.booking import book_rows
from registry.lending.rows import LedgerRow
from registry.reports.facts.clocks import At
from registry.reports.facts.gathering import Facts
from registry.reports.sections import PAGES
from registry.reports.sight import Sight
from tests import builders

SHANGHAI = ZoneInfo("Asia/Shanghai")


def noon(day):
    return datetime.combine(day, time(12), SHANGHAI)


def row(number, business, **given):
    fields = {
        "note_no": number, "contract_no": f"HT{number}", "uscc": business.uscc, "loan_amount": Decimal("100000.00"),
        "balance": Decimal("100000.00"), "start": date(2026, 1, 10), "due": date(2027, 1, 10), "rate": Decimal("4"),
        "fee_rate": Decimal("0.5"),
    } | given  # fmt: skip
    return LedgerRow(**fields)


def told(day, rows, bank="NSH"):
    """A bank tells its rows on `day`, recorded at noon."""
    with time_machine.travel(noon(day), tick=False):
        return book_rows(
            rows, bank=builders.institution(bank), actor=builders.bank_maker(bank), today=day, source=f"upload:{day:%m%d}"
        )  # fmt: skip


def section(slug, on, known=None, user=None, by="month"):
    build = next(page.build for page in PAGES if page.slug == slug)
    return build(Facts(Sight(user or builders.clerk()), At(on, known)), by)


def value(slug, key, on, known=None, user=None, by="month"):
    """The figure of that key."""
    found = section(slug, on, known, user, by).cell(key)
    assert found is not None, key
    return found.value


def rate(slug, key, on, **how):
    """The rate of that key, with its formula."""
    found = section(slug, on, **how)
    return next(figure for figure in found.figures() if figure.key == key)
