"""Faults at a chosen statement: the process dies there, or another runner does the same work in between."""

from contextlib import nullcontext
from unittest.mock import patch

from django.db import connection

from registry.ledger import duties

_BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK")


class Crash(BaseException):
    """The process is gone. No `except Exception` of the product may live on after it."""


class Breaking:
    """An execute wrapper that dies before (or just after) the `at`-th statement that begins with `beginning`."""

    def __init__(self, at, *, after=False, beginning=""):
        self.at, self.after, self.beginning, self.seen, self.broke = at, after, beginning, 0, False

    def __call__(self, execute, sql, params, many, context):
        if str(sql).startswith(_BOOKKEEPING) or not str(sql).startswith(self.beginning):
            return execute(sql, params, many, context)
        self.seen += 1
        if self.seen != self.at:
            return execute(sql, params, many, context)
        if self.after:
            execute(sql, params, many, context)
        self.broke = True
        raise Crash


class Beside:
    """An execute wrapper that lets a second runner do everything at the `at`-th statement outside any transaction."""

    def __init__(self, at, other):
        self.at, self.other, self.seen = at, other, 0
        self.depth = len(connection.savepoint_ids)

    def __call__(self, execute, sql, params, many, context):
        if len(connection.savepoint_ids) == self.depth and not str(sql).startswith(_BOOKKEEPING):
            self.seen += 1
            if self.seen == self.at:
                self.other()
        return execute(sql, params, many, context)


def broken_off(act, at, **where) -> bool:
    """Do `act` and die at its `at`-th statement (`where`: see Breaking). False when it was over before."""
    wrapper = Breaking(at, **where)
    try:
        with connection.execute_wrapper(wrapper):
            act()
    except Crash:
        return True
    return wrapper.broke


def beside(act, other, at):
    """Do `act`, and all of `other` in the middle of it; neither is kept waiting by the lock that lets one work at a time."""
    unlocked = patch.object(duties, "alone", lambda *, wait: nullcontext(True))
    with unlocked, connection.execute_wrapper(Beside(at, other)):
        return act()
