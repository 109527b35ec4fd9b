"""R04–R06, A07."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from registry.policy.rules import Exposure, cap_for, cap_problems, cap_warnings, plainly_within
from registry.policy.terms import PER_SUBJECT, PolicyTerms

from . import kinds

TERMS = PolicyTerms.of_2019()
FIVE, OVER_FIVE = Decimal("5000000.00"), Decimal("5000000.01")
HALF, OVER_HALF = Decimal("500000.00"), Decimal("500000.01")


@pytest.mark.parametrize(("kind", "cap"), [("enterprise", FIVE), ("cooperative", FIVE), ("individual", HALF)])
def test_each_kind_has_its_cap(kind, cap):
    assert cap_for(kind, TERMS) == cap


@pytest.mark.parametrize(
    ("field", "kind_of_problem"),
    [
        ("contract_amount", "over-cap-contract"),
        ("note_amount", "over-cap-note"),
        ("contract_outstanding", "over-cap-outstanding"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "at", "above"), [("enterprise", FIVE, OVER_FIVE), ("individual", HALF, OVER_HALF)]
)
def test_the_cap_itself_passes_and_a_fen_more_is_refused(field, kind_of_problem, kind, at, above):
    assert cap_problems(Exposure(kind, **{field: at}), TERMS) == []
    (problem,) = cap_problems(Exposure(kind, **{field: above}), TERMS)
    assert problem.kind == kind_of_problem
    assert f"{above:,.2f}元" in str(problem)
    assert f"{at:,.2f}元" in str(problem)


def test_a_line_may_be_drawn_again_after_repayment_for_drawdowns_are_never_added_up():
    second_drawing = Exposure("enterprise", FIVE, Decimal(3000000), Decimal(3000000), Decimal(3000000))
    assert cap_problems(second_drawing, TERMS) == []
    assert cap_warnings(second_drawing, TERMS) == []


def test_outstanding_above_the_line_is_refused_even_below_the_cap():
    exposure = Exposure("enterprise", Decimal(2000000), contract_outstanding=Decimal("2000000.01"))
    assert kinds(cap_problems(exposure, TERMS)) == ["over-line"]


@pytest.mark.parametrize(
    ("total", "scope", "problems", "warnings"),
    [
        (FIVE, "contract", [], []),
        (OVER_FIVE, "contract", [], ["over-cap-total"]),
        (FIVE, PER_SUBJECT, [], []),
        (OVER_FIVE, PER_SUBJECT, ["over-cap-total"], []),
        (None, PER_SUBJECT, [], []),
    ],
)
def test_the_total_across_banks_only_warns_unless_the_policy_makes_it_hard(total, scope, problems, warnings):
    terms = replace(TERMS, cap_scope=scope)
    exposure = Exposure("enterprise", subject_outstanding=total)
    assert kinds(cap_problems(exposure, terms)) == problems
    assert kinds(cap_warnings(exposure, terms)) == warnings


def test_nothing_known_is_nothing_refused():
    assert cap_problems(Exposure("enterprise"), TERMS) == []


AMOUNTS = (None, Decimal(0), HALF, OVER_HALF, FIVE, OVER_FIVE)


@pytest.mark.parametrize("scope", ["contract", PER_SUBJECT])
@pytest.mark.parametrize("kind", ["individual", "enterprise"])
def test_what_is_plainly_within_has_no_problem(kind, scope):
    terms = replace(TERMS, cap_scope=scope)
    seen = set()
    for line, note, owed in product(AMOUNTS, repeat=3):
        plain = plainly_within(line, note, owed, kind, terms)
        seen.add(plain)
        assert not plain or cap_problems(Exposure(kind, line, note, owed), terms) == []
    assert seen == ({False, True} if scope == "contract" else {False})
