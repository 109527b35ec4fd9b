"""Ten years of days from the policy's first (`make simulate`): every seed says what it went through."""

import os
import sys
from datetime import date

import pytest

from .world import Found
from .world.profile import WIDE, Profile

pytestmark = pytest.mark.django_db
FIRST = date(2019, 11, 1)
SEEDS = [int(seed) for seed in os.environ.get("SEEDS", "1,2").split(",")]
LAST = date.fromisoformat(os.environ.get("UNTIL", "2029-10-31"))
WORDS = {
    "days": "日", "actions": "人的办理", "runs": "完整运行", "asleep": "未运行", "crashes": "断电", "besides": "并行", "compared": "比对",
    "effects": "比对项",
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_ten_years(world, seed):
    lived = world(seed, FIRST, Profile(leaps=True) if os.environ.get("LEAPS") else WIDE)
    lived.plan_years(FIRST.year, LAST.year)
    try:
        lived.live(LAST)
    except Found as found:
        sys.stdout.write(f"{found}\n")
        raise
    told = "，".join(f"{word}{lived.counts[name]}" for name, word in WORDS.items())
    sys.stdout.write(f"种子{seed}：{told}；丢失、多出、重复、过早、过迟、公开有误均为0。\n")
    assert lived.counts["crashes"] and lived.day > LAST
