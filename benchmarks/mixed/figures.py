"""P12 as ratios. CROWD_VAR= keeps the demonstration county between runs; SECONDS= for another length of each half."""

import json
import os
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from benchmarks.crowd.figures import ROOT, _county, _run
from benchmarks.crowd.serving import _started, served
from benchmarks.mixed.loading import measured
from cms.serve import commands

HERE = Path(__file__).resolve().parent


def mixed_public():
    """P12: p95 of public pages made anew under the load, ÷ their p95 before it (goal: at most 5)."""
    return _ratio("public", "公开页面")


def mixed_admin():
    """P12: p95 of the office's pages under the load, ÷ their p95 before it (goal: at most 5)."""
    return _ratio("admin", "业务后台")


def mixed_lost():
    """P12: objections that were neither kept nor refused in words, or were receipted and are not there (goal: none)."""
    ran = _ran()
    lost = ran["failed"] + max(ran["receipted"] - ran["kept"], 0)
    told = (
        f"送出{ran['sent']}件，回执{ran['receipted']}件，登记在册{ran['kept']}件；登录成{ran['logins']}次，被限速{ran['turned_away']}次；"
        f"{ran['upload']}，读出{ran['rows']}行"
    )
    return {"goal": 0, "ratio": lost, "told": told}


FIGURES = (mixed_public, mixed_admin, mixed_lost)


def _ratio(whose, label):
    idle, busy = _ran()["idle"][whose], _ran()["busy"][whose]
    return {"goal": 5, "ratio": busy / idle, "told": f"{label} p95 {idle * 1e3:.0f}→{busy * 1e3:.0f}毫秒"}


@cache
def _ran():
    with (
        _county() as var,
        tempfile.TemporaryDirectory() as folder,
        served(var, Path(folder)) as site,
        ExitStack() as stack,
    ):
        _run(["manage.py", "collectstatic", "--noinput"], var)
        _run(["manage.py", "create_huey_tables"], var)
        _started(stack, commands(0)["定时事项"], env=os.environ | {"XBD_VAR": str(var)})
        book = Path(folder) / "台账.xlsx"
        _run([str(ROOT / "benchmarks/ledger/workbook.py"), "20000", str(book)], var)
        return measured(
            site.front, book, lambda: json.loads(_run([str(HERE / "counting.py")], var).splitlines()[-1])
        )
