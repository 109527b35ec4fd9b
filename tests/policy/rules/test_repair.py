"""信用修复: 国家发展改革委令第36号."""

from dataclasses import replace
from datetime import date

import pytest

from registry.policy.rules import (
    GENERAL,
    MINOR,
    SERIOUS,
    RepairApplication,
    RepairFacts,
    application_problems,
    may_publish_on,
    repair_decision_due,
    repair_problems,
    repair_term,
)

from ..test_workdays import CALENDAR
from . import kinds


@pytest.mark.parametrize(
    ("severity", "determined", "shortest", "longest"),
    [
        (MINOR, date(2026, 4, 1), date(2026, 4, 1), date(2026, 7, 1)),
        (GENERAL, date(2026, 4, 1), date(2026, 7, 1), date(2027, 4, 1)),
        (SERIOUS, date(2026, 4, 1), date(2027, 4, 1), date(2029, 4, 1)),
        (GENERAL, date(2026, 11, 30), date(2027, 2, 28), date(2027, 11, 30)),
        (SERIOUS, date(2028, 2, 29), date(2029, 2, 28), date(2031, 2, 28)),
    ],
)
def test_terms_run_from_the_day_of_determination(severity, determined, shortest, longest):
    term = repair_term(severity, determined)
    assert (term.min_until, term.max_until) == (shortest, longest)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2027, 3, 31), True),
        (date(2027, 4, 1), False),
        (date(2030, 1, 1), False),
    ],
)
def test_publication_ends_by_itself(day, shown):
    assert may_publish_on(GENERAL, date(2026, 4, 1), day) is shown


GOOD = RepairFacts(GENERAL, date(2026, 4, 1), True, True, True)


@pytest.mark.parametrize(
    ("change", "on", "expected"),
    [
        ({}, date(2026, 7, 1), []),
        ({}, date(2026, 6, 30), ["too-early"]),
        ({"corrected": False}, date(2026, 7, 1), ["not-corrected"]),
        ({"duties_performed": False}, date(2026, 7, 1), ["duties"]),
        ({"promise_on_file": False}, date(2026, 7, 1), ["promise"]),
        ({"severity": MINOR}, date(2026, 4, 1), []),
        ({"severity": SERIOUS}, date(2027, 3, 31), ["too-early"]),
        (
            {"corrected": False, "duties_performed": False, "promise_on_file": False},
            date(2026, 4, 2),
            ["too-early", "not-corrected", "duties", "promise"],
        ),
    ],
)
def test_a_repair_needs_the_shortest_term_correction_duties_and_a_promise(change, on, expected):
    assert kinds(repair_problems(replace(GOOD, **change), on=on)) == expected


ASKED = RepairApplication(GENERAL, date(2026, 4, 1), "张三", "已全部还清并纠正", True, True, True)


@pytest.mark.parametrize(
    ("change", "on", "expected"),
    [
        ({}, date(2026, 7, 1), []),
        ({}, date(2026, 6, 30), ["too-early"]),
        ({"severity": MINOR}, date(2026, 4, 1), []),
        ({"severity": SERIOUS}, date(2027, 3, 31), ["too-early"]),
        ({"severity": SERIOUS}, date(2027, 4, 1), []),
        ({"applicant": " "}, date(2026, 7, 1), ["applicant"]),
        ({"statement": ""}, date(2026, 7, 1), ["statement"]),
        ({"correction_proof": False}, date(2026, 7, 1), ["correction-proof"]),
        ({"duties_proof": False}, date(2026, 7, 1), ["duties-proof"]),
        ({"promise": False}, date(2026, 7, 1), ["promise"]),
        (
            {"correction_proof": False, "duties_proof": False, "promise": False},
            date(2026, 6, 1),
            ["too-early", "correction-proof", "duties-proof", "promise"],
        ),
    ],
)
def test_an_application_names_every_paper_that_is_missing(change, on, expected):
    assert kinds(application_problems(replace(ASKED, **change), on=on)) == expected


def test_a_repair_is_decided_within_ten_working_days():
    assert repair_decision_due(date(2026, 5, 8), CALENDAR) == date(2026, 5, 21)
