"""The simulation of the money side in its short form: sixteen notes, half a year with everything in them."""

import os
from datetime import date

import pytest

from .world import Profile

pytestmark = pytest.mark.django_db
START, UNTIL = date(2026, 1, 5), date(2026, 6, 30)
SHORT = Profile(
    notes=16, gap=60, cut_off=0.1, undone=0.15, promised=0.25, claimed=0.8, maturing=5, spread=15,
    runs={"whole": 60, "asleep": 8, "long": 2, "again": 16, "dead": 6, "beside": 6, "back": 2},
)  # fmt: skip


@pytest.mark.parametrize("seed", [int(seed) for seed in os.environ.get("SEEDS", "1").split(",")])
def test_half_a_year_agrees_with_the_oracle_in_everything(seed, world):
    lived = world(seed, START, SHORT).live(UNTIL)
    assert all(lived.counts[what] for what in ("crashes", "undone", "asleep", "claims"))
