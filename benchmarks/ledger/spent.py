"""What work costs: seconds of processor of this process, its children and its database server. The clock would measure neighbours."""

import gc
import os
import re
import resource
import time
from contextlib import suppress
from pathlib import Path

from django.db import connection

MB = 1024


def seconds(work):
    """Processor seconds of `work()`."""
    gc.collect()
    before = _spent()
    work()
    return _spent() - before


def _spent():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime + _server()


def _server():
    """Processor seconds of the PostgreSQL process that serves this connection, where it runs on this machine."""
    told = _told_of_server("stat").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK") if told else 0


def _told_of_server(what):
    """What Linux tells of that process; "" where there is none to be asked about."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with suppress(OSError):
        return Path(f"/proc/{pid}/{what}").read_text(encoding="ascii")
    return ""


def peak():
    """Megabytes this process, the largest of its children and its database server ever held.

    Of the server what is its own: pages it shares with its fellows are not counted, as far as it holds them at the end.
    """
    told = dict(re.findall(r"(VmHWM|RssShmem):\s+(\d+)", _told_of_server("status")))
    own = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    server = int(told.get("VmHWM", 0)) - int(told.get("RssShmem", 0))
    return [kilobytes / MB for kilobytes in (*own, server)]
