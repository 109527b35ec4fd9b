"""How often one sender may ask in a minute, counted by all workers together in the database.

A worker tells the database every so many requests, not each: who reads a little writes nothing, and the limit is passed by no more
than what the workers have not told yet, a twentieth each.
"""

import threading

from django.db import IntegrityError, transaction
from django.db.models import F

from cms.models import Reads
from registry.history import clock

from .problems import Problem

SECONDS, KEPT, PARTS = 60, 10, 20
_lock, _asked = threading.Lock(), {}


def take(source, most):
    """One request more for this sender. Raises Problem 429 with the seconds to wait."""
    now = int(clock.moment().timestamp())
    span = now // SECONDS
    untold = _counted(source, span, most)
    if untold is None:
        wait = SECONDS - now % SECONDS
        raise Problem(
            429, "请求过于频繁", f"一分钟内最多请求{most}次，已经超过。请{wait}秒后再试；数据量大的，请用 changes/ 只取变化的部分。",
            Retry_After=str(wait),
        )  # fmt: skip
    if untold:
        told = _tell(source, span, untold)
        with _lock:
            if (span, source) in _asked:
                _asked[span, source][0] = told


def _counted(source, span, most):
    """None where the limit is reached; else how many requests are now to be told to the others, mostly 0."""
    with _lock:
        for old in [one for one in _asked if one[0] != span]:
            del _asked[old]
        counts = _asked.setdefault((span, source), [0, 0])
        if sum(counts) >= most:
            return None
        counts[1] += 1
        untold = counts[1] if counts[1] >= max(1, most // PARTS) else 0
        counts[1] -= untold
        return untold


def _tell(source, span, number):
    """Add to the common count. Returns it."""
    rows = Reads.objects.filter(source=source, span=span)
    if not rows.update(asked=F("asked") + number):
        Reads.objects.filter(span__lt=span - KEPT).delete()
        try:
            with transaction.atomic():
                Reads.objects.create(source=source, span=span, asked=number)
        except IntegrityError:
            rows.update(asked=F("asked") + number)
    return rows.values_list("asked", flat=True).get()
