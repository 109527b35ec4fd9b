"""What work costs: seconds of processor of this process, its children and its database server. The clock would measure neighbours."""

import gc
import os
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
    """The PostgreSQL process that serves this connection, where it runs on this machine."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return 0


def peak():
    """Megabytes this process, and the largest of its children, ever held."""
    return [
        resource.getrusage(who).ru_maxrss / MB for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
