"""How long the machine has been running, by a clock nobody can set: shows when the other one was set forward (JOB-4).

The mark is the last moment both were believed, kept in a file because it belongs to this machine and not to the data.
"""

import json
import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from registry.history import clock


def reading():
    """(name of this start of the machine, seconds since then, sleep included); None where the system does not tell."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return boot, time.clock_gettime(time.CLOCK_BOOTTIME)
    except (OSError, AttributeError):
        return None


def expected() -> datetime | None:
    """What the clock should say now, going by the mark; None without one, or since the machine was started anew."""
    now, mark = reading(), _mark()
    if now is None or mark is None or mark["boot"] != now[0]:
        return None
    return datetime.fromisoformat(mark["wall"]) + timedelta(seconds=now[1] - mark["seconds"])


def keep_mark():
    """Both clocks are believed as they stand now."""
    now = reading()
    if now is None:
        return
    path = Path(settings.CLOCK_MARK)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_text(json.dumps({"boot": now[0], "seconds": now[1], "wall": clock.moment().isoformat()}))
    beside.replace(path)


def _mark():
    try:
        mark = json.loads(Path(settings.CLOCK_MARK).read_text())
        return mark if {"boot", "seconds", "wall"} <= set(mark) else None
    except (OSError, ValueError, TypeError):
        return None
