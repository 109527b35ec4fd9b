"""R10, R34, R38, R48 as truth tables."""

from datetime import date
from decimal import Decimal

import pytest

from registry.lending.rules import (
    CheckFacts,
    check_problems,
    inclusion_problems,
    measure_problems,
    security_warnings,
)

DAY, TODAY = date(2026, 6, 1), date(2026, 7, 1)


@pytest.mark.parametrize(
    "said", ["", " ", "保证", "信用保证", "信用/保证", "连带责任保证", "保证担保", "C", "c01"]
)
def test_a_guarantee_is_what_the_policy_asks_for(said):
    assert security_warnings(said) == []


@pytest.mark.parametrize("said", ["抵押", "质押", "抵押+保证", "保证、质押", "信用", "A", "组合"])
def test_any_other_security_is_told_with_its_code(said):
    (warning,) = security_warnings(said)
    assert warning.kind == "not-guarantee" and warning.clause == "R10"
    assert f"“{said}”" in warning.text and "信用保证" in warning.text


@pytest.mark.parametrize(
    ("finding", "looked_at", "remarks", "day", "kinds"),
    [
        ("fits", "流水", "", DAY, []),
        ("fits", "流水", "", TODAY, []),
        ("doubt", "流水", "数量不符", DAY, []),
        ("misuse", "流水", "转入个人账户", DAY, []),
        ("doubt", "流水", " ", DAY, ["remarks"]),
        ("misuse", "流水", "", DAY, ["remarks"]),
        ("fits", " ", "", DAY, ["looked-at"]),
        ("", "流水", "", DAY, ["finding"]),
        ("fits", "流水", "", date(2026, 5, 31), ["too-early"]),
        ("fits", "流水", "", date(2026, 7, 2), ["in-future"]),
        ("misuse", "", "", date(2026, 7, 2), ["in-future", "looked-at", "remarks"]),
    ],
)
def test_a_check_of_the_use_of_funds(finding, looked_at, remarks, day, kinds):
    facts = CheckFacts(finding, looked_at, day, DAY, remarks)
    assert [r.kind for r in check_problems(facts, today=TODAY)] == kinds


@pytest.mark.parametrize(
    ("description", "amount", "day", "kinds"),
    [
        ("厂房抵押", "0.01", DAY, []),
        ("", "1", DAY, ["description"]),
        ("厂房抵押", "0", DAY, ["amount"]),
        ("厂房抵押", "-1", DAY, ["amount"]),
        ("厂房抵押", "1", date(2026, 5, 31), ["too-early"]),
        ("", "0", date(2026, 7, 2), ["in-future", "description", "amount"]),
    ],
)
def test_a_protective_measure(description, amount, day, kinds):
    found = measure_problems(description, Decimal(amount), day, DAY, "逾期第1日", today=TODAY)
    assert [r.kind for r in found] == kinds


@pytest.mark.parametrize(
    ("amount", "before", "paid", "basis", "day", "kinds"),
    [
        ("100", "0", "100", "批复", DAY, []),
        ("40", "60", "100", "批复", TODAY, []),
        ("40.01", "60", "100", "批复", DAY, ["over-paid"]),
        ("0", "0", "100", "批复", DAY, ["amount"]),
        ("1", "0", "100", " ", DAY, ["basis"]),
        ("1", "0", "100", "批复", date(2026, 5, 31), ["too-early"]),
        ("101", "0", "100", "", date(2026, 7, 2), ["in-future", "basis", "over-paid"]),
        ("1", "0", None, "批复", DAY, ["not-paid"]),
    ],
)
def test_risk_compensation(amount, before, paid, basis, day, kinds):
    paid = None if paid is None else Decimal(paid)
    found = inclusion_problems(Decimal(amount), Decimal(before), paid, basis, day, DAY, today=TODAY)
    assert [r.kind for r in found] == kinds
