"""R07–R09, A01–A06: the vectors of domain.md §11."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from registry.policy.rules import (
    BENCHMARK_1Y,
    LPR_1Y,
    LPR_5Y,
    RateFacts,
    Reference,
    allin_rate,
    allin_warnings,
    annualised_fee,
    fee_verdict,
    pick_reference,
    rate_ceiling,
    rate_verdict,
    reference_kind,
    reference_remarks,
)
from registry.policy.terms import BENCHMARK, LPR, PolicyTerms

from . import kinds

TERMS = PolicyTerms.of_2019()
HARD = replace(TERMS, rate_cap_hard=True)
LPR_2019 = Reference(LPR_1Y, Decimal("4.15"), date(2019, 11, 20))
BENCH = Reference(BENCHMARK_1Y, Decimal("4.35"), date(2015, 10, 24))
SIGNED = date(2019, 12, 2)


@pytest.mark.parametrize(
    ("reference", "rate", "within"),
    [
        (LPR_2019, "5.45", True),
        (LPR_2019, "5.46", False),
        (LPR_2019, "5.450001", False),
        (LPR_2019, "3.00", True),
        (BENCH, "5.655", True),
        (BENCH, "5.66", False),
        (BENCH, "5.6551", False),
    ],
)
def test_above_the_ceiling_of_its_own_basis_a_rate_warns_or_when_hard_is_refused(reference, rate, within):
    facts = RateFacts(Decimal(rate), SIGNED)
    soft, hard = rate_verdict(facts, reference, TERMS), rate_verdict(facts, reference, HARD)
    expected = [] if within else ["rate-over-cap"]
    assert (kinds(soft.refusals), kinds(soft.warnings)) == ([], expected)
    assert (kinds(hard.refusals), kinds(hard.warnings)) == (expected, [])
    assert bool(soft)
    assert bool(hard) is within


def test_the_warning_says_ceiling_reference_and_its_age():
    (warning,) = rate_verdict(RateFacts(Decimal("5.46"), SIGNED), LPR_2019, TERMS).warnings
    for part in ("5.46%", "5.45%", "LPR加130个基点", "2019年11月20日公布的4.15%", "12天"):
        assert part in str(warning)
    (warning,) = rate_verdict(RateFacts(Decimal("5.66"), SIGNED, BENCHMARK), BENCH, TERMS).warnings
    assert "5.655%" in str(warning)
    assert "1.3倍" in str(warning)


@pytest.mark.parametrize(("terms", "refused"), [(TERMS, False), (HARD, True)])
def test_without_a_reference_on_record_the_rate_cannot_be_judged_and_it_is_said(terms, refused):
    verdict = rate_verdict(RateFacts(Decimal("4.0"), SIGNED), None, terms)
    assert kinds(verdict.refusals + verdict.warnings) == ["reference-missing"]
    assert bool(verdict) is not refused


def test_the_ceilings():
    assert rate_ceiling(LPR_2019, TERMS) == Decimal("5.45")
    assert rate_ceiling(BENCH, TERMS) == Decimal("5.655")
    assert rate_ceiling(LPR_2019, replace(TERMS, rate_lpr_spread_bp=95)) == Decimal("5.10")


@pytest.mark.parametrize(
    ("basis", "start", "due", "kind"),
    [
        (LPR, date(2026, 1, 31), date(2027, 1, 30), LPR_1Y),
        (LPR, date(2026, 1, 31), date(2031, 1, 31), LPR_1Y),
        (LPR, date(2026, 1, 31), date(2031, 2, 1), LPR_5Y),
        (LPR, date(2024, 2, 29), date(2029, 2, 28), LPR_1Y),
        (BENCHMARK, date(2018, 1, 1), date(2028, 1, 1), BENCHMARK_1Y),
    ],
)
def test_the_reference_follows_basis_and_tenor(basis, start, due, kind):
    assert reference_kind(basis, start, due) == kind


RATES = (
    Reference(LPR_1Y, Decimal("3.10"), date(2024, 10, 21)),
    Reference(LPR_1Y, Decimal("3.00"), date(2025, 5, 20)),
    Reference(LPR_5Y, Decimal("3.50"), date(2025, 5, 20)),
    BENCH,
)


@pytest.mark.parametrize(
    ("kind", "day", "percent"),
    [
        (LPR_1Y, date(2025, 5, 19), "3.10"),
        (LPR_1Y, date(2025, 5, 20), "3.00"),
        (LPR_1Y, date(2026, 10, 31), "3.00"),
        (LPR_5Y, date(2025, 5, 20), "3.50"),
        (BENCHMARK_1Y, date(2026, 1, 1), "4.35"),
        (LPR_1Y, date(2024, 10, 20), None),
        (LPR_5Y, date(2025, 5, 19), None),
    ],
)
def test_the_rate_in_force_on_the_signing_day_is_picked(kind, day, percent):
    found = pick_reference(RATES, kind, day)
    assert (found and found.percent) == (percent and Decimal(percent))


@pytest.mark.parametrize(
    ("reference", "day", "old"),
    [
        (RATES[1], date(2025, 5, 20), False),
        (RATES[1], date(2025, 6, 29), False),
        (RATES[1], date(2025, 6, 30), True),
        (RATES[1], date(2026, 10, 31), True),
        (BENCH, date(2026, 10, 31), False),
        (None, date(2026, 10, 31), False),
    ],
)
def test_an_old_lpr_is_told_with_its_age(reference, day, old):
    remarks = reference_remarks(reference, day)
    assert (remarks != []) is old
    assert all(f"{reference.age(day)}天" in str(remark) for remark in remarks)


@pytest.mark.parametrize(("fee", "within"), [("1.00", True), ("0", True), ("1.01", False), ("1.0001", False)])
def test_a_fee_above_one_percent_is_refused(fee, within):
    hard = fee_verdict(Decimal(fee), TERMS)
    soft = fee_verdict(Decimal(fee), replace(TERMS, fee_cap_hard=False))
    expected = [] if within else ["fee-over-cap"]
    assert (kinds(hard.refusals), kinds(hard.warnings)) == (expected, [])
    assert (kinds(soft.refusals), kinds(soft.warnings)) == ([], expected)


def test_a_fee_is_made_yearly_on_the_guaranteed_amount():
    assert annualised_fee(Decimal(10000), Decimal(1000000), 365) == Decimal(1)
    assert annualised_fee(Decimal(10000), Decimal(1000000), 730) == Decimal("0.5")
    for amount, days in ((0, 365), (100, 0), (-1, 5)):
        with pytest.raises(ValueError, match="大于零"):
            annualised_fee(Decimal(1), Decimal(amount), days)


@pytest.mark.parametrize(
    ("rate", "fee", "warned"), [("5.66", "1.00", False), ("5.67", "1.00", True), ("4.30", "1.00", False)]
)
def test_the_all_in_cost_only_warns_above_its_line(rate, fee, warned):
    assert allin_rate(Decimal(rate), Decimal(fee)) == Decimal(rate) + Decimal(fee)
    assert (allin_warnings(Decimal(rate), Decimal(fee), TERMS) != []) is warned
