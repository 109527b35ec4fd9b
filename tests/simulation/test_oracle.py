"""The oracle itself, by days reached on paper: calendars of real years, terms of the law."""

from datetime import date

import pytest

from .oracle.almanac import Almanac, months_after
from .oracle.listings import Case
from .oracle.notices import Entry, Objection


@pytest.fixture
def may_2026():
    almanac = Almanac()
    almanac.arrange(2026, [date(2026, 5, n) for n in range(1, 6)], [date(2026, 5, 9)])
    return almanac


def test_ten_working_days_after_the_eighth_of_may_2026(may_2026):
    assert may_2026.nth(date(2026, 5, 8), 10) == date(2026, 5, 21), "the worked Saturday counts"
    assert may_2026.nth(date(2026, 5, 10), 10) == date(2026, 5, 22), "from a Sunday on, which is not counted"


def test_a_year_without_a_list_counts_the_week_but_for_the_solar_feasts_and_is_not_certain(may_2026):
    assert may_2026.nth(date(2026, 12, 30), 2) == date(2027, 1, 4)
    assert not may_2026.certain(date(2026, 12, 30), date(2027, 1, 4))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-01-31", 1, "2026-02-28"), ("2027-11-30", 3, "2028-02-29"), ("2026-06-20", 12, "2027-06-20")],
)
def test_months_end_where_the_month_ends(day, months, later):
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("severity", "first", "end"),
    [("minor", "2026-06-20", "2026-09-20"), ("general", "2026-09-20", "2027-06-20"), ("serious", "2027-06-20", "2029-06-20")],
)  # fmt: skip
def test_terms_run_from_the_document_that_determined_the_conduct(severity, first, end):
    case = Case("案件1", "x", severity, date(2026, 6, 20))
    assert (case.earliest_repair, case.hidden_from) == (date.fromisoformat(first), date.fromisoformat(end))


END = date(2026, 5, 21)


@pytest.mark.parametrize(
    ("late", "steps", "verdict"),
    [
        (False, [(20, "received")], "held"),
        (False, [(20, "received"), (21, "declined")], "recognised"),
        (False, [(20, "received"), (22, "major")], "held"),
        (False, [(19, "received"), (21, "major"), (22, "answered")], "refused"),
        (False, [(19, "lead")], "recognised"),
        (False, [(19, "lead"), (21, "investigating")], "held"),
        (True, [(22, "received")], "recognised"),
    ],
)
def test_an_entry_goes_by_its_objections_as_they_stood_on_the_last_day(late, steps, verdict):
    steps = [(date(2026, 5, day), state) for day, state in steps]
    entry = Entry("公示1/1", "x", objections=[Objection("异议1", late, True, steps)])
    assert entry.verdict(END) == verdict
