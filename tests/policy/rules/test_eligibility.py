"""R11–R13."""

from dataclasses import replace

import pytest

from registry.policy.answers import Reason
from registry.policy.rules import EligibilityFacts, eligibility_problems
from registry.policy.sizes import LARGE, MEDIUM, MICRO, SMALL, UNKNOWN, SizeResult
from registry.policy.terms import PolicyTerms

from . import kinds

TERMS = PolicyTerms.of_2019()
GOOD = EligibilityFacts("enterprise", True, True, True, True, SizeResult(MICRO))


def sized(size):
    return SizeResult(size, "工业", (Reason(f"划型说明{size}。", "R13"),))


@pytest.mark.parametrize("name", ["registered_here", "taxed_here", "fixed_premises", "operating"])
@pytest.mark.parametrize(("value", "suffix"), [(False, ""), (None, "-unknown")])
def test_each_fact_of_scope_must_hold_and_must_be_said(name, value, suffix):
    problems = eligibility_problems(replace(GOOD, **{name: value}), TERMS)
    assert kinds(problems) == [name + suffix]


@pytest.mark.parametrize(
    ("kind", "size", "expected"),
    [
        ("enterprise", sized(MICRO), []),
        ("enterprise", sized(SMALL), []),
        ("enterprise", sized(MEDIUM), []),
        ("enterprise", sized(LARGE), ["size-large"]),
        ("enterprise", sized(UNKNOWN), ["size-unknown"]),
        ("enterprise", None, ["size-missing"]),
        ("cooperative", sized(LARGE), ["size-large"]),
        ("cooperative", None, ["size-missing"]),
        ("individual", sized(LARGE), []),
        ("individual", sized(UNKNOWN), []),
        ("individual", None, []),
    ],
)
def test_large_and_unclassified_businesses_are_out_and_individuals_need_no_size(kind, size, expected):
    assert kinds(eligibility_problems(replace(GOOD, kind=kind, size=size), TERMS)) == expected


def test_every_reason_is_given_in_the_order_of_the_text():
    facts = EligibilityFacts("enterprise", False, None, False, None, sized(LARGE))
    problems = eligibility_problems(facts, TERMS)
    assert [reason.clause for reason in problems] == ["R11", "R11", "R12", "R12", "R13"]
    assert all(str(reason).endswith("（依据：文件二（一）2）。") for reason in problems)


def test_the_size_explanation_is_passed_on():
    assert "划型说明large" in str(eligibility_problems(replace(GOOD, size=sized(LARGE)), TERMS)[0])
    assert "划型说明unknown" in str(eligibility_problems(replace(GOOD, size=sized(UNKNOWN)), TERMS)[0])
