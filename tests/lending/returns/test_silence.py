"""A loan falls due and its bank says nothing: flagged on day 1 against the bank, and only the bank (R44, R35)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cms.duties import bring_to
from registry.ledger.models import StatusChange
from registry.lending.models import LoanNote, OverdueEpisode, SilentMaturity
from registry.lending.unbooking import resting_on, unbook
from registry.parties.models import Qualification
from registry.sanctions.models import WarningNotice
from tests import builders

from .scenes import MATURITY, booked, maturing, moves, repaid, silence, told

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DAY1 = MATURITY + DAY


def seen(day=date(2026, 6, 15)):
    maturing(day)
    bring_to(day, since=day)


def test_on_the_last_day_itself_nothing_on_the_day_after_it_stands_against_the_bank():
    seen()
    bring_to(MATURITY, since=MATURITY)
    assert not SilentMaturity.objects.exists()
    report = bring_to(DAY1)
    found = silence()
    assert (found.status, found.bank.code, found.due_on, found.flagged_on) == ("open", "NSH", MATURITY, DAY1)
    assert found.answer_by == date(2026, 7, 1)
    assert [e["effective_on"] for e in report.effects if e["duty"] == "returns.flag"] == ["2026-07-01"]
    assert told("returns.flag", "NSH") == told("returns.flag", "OFFICE") == [DAY1]


@pytest.mark.parametrize("since", [date(2026, 6, 29), date(2026, 7, 6)])
def test_timers_that_slept_flag_it_from_day_1_all_the_same(since):
    seen()
    bring_to(date(2026, 7, 6), since=since)
    assert silence().flagged_on == DAY1 and moves(silence())[0] == ("register", DAY1)
    bring_to(date(2026, 7, 6), since=since)
    assert SilentMaturity.objects.count() == 1 and len(told("returns.flag", "NSH")) == 1


def test_timers_that_slept_over_a_late_report_flag_it_and_see_it_answered():
    seen()
    repaid(DAY1 + 3 * DAY)
    found = silence()
    assert (found.flagged_on, found.status, found.answered_on) == (DAY1, "repaid", DAY1 + 3 * DAY)


def test_a_report_on_the_last_day_itself_is_no_silence():
    seen()
    repaid(MATURITY)
    bring_to(DAY1, since=DAY1)
    assert not SilentMaturity.objects.exists()


def test_overdue_reported_is_no_silence():
    seen()
    maturing(MATURITY, unpaid_since=MATURITY)
    bring_to(DAY1, since=DAY1)
    assert OverdueEpisode.objects.get().day1_on == DAY1
    assert not SilentMaturity.objects.exists()


def test_an_extension_counts_by_its_own_last_day():
    maturing(date(2026, 6, 15), ext_due=date(2026, 9, 30))
    for day in (DAY1, date(2026, 9, 30)):
        bring_to(day, since=day)
    assert not SilentMaturity.objects.exists()
    bring_to(date(2026, 10, 1))
    assert silence().due_on == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"balance": Decimal(0)}, "repaid"),
        ({"unpaid_since": MATURITY, "od_principal": Decimal("1000000")}, "overdue"),
        ({"ext_due": date(2026, 12, 31)}, "extended"),
        ({"due": date(2026, 6, 20)}, "corrected"),
        ({}, "open"),
    ],
)
def test_the_answer_is_told_and_a_mere_balance_is_none(said, state):
    seen()
    bring_to(DAY1, since=DAY1)
    maturing(date(2026, 7, 3), **said) if "due" not in said else corrected(said["due"])
    found = SilentMaturity.objects.get(due_on=MATURITY)
    assert found.status == state
    if state != "open":
        assert (found.answered_on, found.as_of) == (date(2026, 7, 3), date(2026, 7, 3))


def corrected(due):
    booked(date(2026, 7, 3), due=due)


def test_it_never_touches_the_borrower():
    seen()
    for day in (DAY1, MATURITY + 60 * DAY, MATURITY + 90 * DAY):
        bring_to(day, since=day)
    assert silence().status == "open"
    assert Qualification.objects.get().status == "qualified" and LoanNote.objects.get().status == "active"
    assert not WarningNotice.objects.exists() and not OverdueEpisode.objects.exists()
    code = builders.qualified().uscc
    about = StatusChange.objects.filter(subject_code=code).values_list("record_type", flat=True)
    assert not {"lending.silentmaturity", "lending.reportingperiod"} & set(about)


def test_a_late_overdue_report_raises_the_borrowers_day_1_as_ever():
    seen()
    bring_to(DAY1, since=DAY1)
    maturing(date(2026, 7, 5), unpaid_since=MATURITY)
    assert silence().status == "overdue"
    assert OverdueEpisode.objects.get().day1_on == DAY1
    assert LoanNote.objects.get().status == "overdue"


def test_an_answer_taken_back_leaves_it_open_again():
    seen()
    bring_to(DAY1, since=DAY1)
    repaid(date(2026, 7, 3), source="upload:2")
    assert silence().status == "repaid"
    assert not resting_on("upload:2")
    because = StatusChange.objects.order_by("position").last()
    unbook("upload:2", actor=builders.clerk(), today=date(2026, 7, 4), reason="文件有误", because=because)
    bring_to(date(2026, 7, 4))
    found = silence()
    assert (found.status, found.answered_on, found.as_of) == ("open", None, None)
    assert moves(found)[-1] == ("reopen", date(2026, 7, 4))
    assert told("returns.flag", "NSH") == [DAY1, date(2026, 7, 4)]


def test_the_upload_that_brought_the_note_can_be_taken_back_with_the_silence():
    seen()
    bring_to(DAY1, since=DAY1)
    assert not resting_on("upload:1")
    because = StatusChange.objects.order_by("position").last()
    unbook("upload:1", actor=builders.clerk(), today=DAY1, reason="文件有误", because=because)
    assert silence().status == "corrected"
