"""The last rate on record applies, and its age is said."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from registry.policy.models import ReferenceRate
from registry.policy.reference_rates import all_references, old_rate_remarks, rate_on
from registry.policy.rules import LPR_1Y, LPR_5Y
from tests.builders import as_system

pytestmark = pytest.mark.django_db


def publish(kind, day, percent):
    with as_system():
        return ReferenceRate.objects.create(
            kind=kind, published_on=day, percent=Decimal(percent), source="测试"
        )


@pytest.mark.parametrize(
    ("day", "percent", "age"),
    [
        (date(2025, 5, 19), "3.10", 210),
        (date(2025, 5, 20), "3.00", 0),
        (date(2026, 10, 31), "3.00", 529),
    ],
)
def test_the_last_rate_on_record_applies_however_old(day, percent, age):
    found = rate_on(LPR_1Y, day)
    assert (found.reference.percent, found.age) == (Decimal(percent), age)


def test_before_the_first_rate_there_is_none():
    assert rate_on(LPR_1Y, date(2019, 8, 19)) is None


def test_old_rates_are_told_until_a_newer_one_is_entered():
    day = date(2026, 10, 31)
    assert len(old_rate_remarks(day)) == 2
    assert "529天" in str(old_rate_remarks(day)[0])
    publish(LPR_1Y, date(2026, 10, 20), "2.90")
    (left,) = old_rate_remarks(day)
    assert "5年期以上LPR" in str(left)
    assert rate_on(LPR_1Y, day).reference.percent == Decimal("2.90")


def test_all_references_serve_rules_over_many_loans():
    assert len(all_references()) == ReferenceRate.objects.count()


@pytest.mark.parametrize(
    ("kind", "day", "percent"), [(LPR_5Y, date(2025, 5, 20), "3.5"), (LPR_5Y, date(2026, 1, 1), "0")]
)
def test_a_rate_is_published_once_a_day_and_never_zero(kind, day, percent):
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(kind, day, percent)
