"""R36, R37, R40, R67, A12, A13."""

from dataclasses import replace

import pytest

from registry.policy.rules import (
    BREACH,
    OVERDUE,
    CancellationFacts,
    cancellation_grounds,
    cancellation_problems,
    waiver_problems,
)
from registry.policy.terms import PolicyTerms

from . import kinds

TERMS = PolicyTerms.of_2019()


@pytest.mark.parametrize(
    ("days", "breached", "expected"),
    [
        (0, (), []),
        (1, (), [OVERDUE]),
        (400, (), [OVERDUE]),
        (0, ("R17",), [BREACH]),
        (0, ("R20", "R17"), [BREACH, BREACH]),
        (1, ("R21",), [OVERDUE, BREACH]),
        (0, ("R13",), []),
    ],
)
def test_one_day_overdue_or_one_condition_broken_is_ground_enough(days, breached, expected):
    assert kinds(cancellation_grounds(CancellationFacts(days, breached), TERMS)) == expected


def test_broken_conditions_are_cited_in_the_order_of_the_text():
    grounds = cancellation_grounds(CancellationFacts(0, ("R20", "R14")), TERMS)
    assert [ground.clause for ground in grounds] == ["R37 R14", "R37 R20"]


@pytest.mark.parametrize(
    ("days", "timer", "office", "auto", "needs_office", "expected"),
    [
        (0, False, True, False, True, ["no-grounds"]),
        (0, True, False, True, True, ["no-grounds"]),
        (1, True, False, False, True, ["timer"]),
        (1, True, True, False, True, ["timer"]),
        (1, True, False, True, True, []),
        (1, False, False, False, True, ["not-office"]),
        (1, False, False, False, False, []),
        (1, False, True, False, True, []),
        (1, False, True, True, False, []),
    ],
)
def test_cancellation_is_confirmed_by_the_office_and_not_by_a_timer(
    days, timer, office, auto, needs_office, expected
):
    terms = replace(TERMS, cancel_auto=auto, cancel_needs_office=needs_office)
    facts = CancellationFacts(days, decided_by_office=office, decided_by_timer=timer)
    assert kinds(cancellation_problems(facts, terms)) == expected


@pytest.mark.parametrize(
    ("overdue", "technical", "evidence", "expected"),
    [
        (True, True, True, []),
        (True, False, True, ["not-technical"]),
        (True, True, False, ["no-evidence"]),
        (True, False, False, ["not-technical", "no-evidence"]),
        (False, True, True, ["not-overdue"]),
    ],
)
def test_only_a_technical_overdue_with_evidence_may_be_left_without_cancellation(
    overdue, technical, evidence, expected
):
    assert kinds(waiver_problems(overdue=overdue, technical=technical, evidence=evidence)) == expected
