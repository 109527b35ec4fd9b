"""P3 as ratios, out of one run in a process and a database of its own. NOTES= for another number than 1,000,000."""

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from benchmarks.ledger.figures import database

HERE = Path(__file__).resolve().parent


def daily_run():
    """P3: 1 % of the notes fall overdue or are 60 days full, ÷ raw SQL that finds and writes the same rows (goal: at most 3)."""
    ran = _ran()
    told = (
        "、".join(f"{key} {ran[key]:.1f}秒" for key in ("floor", "ours"))
        + f"；{ran['rows']}行，{ran['statements']}条语句"
    )
    return {"goal": 3, "ratio": ran["ours"] / ran["floor"], "told": told}


def daily_statements():
    """P3: statements over all notes ÷ statements over a tenth of them with the same changes (goal: the same, 1)."""
    return {"goal": 1, "ratio": _ran()["statements"] / _ran()["statements_small"]}


FIGURES = (daily_run, daily_statements)


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
