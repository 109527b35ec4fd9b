"""How often one address may ask in a minute. Counted in memory, by each worker process for itself: an answer writes nothing."""

import threading

from django.conf import settings

from cms.pages.asking_often import source_of
from registry.history import clock

from .problems import Problem

SECONDS = 60
_lock, _asked = threading.Lock(), {}


def take(request):
    """One request more for this sender. Raises Problem 429 with the seconds to wait."""
    now = int(clock.moment().timestamp())
    span, most = now // SECONDS, settings.API_PER_MINUTE
    with _lock:
        if _asked.get("span") != span:
            _asked.clear()
            _asked["span"] = span
        source = source_of(request)
        _asked[source] = asked = _asked.get(source, 0) + 1
    if asked > most:
        wait = SECONDS - now % SECONDS
        raise Problem(
            429, "请求过于频繁", f"一分钟内最多请求{most}次，已经超过。请{wait}秒后再试；数据量大的，请用 changes/ 只取变化的部分。",
            Retry_After=str(wait),
        )  # fmt: skip
