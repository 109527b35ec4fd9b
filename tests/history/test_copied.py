"""A column told as COPY reads it: each kind of value, nothing read otherwise than it was meant."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from registry.history.pouring import as_copied


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (["甲", ""], ["甲", ""]),
        (["a\\N", "b\tc", "d\ne\rf", "plain"], ["a\\\\N", "b\\tc", "d\\ne\\rf", "plain"]),
        ([None, "\\", "x"], ["\\N", "\\\\", "x"]),
        ([None, None], ["\\N", "\\N"]),
        ([1, None, -2], ["1", "\\N", "-2"]),
        (range(3, 5), ["3", "4"]),
        ([True, False], ["True", "False"]),
        ([Decimal("10.50"), Decimal("1E+2")], ["10.50", "1E+2"]),
        ([date(2026, 7, 1), None], ["2026-07-01", "\\N"]),
        ([datetime(2026, 7, 1, 8, 0, 1, 5, UTC)], ["2026-07-01T08:00:01.000005+00:00"]),
    ],
)
def test_each_kind_as_copy_reads_it(values, told):
    assert as_copied(values) == told


@pytest.mark.parametrize("values", [[1, "1"], [b"1"], [{}], ["a", True], [1.5]])
def test_what_is_not_known_for_certain_is_left_to_the_driver(values):
    assert as_copied(values) is None
