"""P7 and P11 as ratios, out of one run in a process and a database of its own. NOTES= for another number than 1,000,000."""

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from benchmarks.ledger.figures import database

HERE = Path(__file__).resolve().parent


def desk_lists():
    """P7: the slowest of page 1, filters and searches over all notes, ÷ the same over a hundredth of them (goal: at most 3)."""
    few, many = _ran()["few"], _ran()["many"]
    told = "、".join(f"{name} {few[name] * 1e3:.0f}→{many[name] * 1e3:.0f}毫秒" for name in many)
    return {"goal": 3, "ratio": max(many[name] / few[name] for name in many), "told": told}


def desk_counts():
    """P7: statements of these lists that count a whole table (goal: none)."""
    return {"goal": 0, "ratio": len(_ran()["counted"]), "told": "；".join(_ran()["counted"])[:300]}


def desk_clocks():
    """P11: status on one day as known on another, of any business, ÷ the indexed look-up of its status now (goal: at most 3)."""
    ran = _ran()
    told = f"当时所知 {ran['then'] * 1e3:.2f}毫秒，现在 {ran['now'] * 1e3:.2f}毫秒"
    return {"goal": 3, "ratio": ran["then"] / ran["now"], "told": told}


FIGURES = (desk_lists, desk_counts, desk_clocks)


@cache
def _ran():
    with tempfile.TemporaryDirectory() as home, database(home) as env:
        count = os.environ.get("NOTES", "1000000")
        ran = subprocess.run(
            [sys.executable, HERE / "measure.py", count], env=env, capture_output=True, text=True
        )
    if ran.returncode:
        raise SystemExit(ran.stderr)
    return json.loads(ran.stdout.splitlines()[-1])
