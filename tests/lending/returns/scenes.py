"""Banks and loans as far as a test of the duty to report needs them."""

from datetime import date
from decimal import Decimal

from registry.ledger.models import Message, StatusChange
from registry.lending.booking import book_rows
from registry.lending.models import ReportingPeriod, SilentMaturity
from tests import builders
from tests.stories.chapters import ledger_row
from tests.support.remembering import remembered

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
MAY_BY = date(2026, 6, 10)
MATURITY = date(2026, 6, 30)


@remembered
def booked(day, *, bank="NSH", source="upload:1", business=None, **given):
    """One row of a bank's ledger booked by its maker on `day`; its data day is `day` unless given."""
    given = {"as_of": day, "start": date(2026, 5, 4), "due": date(2027, 5, 4)} | given
    rows = [ledger_row(business or builders.qualified(), **given)]
    body = builders.institution(bank)
    return book_rows(rows, bank=body, actor=builders.bank_maker(bank), today=day, source=source)


def maturing(day, **given):
    """The same of a note whose last day is MATURITY."""
    return booked(day, due=MATURITY, **given)


def repaid(day, **given):
    return maturing(day, balance=Decimal(0), **given)


def period(starts_on=MAY, bank="NSH"):
    return ReportingPeriod.objects.get(bank__code=bank, starts_on=starts_on)


def silence():
    return SilentMaturity.objects.get()


def moves(record):
    return list(StatusChange.objects.of(record).values_list("move", "effective_on"))


def told(kind, code):
    """Days on which messages of one kind went to an institution."""
    found = Message.objects.filter(kind=kind, recipient_code=code)
    return list(found.order_by("id").values_list("sent_on", flat=True))
