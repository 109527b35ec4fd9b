"""How far a piece of work is and whether it is to stop, beside the database: a transaction that is open hides nothing.

A small file per job in private storage, replaced whole; numbers only, nothing of what the bank sent.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.storage import storages

BEAT_SECONDS = 0.5
PHASES = {
    "read": {
        "reading": ("读取文件", 0.15), "rows": ("整理各行", 0.2), "judging": ("与登记簿核对", 0.25),
        "following": ("推算将触发的事项", 0.2), "keeping": ("保存核对结果", 0.2),
    },
    "book": {
        "judging": ("入账前再次核对", 0.3), "booking": ("写入登记簿", 0.5), "following": ("办理逾期等事项", 0.2),
    },
}  # fmt: skip


class Cancelled(Exception):
    """The person who waits has called it off; everything of this run is taken back."""


@dataclass(frozen=True)
class Sign:
    """`done` of `total` rows of a phase; `began` and `at` are when this run began and when it last moved."""

    phase: str
    done: int
    total: int
    began: datetime
    at: datetime


def _path(job, ending=""):
    return Path(storages["private"].path(f"progress/{job.key}{ending}"))


class Reporter:
    """Listens to one run of one job: writes the sign, and stops the run when it was called off. `moment()` is the clock."""

    def __init__(self, job, moment):
        self.job, self.moment, self.began, self.last, self.phase = job, moment, moment(), None, ""
        _path(job).parent.mkdir(parents=True, exist_ok=True)

    def __call__(self, phase, done, total):
        if called_off(self.job):
            raise Cancelled
        now = self.moment()
        if phase == self.phase and (now - self.last).total_seconds() < BEAT_SECONDS:
            return
        self.phase, self.last = phase, now
        told = {
            "phase": phase,
            "done": done,
            "total": total,
            "began": self.began.isoformat(),
            "at": now.isoformat(),
        }
        _write(_path(self.job), json.dumps(told))


def _write(path, text):
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.write_text(text)
    draft.replace(path)


def sign_of(job) -> Sign | None:
    """The last sign of the job, or None before the first."""
    try:
        told = json.loads(_path(job).read_text())
    except FileNotFoundError:
        return None
    began, at = (datetime.fromisoformat(told[name]) for name in ("began", "at"))
    return Sign(told["phase"], told["done"], told["total"], began, at)


def fraction(kind, sign) -> float:
    """How much of the whole is done, by the usual share of each phase; from 0 to 1."""
    passed = 0.0
    for name, (_, share) in PHASES[kind].items():
        if name == sign.phase:
            return passed + share * (sign.done / sign.total if sign.total else 0)
        passed += share
    return 0.0


def seconds_left(kind, sign, now) -> int | None:
    """By the pace so far, which falls while nothing moves; None as long as too little is done to say."""
    part, spent = fraction(kind, sign), (now - sign.began).total_seconds()
    if part < 0.1 or spent < 1:
        return None
    return max(1, round(spent * (1 - part) / part))


def call_off(job):
    _path(job).parent.mkdir(parents=True, exist_ok=True)
    _path(job, ".stop").touch()


def called_off(job) -> bool:
    return _path(job, ".stop").exists()


def wipe(job):
    """Take the signs of a settled job away."""
    for ending in ("", ".stop"):
        _path(job, ending).unlink(missing_ok=True)
