"""Whether the machine's clock can be believed before anything falls due by it: nothing early by a wrong clock (JOB-4)."""

import logging
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from registry.history import clock
from registry.ledger.models import DutyRun

from .steady import expected, keep_mark

TOLERANCE = timedelta(minutes=2)
logger = logging.getLogger(__name__)


def doubts() -> list[str]:
    """Sentences while the clock lies behind what has been written down, differs from the database server's, or was set forward."""
    now, found = clock.moment(), []
    last = DutyRun.objects.order_by("-started_at").values_list("started_at", flat=True).first()
    if last and last - now > TOLERANCE:
        found.append(
            f"系统时钟倒退：上次定时事项在{_written(last)}运行，现在的时钟是{_written(now)}。请校准时钟；校准之前定时事项不运行。"
        )
    server = _server_time()
    if server and abs(server - now) > TOLERANCE:
        found.append(
            f"系统时钟与数据库服务器相差超过2分钟：系统{_written(now)}，数据库{_written(server)}。请校准时钟；校准之前定时事项不运行。"
        )
    should = expected()
    if should and now - should > TOLERANCE:
        found.append(
            f"系统时钟向前跳动：按机器运行的时间，现在应是{_written(should)}，时钟却是{_written(now)}。请校准时钟；"
            "核对无误的，在服务器上执行 manage.py trust_clock。校准或者确认之前定时事项不运行。"
        )
    return found


def believed() -> bool:
    """Whether timed duties may run now; says in the log why not. A clock that is believed becomes the next mark."""
    told = doubts()
    for sentence in told:
        logger.error(sentence)
    if not told:
        keep_mark()
    return not told


def _server_time():
    """The database server's own clock; None where the database has none of its own (SQLite)."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def _written(moment):
    return f"{timezone.localtime(moment):%Y年%m月%d日%H:%M}"
