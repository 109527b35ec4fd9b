"""R49, R51, R67–R69 and the due process of domain.md §5.1–5.2."""

from dataclasses import replace
from datetime import date

import pytest

from registry.policy.rules import (
    BasisFacts,
    BlacklistFacts,
    basis_problems,
    clearing_problems,
    entry_problems,
    listing_problems,
    notification_problems,
    proposal_problems,
    publication_problems,
    reply_until,
)
from registry.policy.terms import PolicyTerms

from ..test_workdays import CALENDAR
from . import kinds

TERMS = PolicyTerms.of_2019()
TODAY = date(2026, 6, 1)
BASIS = BasisFacts(
    "local", "《内蒙古自治区社会信用条例》", "第三十条", date(2024, 9, 1), None, "",
    frozenset({"fraud", "misuse", "evasion"}), True, True,
)  # fmt: skip
CASE = BlacklistFacts(
    ground="fraud",
    facts="以虚假合同骗取贷款300万元",
    evidence=True,
    determination="（2026）内0627刑初12号刑事判决书",
    proposed_by="office",
    basis=BASIS,
    cleared_by="legal",
    notice_delivered_on=date(2026, 5, 20),
    delivery_proof=True,
    reply_until=date(2026, 5, 27),
    decided_by="head",
    legal_reviewed_by="legal",
    listed_on=TODAY,
    served_on=TODAY,
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
        ({"determination": " "}, ["determination"]),
        ({"basis": None}, []),
        ({"by_timer": True}, ["timer"]),
        (
            {"ground": "overdue", "facts": "", "evidence": False, "determination": "", "by_timer": True},
            ["ground", "facts", "evidence", "determination", "timer"],
        ),
    ],
)
def test_a_proposal_needs_one_of_three_grounds_facts_evidence_determination_and_a_person(change, expected):
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
        ({"decided_by": "legal"}, TODAY, ["same-person"]),
        ({"cleared_by": ""}, TODAY, ["cleared"]),
        ({"basis": None}, TODAY, ["basis"]),
        ({"basis": replace(BASIS, in_force_to=date(2026, 5, 31))}, TODAY, ["basis-force"]),
        ({"ground": "overdue", "decided_by": "office"}, TODAY, ["ground", "basis-ground", "same-person"]),
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
        ({"served_on": None}, ["served"]),
        ({"served_on": date(2026, 6, 2)}, ["served"]),
        ({"basis": None}, ["basis"]),
        ({"basis": replace(BASIS, publishes=False)}, ["basis-publishes"]),
        ({"basis": replace(BASIS, approved=False)}, ["basis-approved"]),
        ({"severity": "minor"}, ["necessity"]),
        ({"severity": "minor", "necessity": "涉及公众资金安全"}, []),
        ({"severity": "serious"}, []),
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


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"kind": "law"}, []),
        ({"kind": "regulation"}, []),
        ({"kind": "central"}, []),
        ({"kind": "county"}, ["kind"]),
        ({"kind": ""}, ["kind"]),
        ({"document": " "}, ["document"]),
        ({"article": ""}, ["article"]),
        ({"number": "伊政办发〔2019〕53号"}, ["county"]),
        ({"document": "伊政办发〔2019〕53号文件"}, ["county"]),
        ({"grounds": frozenset()}, ["grounds"]),
        ({"in_force_to": date(2024, 9, 1)}, []),
        ({"in_force_to": date(2024, 8, 31)}, ["dates"]),
        (
            {"kind": "", "document": "", "article": "", "grounds": frozenset()},
            ["kind", "document", "article", "grounds"],
        ),
    ],
)
def test_only_laws_regulations_and_central_documents_are_legal_bases(change, expected):
    assert kinds(entry_problems(replace(BASIS, **change))) == expected


@pytest.mark.parametrize(
    ("change", "ground", "expected"),
    [
        ({}, "fraud", []),
        ({"approved": False}, "fraud", ["basis-approved"]),
        ({"in_force_from": TODAY}, "fraud", []),
        ({"in_force_from": date(2026, 6, 2)}, "fraud", ["basis-force"]),
        ({"in_force_to": TODAY}, "fraud", []),
        ({"in_force_to": date(2026, 5, 31)}, "fraud", ["basis-force"]),
        ({"grounds": frozenset({"fraud"})}, "misuse", ["basis-ground"]),
        (
            {"approved": False, "in_force_to": date(2025, 1, 1), "grounds": frozenset({"evasion"})},
            "fraud",
            ["basis-approved", "basis-force", "basis-ground"],
        ),
    ],
)
def test_a_basis_carries_a_case_while_approved_in_force_and_made_for_its_ground(change, ground, expected):
    assert kinds(basis_problems(replace(BASIS, **change), ground, today=TODAY)) == expected


def test_without_a_basis_the_reviewer_cannot_let_a_case_pass():
    assert kinds(basis_problems(None, "fraud", today=TODAY)) == ["basis"]
    assert kinds(clearing_problems(replace(CASE, basis=None), today=TODAY)) == ["basis"]
    assert kinds(clearing_problems(CASE, today=TODAY)) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"cleared_by": ""}, ["cleared"]),
        ({"cleared_by": "office"}, ["same-person"]),
        ({"basis": None, "cleared_by": ""}, ["basis", "cleared"]),
        ({"facts": "", "evidence": False}, ["facts", "evidence"]),
    ],
)
def test_nobody_is_told_before_another_person_reviewed_the_law(change, expected):
    assert kinds(notification_problems(replace(CASE, **change), today=TODAY)) == expected
