"""R49, R51, R67–R69 and the due process of domain.md §5.1–5.2."""

from dataclasses import replace
from datetime import date

import pytest

from registry.policy.rules import (
    BlacklistFacts,
    listing_problems,
    proposal_problems,
    publication_problems,
    reply_until,
)
from registry.policy.terms import PolicyTerms

from ..test_workdays import CALENDAR
from . import kinds

TERMS = PolicyTerms.of_2019()
TODAY = date(2026, 6, 1)
CASE = BlacklistFacts(
    ground="fraud",
    facts="以虚假合同骗取贷款300万元",
    evidence=True,
    legal_basis="《内蒙古自治区社会信用条例》",
    proposed_by="office",
    notice_delivered_on=date(2026, 5, 20),
    delivery_proof=True,
    reply_until=date(2026, 5, 27),
    decided_by="head",
    legal_reviewed_by="legal",
    listed_on=TODAY,
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"ground": "misuse"}, []),
        ({"ground": "evasion"}, []),
        ({"ground": "overdue"}, ["ground"]),
        ({"ground": ""}, ["ground"]),
        ({"facts": " "}, ["facts"]),
        ({"evidence": False}, ["evidence"]),
        ({"legal_basis": ""}, ["basis"]),
        ({"by_timer": True}, ["timer"]),
        (
            {"ground": "overdue", "facts": "", "evidence": False, "legal_basis": "", "by_timer": True},
            ["ground", "facts", "evidence", "basis", "timer"],
        ),
    ],
)
def test_a_proposal_needs_one_of_three_grounds_facts_evidence_basis_and_a_person(change, expected):
    assert kinds(proposal_problems(replace(CASE, **change))) == expected


@pytest.mark.parametrize(
    ("change", "today", "expected"),
    [
        ({}, TODAY, []),
        ({}, date(2026, 5, 28), []),
        ({}, date(2026, 5, 27), ["reply-period"]),
        ({"waived": True}, date(2026, 5, 27), []),
        ({"notice_delivered_on": None}, TODAY, ["notice", "proof"]),
        ({"notice_delivered_on": date(2026, 6, 2)}, TODAY, ["notice", "proof"]),
        ({"delivery_proof": False}, TODAY, ["proof"]),
        ({"reply_until": None}, TODAY, ["reply-period"]),
        ({"replied_on": date(2026, 5, 25)}, TODAY, ["reply-review"]),
        ({"replied_on": date(2026, 5, 25), "reply_reviewed": True}, TODAY, []),
        ({"decided_by": "office"}, TODAY, ["same-person"]),
        ({"decided_by": ""}, TODAY, ["same-person"]),
        ({"ground": "overdue", "decided_by": "office"}, TODAY, ["ground", "same-person"]),
    ],
)
def test_a_listing_needs_notice_reply_period_review_and_a_second_person(change, today, expected):
    assert kinds(listing_problems(replace(CASE, **change), today=today)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"listed_on": None}, ["not-listed"]),
        ({"listed_on": date(2026, 6, 2)}, ["not-listed"]),
        ({"legal_basis": ""}, ["basis"]),
        ({"legal_reviewed_by": ""}, ["legal-review"]),
        ({"legal_reviewed_by": "office"}, ["same-person"]),
        ({"legal_reviewed_by": "head"}, ["same-person"]),
    ],
)
def test_publication_needs_the_listing_a_basis_and_a_third_persons_legal_review(change, expected):
    assert kinds(publication_problems(replace(CASE, **change), today=TODAY)) == expected


def test_the_reply_period_is_counted_in_working_days_after_delivery():
    assert reply_until(date(2026, 5, 20), TERMS, CALENDAR) == date(2026, 5, 27)
    assert reply_until(date(2026, 9, 29), TERMS, CALENDAR) == date(2026, 10, 12)
    assert reply_until(date(2026, 5, 20), replace(TERMS, bl_reply_wd=1), CALENDAR) == date(2026, 5, 21)
