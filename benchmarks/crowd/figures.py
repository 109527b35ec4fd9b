"""P4 and P5 as ratios. CROWD_VAR= keeps the demonstration county between runs; READERS= and SECONDS= for another crowd."""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from benchmarks.crowd.reading import crowd, freshness, rate
from benchmarks.crowd.serving import served

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def page_made():
    """P4: the notice page, made, ÷ an empty Wagtail page of this project (goal: at most 1.5)."""
    ran = _pages()
    return {"goal": 1.5, "ratio": ran["page"] / ran["empty"], "told": f"公示页 {ran['page'] * 1000:.1f} 毫秒"}


def page_spared():
    """P4: the notice page answered 304, ÷ made (goal: at most 0.3)."""
    return {"goal": 0.3, "ratio": _pages()["spared"] / _pages()["page"]}


def crowd_served():
    """P5: the same bytes as a plain file, requests a second, ÷ pages to a thousand readers, cold cache (goal: at most 10)."""
    ran = _crowd()
    told = f"{rate(ran['ours']):.0f} 次/秒，p99 {ran['ours']['p99_ms']:.0f} 毫秒；静态文件 {rate(ran['static']):.0f} 次/秒"
    return {"goal": 10, "ratio": rate(ran["static"]) / rate(ran["ours"]), "told": told}


def crowd_errors():
    """P5: requests of the crowd that failed (goal: none)."""
    return {"goal": 0, "ratio": _crowd()["ours"]["errors"]}


def crowd_fresh():
    """P5: the later of publication seen and withdrawal seen, seconds ÷ 10 (goal: at most 1)."""
    seen, gone = _crowd()["fresh"]
    return {
        "goal": 1,
        "ratio": max(seen, gone) / 10,
        "told": f"发布 {seen:.1f} 秒、撤销 {gone:.1f} 秒后读者可见",
    }


FIGURES = (page_made, page_spared, crowd_served, crowd_errors, crowd_fresh)


@cache
def _pages():
    with _county() as var:
        return json.loads(_run([str(HERE / "pages.py")], var).splitlines()[-1])


@cache
def _crowd():
    with _county() as var, tempfile.TemporaryDirectory() as folder, served(var, Path(folder)) as site:
        _run(["manage.py", "collectstatic", "--noinput"], var)
        pages = ["/", "/gongshi/", "/gonggao/", "/minglu/", "/n/GS20260001/", "/n/GS20260002/"]
        body = urllib.request.urlopen(f"{site.front}{pages[-1]}").read()
        (site.folder / "same" / "page.html").write_bytes(body)
        static = crowd(site.static, ["/"])
        ours = crowd(site.front, pages)
        return {"static": static, "ours": ours, "fresh": freshness(site, pages, var)}


@contextmanager
def _county():
    """A folder with the demonstration county."""
    kept = os.environ.get("CROWD_VAR")
    with tempfile.TemporaryDirectory() as fresh:
        var = Path(kept or fresh)
        var.mkdir(parents=True, exist_ok=True)
        if not (var / "seeded").exists():
            for verb in (["migrate", "-v0"], ["build_site"], ["seed_demo"]):
                _run(["manage.py", *verb], var)
            (var / "seeded").touch()
        yield var


def _run(words, var):
    env = os.environ | {"XBD_VAR": str(var)}
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout
