"""R19, R20, A25, A26."""

from dataclasses import replace
from datetime import date

import pytest

from registry.policy.rules import TaxFacts, tax_problems, tax_remarks
from registry.policy.terms import PolicyTerms

from . import kinds

TERMS = PolicyTerms.of_2019()
TODAY = date(2026, 5, 8)


@pytest.mark.parametrize(
    ("since", "years", "expected"),
    [
        (date(2025, 5, 8), 1, []),
        (date(2025, 5, 9), 1, ["tax-short"]),
        (date(2020, 1, 1), 1, []),
        (date(2027, 1, 1), 1, ["tax-short"]),
        (None, 1, ["tax-unknown"]),
        (date(2025, 5, 8), 2, ["tax-short"]),
        (date(2024, 5, 8), 2, []),
    ],
)
def test_one_year_of_tax_records_is_counted_from_the_first_one(since, years, expected):
    facts = TaxFacts("enterprise", since, "A")
    assert kinds(tax_problems(facts, replace(TERMS, min_tax_years=years), today=TODAY)) == expected


LONG_AGO = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("kind", "setting", "grade", "expected"),
    [
        ("enterprise", "if_rated", "A", []),
        ("enterprise", "if_rated", "B", []),
        ("enterprise", "if_rated", "b级", []),
        ("enterprise", "if_rated", "Ｂ", []),
        ("enterprise", "if_rated", "M", ["grade-low"]),
        ("enterprise", "if_rated", "C", ["grade-low"]),
        ("enterprise", "if_rated", "D", ["grade-low"]),
        ("enterprise", "if_rated", "E", ["grade-unknown"]),
        ("enterprise", "if_rated", "", ["grade-missing"]),
        ("enterprise", "never", "", ["grade-missing"]),
        ("individual", "if_rated", "", []),
        ("individual", "if_rated", "B", []),
        ("individual", "if_rated", "M", ["grade-low"]),
        ("individual", "always", "", ["grade-missing"]),
        ("individual", "always", "C", ["grade-low"]),
        ("individual", "always", "A", []),
        ("individual", "never", "", []),
        ("individual", "never", "D", []),
    ],
)
def test_the_grade_must_be_a_or_b_and_individuals_only_if_rated(kind, setting, grade, expected):
    terms = replace(TERMS, tax_grade_for_individuals=setting)
    assert kinds(tax_problems(TaxFacts(kind, LONG_AGO, grade), terms, today=TODAY)) == expected


def test_individuals_need_the_tax_year_too():
    assert kinds(tax_problems(TaxFacts("individual", None), TERMS, today=TODAY)) == ["tax-unknown"]


def test_grades_are_policy():
    with_m = replace(TERMS, tax_grades_ok=("A", "B", "M"))
    assert tax_problems(TaxFacts("enterprise", LONG_AGO, "M"), with_m, today=TODAY) == []


@pytest.mark.parametrize(
    ("grade", "year", "expected"),
    [
        ("A", 2025, []),
        ("A", 2026, []),
        ("A", 2024, ["grade-old"]),
        ("A", None, ["grade-year-missing"]),
        ("", None, []),
    ],
)
def test_an_old_grade_is_told(grade, year, expected):
    assert kinds(tax_remarks(TaxFacts("enterprise", LONG_AGO, grade, year), today=TODAY)) == expected
