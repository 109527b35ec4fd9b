"""R47, R66, A16, A21, A22."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from registry.policy.rules import (
    Arrears,
    ClaimFacts,
    claim_problems,
    compensation_amount,
    compensation_problems,
    share_of,
)
from registry.policy.terms import PolicyTerms

from . import kinds

TERMS = PolicyTerms.of_2019()
DUE, DAY60 = date(2026, 3, 20), date(2026, 5, 19)
ARREARS = Arrears(Decimal("300000.00"), Decimal("4321.09"), Decimal("150.00"), Decimal("3.21"))
GOOD = ClaimFacts(DUE, DAY60, DAY60, DAY60, ARREARS)
NEXT = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("change", "on", "expected"),
    [
        ({}, DAY60, []),
        ({}, date(2026, 5, 18), ["too-early", "demand", "report"]),
        ({"unpaid_since": None}, DAY60, ["nothing-unpaid"]),
        ({"demand_issued_on": None}, DAY60, ["demand"]),
        ({"demand_issued_on": NEXT}, DAY60, ["demand"]),
        ({"bank_reported_on": None}, DAY60, ["report"]),
        ({"bank_reported_on": NEXT}, DAY60, ["report"]),
        ({"arrears": replace(ARREARS, undue_principal=Decimal(1))}, DAY60, ["acceleration"]),
        ({"arrears": replace(ARREARS, undue_principal=Decimal(1)), "accelerated": True}, DAY60, []),
    ],
)
def test_a_claim_needs_sixty_days_a_demand_a_report_and_everything_due(change, on, expected):
    assert kinds(claim_problems(replace(GOOD, **change), TERMS, on=on)) == expected


def test_under_full_days_the_claim_opens_one_day_later():
    full = replace(TERMS, od_full_days=True)
    assert kinds(claim_problems(GOOD, full, on=DAY60)) == ["too-early"]
    assert claim_problems(GOOD, full, on=NEXT) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"approved_on": None}, ["approval"]),
        ({"approved_on": NEXT}, ["approval"]),
        ({"demand_issued_on": None, "approved_on": None}, ["demand", "approval"]),
        ({"approved_amount": Decimal("304321.09")}, []),
        ({"approved_amount": Decimal("304321.08")}, ["over-approval"]),
        ({"approved_amount": Decimal("300000.00"), "reduced": True}, []),
    ],
)
def test_a_payment_needs_the_claim_in_order_and_the_offices_approval(change, expected):
    assert kinds(compensation_problems(replace(GOOD, **change), TERMS, on=DAY60)) == expected


def test_the_amount_is_principal_and_interest_and_penalties_only_by_policy():
    assert compensation_amount(ARREARS, TERMS) == Decimal("304321.09")
    with_penalty = replace(TERMS, comp_include_penalty=True)
    assert compensation_amount(ARREARS, with_penalty) == Decimal("304474.30")


def test_the_guarantor_bears_all_unless_the_policy_shares():
    amount = Decimal("304321.09")
    assert share_of(amount, "guarantor", TERMS) == amount
    assert share_of(amount, "bank", TERMS) == 0
    shared = replace(
        TERMS, risk_share=MappingProxyType({"guarantor": Decimal("0.8"), "bank": Decimal("0.2")})
    )
    assert share_of(amount, "guarantor", shared) == Decimal("243456.87")
    assert share_of(amount, "bank", shared) == Decimal("60864.22")
