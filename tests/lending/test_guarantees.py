"""R10, R47: until when the guarantor answers for a note, and that its bank hears in time (民法典692, 693)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cms.duties import bring_to
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message
from registry.lending.guaranteeing import ENDING, end_of, record_guarantee
from registry.lending.models import LoanNote
from registry.lending.rules.guaranteeing import guarantee_end, guarantee_problems, stage_of
from tests import builders
from tests.stories import chapters

from . import scenes

DUE = date(2026, 8, 31)
END = date(2027, 2, 28)  # six months later, clamped to the month's last day
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("agreed", "end"),
    [
        (None, END),
        (DUE - DAY, END),
        (DUE, END),
        (DUE + DAY, DUE + DAY),
        (date(2028, 8, 31), date(2028, 8, 31)),
    ],
)
def test_the_last_day(agreed, end):
    assert guarantee_end(DUE, agreed) == end


@pytest.mark.parametrize(
    ("before", "stage"), [(31, None), (30, 30), (8, 30), (7, 7), (0, 7), (-1, -1), (-400, -1)]
)
def test_the_stage_that_has_come(before, stage):
    assert stage_of(END, END - before * DAY) == stage


@pytest.mark.parametrize(
    ("kind", "until", "count"),
    [
        ("joint", None, 0),
        ("general", DUE, 0),
        ("", None, 1),
        ("joint", DUE - 400 * DAY, 1),
        ("", DUE - 400 * DAY, 2),
    ],
)
def test_what_may_be_recorded(kind, until, count):
    assert len(guarantee_problems(kind, until, signed_on=DUE - 365 * DAY)) == count


@pytest.fixture
def note(db):
    business = builders.qualified()
    chapters.book(business, scenes.LENT)
    note = LoanNote.objects.get()
    record_guarantee(
        note.line, actor=builders.bank_maker(), today=scenes.LENT, kind="joint", until=note.due_on + 90 * DAY
    )
    return LoanNote.objects.select_related("line").get()


def told(code):
    return list(Message.objects.filter(kind=ENDING, recipient_code=code).values_list("subject", flat=True))


def walk(*days):
    for day in days:
        bring_to(day, since=day)


def test_told_thirty_and_seven_days_before_and_once_too_late(note):
    end = end_of(note)
    assert end == note.due_on + 90 * DAY
    days = [end - 31 * DAY, end - 30 * DAY, end - 29 * DAY, end - 7 * DAY, end, end + DAY, end + 9 * DAY]
    walk(*days, *days)
    assert len(told("NSH")) == 3 and len(told("GUARANTOR")) == len(told("OFFICE")) == 2
    assert "已经届满" in Message.objects.filter(kind=ENDING).order_by("pk").last().subject


def test_a_new_agreement_is_watched_anew(note):
    end = end_of(note)
    walk(end - 30 * DAY)
    later = end + 60 * DAY
    record_guarantee(note.line, actor=builders.bank_maker(), today=end, kind="joint", until=later)
    walk(end + DAY)
    assert len(told("NSH")) == 1
    walk(later - 30 * DAY)
    assert len(told("NSH")) == 2


def test_who_has_paid_is_left_in_peace(note):
    chapters.book(note.business, note.due_on, balance=Decimal(0))
    note.refresh_from_db()
    assert note.status == "settled"
    walk(end_of(note) - 30 * DAY, end_of(note) + DAY)
    assert told("NSH") == []


@pytest.mark.django_db
def test_only_its_own_bank_records_it():
    line = scenes.line()
    for stranger in (builders.guarantor(), builders.head()):
        with pytest.raises(NotAllowed):
            record_guarantee(line, actor=stranger, today=scenes.LENT, kind="joint")
    with pytest.raises(Refusal, match="没有选择保证方式"):
        record_guarantee(line, actor=builders.bank_maker(), today=scenes.LENT, kind="")
