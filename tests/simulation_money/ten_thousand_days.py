"""10,000 days × 1,000 notes (`make simulate-money`), one such world for every seed, side by side on two cores.

Every note lives through every day: 10,000,000 days of notes in a world. Every seed says what it went through, and, run
without `-n`, how far it has come. SEEDS=1,2 DAYS=10000.
"""

import gc
import os
import sys
import time
from datetime import date, timedelta

import pytest

from .world import Found, Profile

pytestmark = pytest.mark.django_db
FIRST = date(2019, 11, 4)
SEEDS = [int(seed) for seed in os.environ.get("SEEDS", "1,2").split(",")]
LAST = FIRST + timedelta(days=int(os.environ.get("DAYS", "10000")) - 1)
YEAR = 365
LONG = Profile(
    notes=1000, gap=12_000, whole_look=500, spread=200, every=4, punctual=0.85, furthest=40, strict_from=date(2030, 1, 1),
    runs={"whole": 870, "asleep": 8, "long": 2, "again": 50, "dead": 25, "beside": 8, "back": 4},
)  # fmt: skip
WORDS = {
    "days": "日", "words": "报送", "claims": "起草代偿申请", "undone": "撤销", "runs": "完整运行", "asleep": "未运行", "crashes": "断电", "besides": "并行", "compared": "比对",
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_ten_thousand_days(world, seed, capsys):
    lived = world(seed, FIRST, LONG)
    gc.freeze()  # what stands by now stays: the collector need not look through it again
    try:
        for year in range(YEAR, (LAST - FIRST).days, YEAR):
            lived.live(FIRST + timedelta(days=year))
            with capsys.disabled():
                sys.stdout.write(f"种子{seed}：到{lived.day}，处理器{time.process_time():.0f}秒，无不一致\n")
        lived.live(LAST)
    except Found as found:
        sys.stdout.write(f"{found}\n")
        raise
    told = "，".join(f"{word}{lived.counts[name]}" for name, word in WORDS.items())
    sys.stdout.write(f"种子{seed}：{len(lived.notes)}笔借据，{told}；丢失、多出、重复、过早、过迟均为0。\n")
    assert lived.counts["crashes"] and lived.day > LAST
