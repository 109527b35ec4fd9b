"""P1 and P2 as ratios, out of one run in processes and databases of its own. ROWS= for another length than 100,000."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
FEW, WARM, MEMORY = 10_000, 500, 512


def ledger_first():
    """P1: upload to booked, ÷ calamine, check loop and one set-based write with history (goal: at most 4)."""
    ran = _ran()
    return {"goal": 4, "ratio": ran["first"] / ran["floor"], "told": _told(ran)}


def ledger_again():
    """P2: the same file again, nothing new, ÷ the same floor (goal: at most 2)."""
    return {"goal": 2, "ratio": _ran()["again"] / _ran()["floor"]}


def ledger_flat():
    """P1: time per row of the long file against that of 10,000 rows: how far apart (goal: at most 0.2)."""
    ran = _ran()
    return {"goal": 0.2, "ratio": abs(ran["first"] / _rows() / (ran["small"] / _few()) - 1)}


def ledger_memory():
    """P1: the most that the largest process held, ÷ 512 MB (goal: at most 1)."""
    return {"goal": 1, "ratio": max(_ran()["memory"]) / MEMORY}


def ledger_stock():
    """P1: 10,000 rows, ours ÷ django-import-export as its admin does it, with history (goal: at most 1/25).

    Both where nothing is booked yet; `grown` tells what ours takes on top of the long file.
    """
    return {"goal": 0.04, "ratio": _ran()["beside"] / _ran()["stock"]}


FIGURES = (ledger_first, ledger_again, ledger_flat, ledger_memory, ledger_stock)


def _rows():
    return int(os.environ.get("ROWS", 100_000))


def _few():
    return min(_rows(), FEW)


def _told(ran):
    large, small = _rows(), _few()
    keys = dict.fromkeys(("floor", "first", "again"), large)
    keys |= dict.fromkeys(("small", "grown", "beside", "stock"), small)
    spent = "、".join(
        f"{key} {ran[key]:.2f}秒（{rows}行，每行{ran[key] / rows * 1e6:.0f}微秒）"
        for key, rows in keys.items()
    )
    held = "、".join(f"{megabytes:.0f}" for megabytes in ran["memory"])
    return f"{spent}；内存（本进程、读取进程、数据库）{held}MB"


@cache
def _ran():
    with tempfile.TemporaryDirectory() as home:
        sizes = {"large": _rows(), "small": _few(), "warm": WARM}
        files = [f"{home}/{name}.xlsx" for name in sizes]
        for file, size in zip(files, sizes.values(), strict=True):
            _python(os.environ, "workbook.py", str(size), file)
        return _measured(f"{home}/all", files) | _measured(f"{home}/beside", files[1:])


def _measured(home, files):
    """What the measuring process told, in a fresh database."""
    Path(home).mkdir()
    with database(home) as env:
        _python(env, "preparing.py")
        told = _python(env, "measure.py", *files, str(_rows()))
    return json.loads(told.splitlines()[-1])


def _python(env, script, *given):
    ran = subprocess.run([sys.executable, HERE / script, *given], env=env, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(ran.stderr)
    return ran.stdout


@contextmanager
def database(home):
    """The environment of the measuring process: SQLite in `home`, or an empty database on the server of DATABASE_URL."""
    env, url = {**os.environ, "XBD_VAR": home}, os.environ.get("DATABASE_URL")
    if not url:
        yield env
        return
    import psycopg

    name = f"ledger_bench_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield env | {"DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
