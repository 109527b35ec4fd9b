"""A process that is killed: after its n-th step outside itself (a statement, a commit, a file), or at any moment from without."""

import multiprocessing
import os
import signal
import time
import traceback

from django.core.files.storage import FileSystemStorage
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

FORK = multiprocessing.get_context("fork")


class Steps:
    """Counts the steps of this process; after step number `last` it is no more (SIGKILL: nothing is given back)."""

    def __init__(self, last=0):
        self.done, self.last = 0, last

    def step(self, did):
        """The function with a step after it."""

        def stepping(*args, **kwargs):
            answer = did(*args, **kwargs)
            self.done += 1
            if self.done == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return stepping

    def watch(self):
        """From here on, for this process only."""
        run = self.step(lambda execute, *given: execute(*given))
        connection.execute_wrappers.append(run)
        BaseDatabaseWrapper._commit = self.step(BaseDatabaseWrapper._commit)
        for name in ("_save", "delete"):
            setattr(FileSystemStorage, name, self.step(getattr(FileSystemStorage, name)))


def _live(act, last, told):
    connections.close_all()
    steps, began = Steps(last), time.perf_counter()
    steps.watch()
    try:
        act()
        told.send((steps.done, time.perf_counter() - began, ""))
    except BaseException:
        told.send((steps.done, 0, traceback.format_exc()))
    connections.close_all()
    os._exit(0)


def lived(act, *, last=0, seconds=None):
    """Do `act` in a process of its own. (steps, seconds) when it came to its end, None when it was killed on the way.

    `last` is the step it dies after, `seconds` when it is killed from without. Any other end fails the test.
    """
    connections.close_all()
    heard, told = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_live, args=(act, last, told))
    process.start()
    told.close()
    if seconds is not None:
        process.join(seconds)
        process.kill()
    process.join(120)
    _gone()
    try:
        done, took, problem = heard.recv()
    except EOFError:
        assert process.exitcode == -signal.SIGKILL
        return None
    assert not problem, problem
    return done, took


def _gone():
    """On PostgreSQL the server needs a moment to find that nobody is there any more."""
    if connection.vendor != "postgresql":
        return
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)
    raise AssertionError("a killed process still has a connection")


def spread(steps, many):
    """At most `many` of the steps, evenly, the last four (about the commit) always among them."""
    if not many or many >= steps:
        return list(range(1, steps + 1))
    chosen = {steps * turn // (many - 3) for turn in range(1, many - 3)}
    return sorted(chosen | set(range(max(steps - 3, 1), steps + 1)))
