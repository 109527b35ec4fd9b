"""P6 as ratios, out of one run in a process and a database of its own. NAMES= for another number than 1,000,000."""

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from benchmarks.ledger.figures import database

HERE = Path(__file__).resolve().parent
NAMED = ("两字", "三字", "四字", "首字母", "代码")  # whole pinyin is told beside them


def search_scan():
    """P6: the slowest of the kinds it names, ÷ LIKE '%…%' over the same rows (goal: at most 1/20)."""
    ran = _ran()
    return {
        "goal": 0.05,
        "ratio": max(ran["asked"][kind] / ran["scan"][kind] for kind in NAMED),
        "told": _told(ran),
    }


def search_exact():
    """P6: the first page of the slowest kind of question, ÷ the page that looks up one exact credit code (goal: at most 5)."""
    ran = _ran()
    spent = "、".join(f"{kind} {value * 1e3:.1f}毫秒" for kind, value in ran["page"].items())
    told = f"{spent}；查询页 {ran['check_page'] * 1e3:.1f}毫秒"
    return {"goal": 5, "ratio": max(ran["page"].values()) / ran["check_page"], "told": told}


FIGURES = (search_scan, search_exact)


def _told(ran):
    each = "、".join(
        f"{kind} {ran['asked'][kind] * 1e3:.2f}毫秒（逐条扫描 {ran['scan'][kind] * 1e3:.0f}）"
        for kind in ran["asked"]
    )
    common = "、".join(f"{word} {value * 1e3:.0f}毫秒" for word, value in ran["common"].items())
    return f"{each}；按代码取一条 {ran['exact'] * 1e3:.2f}毫秒；到处都有的字 {common}；建索引 {ran['built']:.0f}秒"


@cache
def _ran():
    with tempfile.TemporaryDirectory() as home, database(home) as env:
        count = os.environ.get("NAMES", "1000000")
        ran = subprocess.run(
            [sys.executable, HERE / "measure.py", count], env=env, capture_output=True, text=True
        )
    if ran.returncode:
        raise SystemExit(ran.stderr)
    return json.loads(ran.stdout.splitlines()[-1])
