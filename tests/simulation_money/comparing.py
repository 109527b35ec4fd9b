"""What the oracle foretells beside what the register shows: every difference by its kind."""

from tests.simulation.comparing import Mismatch

EFFECTS = (
    "day1",
    "day60",
    "warning",
    "raised",
    "late",
    "alert",
    "flag",
    "judged",
    "opened",
    "reminded",
    "climbed",
)


def differences(wanted, found):
    """Every mismatch between what the oracle foretells and what is there."""
    told = [Mismatch("extra", key, found=found[key]) for key in found if key not in wanted]
    told += [Mismatch("lost", key, wanted=wanted[key]) for key in wanted if key not in found]
    for key in wanted.keys() & found.keys():
        told += _fields(key, wanted[key], found[key])
    return told


def _fields(key, wanted, found):
    for name, value in wanted.items():
        if name.endswith("_done"):
            yield from _done(key, name, value, found[name])
        elif value != found[name]:
            yield Mismatch(_kind(name, wanted, found), key, name, value, found[name])


def _done(key, name, wanted, found):
    """The day of execution, within the days foretold; a missing or unforeseen effect is told by its basis."""
    if wanted and found and not wanted[0] <= found <= wanted[1]:
        yield Mismatch("early" if found < wanted[0] else "late", key, name, wanted, found)


def _kind(name, wanted, found):
    value, there = wanted[name], found[name]
    if name.endswith("_times"):
        return "double" if there > value > 0 else "extra" if there > value else "lost"
    if name in EFFECTS or name.startswith("owed"):
        if there is None:
            return "lost"
        return ("early" if wanted.get("state") == "open" else "extra") if value is None else "basis"
    return "state"
