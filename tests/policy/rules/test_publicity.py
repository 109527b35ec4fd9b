"""R27–R30, R62, R63, A10, A11, A30."""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from registry.policy.rules import (
    FOUNDED_MAJOR,
    FOUNDED_MINOR,
    HELD,
    NOT_ACCEPTED,
    RECEIVED,
    RECOGNISED,
    REFUSED,
    UNDER_CHECK,
    UNFOUNDED,
    NoticeFacts,
    closing_problems,
    entry_outcome,
    notice_problems,
    publicity_starts_on,
    publicity_window,
)
from registry.policy.terms import LAST_CHANNEL, PolicyTerms

from ..test_workdays import CALENDAR
from . import kinds

TERMS = PolicyTerms.of_2019()
TODAY = date(2026, 5, 8)
GOOD = NoticeFacts("伊旗甲商贸有限公司", True, TODAY, "领小纪〔2026〕3号", True)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"screening_passed": False}, ["screening"]),
        ({"decided_on": None}, ["undecided"]),
        ({"decided_on": date(2026, 5, 9)}, ["undecided"]),
        ({"approved": False}, ["not-approved"]),
        ({"minutes_number": " "}, ["minutes"]),
        (
            {"screening_passed": False, "approved": False, "minutes_number": ""},
            ["screening", "not-approved", "minutes"],
        ),
    ],
)
def test_no_publicity_without_screening_and_the_leading_groups_record(change, expected):
    problems = notice_problems(replace(GOOD, **change), today=TODAY)
    assert kinds(problems) == expected
    assert all(GOOD.name in str(problem) for problem in problems)


STATES = [RECEIVED, UNDER_CHECK, NOT_ACCEPTED, UNFOUNDED, FOUNDED_MINOR, FOUNDED_MAJOR]


@pytest.mark.parametrize("hold", [True, False])
@pytest.mark.parametrize(
    "objections",
    [(), *itertools.combinations_with_replacement(STATES, 1), *itertools.combinations(STATES, 2)],
)
def test_only_a_verified_major_event_refuses_and_an_open_objection_holds(objections, hold):
    outcome = entry_outcome(objections, replace(TERMS, hold_on_open_objection=hold))
    if FOUNDED_MAJOR in objections:
        expected = REFUSED
    elif hold and ({RECEIVED, UNDER_CHECK} & set(objections)):
        expected = HELD
    else:
        expected = RECOGNISED
    assert outcome.result == expected
    assert (outcome.reasons == ()) is (expected == RECOGNISED)


@pytest.mark.parametrize(
    ("published", "today", "expected"),
    [
        (date(2026, 5, 8), date(2026, 5, 21), ["running"]),
        (date(2026, 5, 8), date(2026, 5, 22), []),
        (date(2026, 12, 18), date(2027, 3, 1), ["provisional"]),
        (date(2026, 12, 18), date(2026, 12, 20), ["running", "provisional"]),
    ],
)
def test_a_notice_closes_after_its_last_day_and_never_while_provisional(published, today, expected):
    window = publicity_window(published, TERMS, CALENDAR)
    assert kinds(closing_problems(window, today=today)) == expected


def test_the_window_follows_the_policy():
    assert publicity_window(TODAY, TERMS, CALENDAR).end == date(2026, 5, 21)
    assert publicity_window(TODAY, replace(TERMS, count_publication_day=True), CALENDAR).end == date(
        2026, 5, 20
    )
    assert publicity_window(TODAY, replace(TERMS, publicity_workdays=5), CALENDAR).end == date(2026, 5, 14)


@pytest.mark.parametrize(
    ("channels", "clock", "expected"),
    [
        ([], "website", date(2026, 5, 8)),
        ([date(2026, 5, 11)], "website", date(2026, 5, 8)),
        ([], LAST_CHANNEL, date(2026, 5, 8)),
        ([date(2026, 5, 7), date(2026, 5, 11)], LAST_CHANNEL, date(2026, 5, 11)),
        ([date(2026, 5, 7)], LAST_CHANNEL, date(2026, 5, 8)),
    ],
)
def test_the_clock_starts_on_the_website_or_on_the_last_channel(channels, clock, expected):
    assert publicity_starts_on(TODAY, channels, replace(TERMS, publicity_clock=clock)) == expected
