"""Only the edges read the clock; below them the day is an argument."""

import ast

from .source import files, module_of, name, tree

DAY_READERS = ("admin", "views", "tasks", "commands", "context", "feeds", "forms")
CALLS = {"today", "now", "localdate", "localtime", "moment", "utcnow", "time_ns"}
ALLOWED_OWNERS = {"clock", "date", "datetime", "timezone", "time"}


def is_edge(module):
    """cms, and in every room its admin, tasks and commands; the clock itself; the ledger's recorded moment."""
    words = module.split(".")
    if words[0] in ("cms", "scripts", "benchmarks") or module == "registry.history.clock":
        return True
    return any(word.startswith(DAY_READERS) for word in words[1:])


def readings(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
            owner = node.func.value
            owner = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if owner in ALLOWED_OWNERS:
                yield f"{owner}.{node.func.attr}", node.lineno


def test_below_the_edge_nobody_asks_what_day_it_is():
    below = [path for path in files() if not is_edge(module_of(path))]
    assert len(below) > 600
    told = [(name(path), *reading) for path in below for reading in readings(path)]
    assert not [one for one in told if one[1] != "clock.moment"]


def test_the_recorded_moment_is_read_in_the_ledger_and_history_only():
    rooms = ("registry.ledger", "registry.history", "registry.parties.founding", "cms")
    wrong = [
        name(path)
        for path in files()
        if any(call == "clock.moment" for call, _ in readings(path)) and not module_of(path).startswith(rooms)
    ]
    assert not wrong
