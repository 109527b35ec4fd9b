"""Two versions of a table side by side: what came, what changed, what left, and whether so much may leave. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """Whole rows that came or changed; bare keys of those that left."""

    added: list
    changed: list
    removed: list


def difference(before, now, key) -> Difference:
    """`before` and `now` are lists of rows (dicts), `key` the name of the column that stays."""
    old, new = {row[key]: row for row in before}, {row[key]: row for row in now}
    added = [row for name, row in new.items() if name not in old]
    changed = [row for name, row in new.items() if name in old and row != old[name]]
    return Difference(added, changed, [name for name in old if name not in new])


def is_suspicious(rows_before, unexplained, *, percent, least) -> bool:
    """Whether `unexplained` lost rows out of `rows_before` are a drop that a person must look at.

    At least `least` rows and at least `percent` % of what was there.
    """
    return unexplained >= least and unexplained * 100 >= percent * rows_before


def outlives(before, now, key, personal) -> bool:
    """Whether an older version still holds a row, or a column that may name a person, that is not public any more."""
    new = {row[key]: row for row in now}
    return any(
        row[key] not in new or any(row[name] and row[name] != new[row[key]][name] for name in personal)
        for row in before
    )
