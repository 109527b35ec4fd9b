"""Both sides as dicts of plain values: every difference by its kind, in words a person can follow."""

from dataclasses import dataclass
from datetime import date
from typing import Any

KINDS = (
    "lost",
    "extra",
    "double",
    "early",
    "late",
    "public",
    "number",
    "wrong",
    "accepted",
    "refused",
    "failed",
)
_PUBLIC = {"open", "label", "named", "board", "check", "shown", "told", "roster", "page"}
_UNDECIDED = {
    "open",
    "in_publicity",
    "held",
    "candidate",
    "proposed",
    "cleared",
    "notified",
    "replied",
    "published",
}


@dataclass(frozen=True)
class Mismatch:
    """One difference: `wanted` by the oracle, `found` in the register."""

    kind: str
    key: tuple
    field: str = ""
    wanted: Any = None
    found: Any = None

    def __str__(self):
        named = "·".join(map(str, self.key))
        return f"[{self.kind}] {named} {self.field}：应为 {self.wanted}，实为 {self.found}"


def differences(wanted, found, doubles=()) -> list[Mismatch]:
    """Every mismatch between what the oracle expects and what the register shows."""
    told = [Mismatch("double", key, found=n, wanted=1) for key, n in doubles]
    told += [Mismatch("lost", key, wanted=wanted[key]) for key in wanted if key not in found]
    told += [Mismatch("extra", key, found=found[key]) for key in found if key not in wanted]
    for key in wanted.keys() & found.keys():
        told += _fields(key, wanted[key], found[key])
    return sorted(told, key=lambda m: (KINDS.index(m.kind), str(m.key)))


def differences_halfway(before, after, found, doubles=()) -> list[Mismatch]:
    """A run broke off: each value is still as it was before, or already as it must be after."""
    told = [Mismatch("double", key, found=n, wanted=1) for key, n in doubles]
    told += [Mismatch("extra", key, found=found[key]) for key in found if key not in after]
    told += [Mismatch("lost", key, wanted=before[key]) for key in before if key not in found]
    for key in after.keys() & found.keys():
        for name, value in found[key].items():
            there = [side[key][name] for side in (before, after) if key in side]
            if value not in there and not _between(value, there):
                told += _fields(key, {name: there[-1]}, {name: value})
    return told


def _between(value, sides):
    """Numbers given so far: as many as before or after, without a gap."""
    return (
        isinstance(value, list) and value == list(range(1, len(value) + 1)) and len(value) <= len(sides[-1])
    )


def _fields(key, wanted, found):
    names = [name for name in wanted if wanted[name] != found.get(name)]
    return [Mismatch(_kind(n, wanted[n], found.get(n)), key, n, wanted[n], found.get(n)) for n in names]


def _kind(name, wanted, found):
    if name in _PUBLIC:
        return "public"
    if name == "numbers":
        return "number"
    if name == "certificates":
        return "lost" if found < wanted else "double"
    if isinstance(wanted, date | None) and isinstance(found, date | None):
        return "early" if wanted is None or (found is not None and found < wanted) else "late"
    if name == "state" and (wanted in _UNDECIDED) != (found in _UNDECIDED):
        return "early" if wanted in _UNDECIDED else "late"
    return "wrong"
