"""Where the header stands in a sheet, and which column of ours each column of it is. Pure.

A header is one line, or two with a merged group above (“贷款” over “金额” and “余额”).
"""

from dataclasses import dataclass

from registry.workbooks.words import plain

from .cells import text
from .columns import BY_NAME, KNOWN, SKIP

SEARCHED = 20
LEAST = 3


@dataclass(frozen=True)
class Header:
    """Lines `first` to `last` counted from 1. Per column: `labels` as written, `keys` to remember it by, `names`.

    A name is a column of ours, `SKIP` where the bank has said it is not used, or "" where nobody knows.
    """

    first: int
    last: int
    labels: tuple[str, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def score(self):
        return len({name for name in self.names if name and name != SKIP})

    @property
    def places(self):
        """Column name to index; of several the first."""
        found = {}
        for index, name in enumerate(self.names):
            if name and name != SKIP:
                found.setdefault(name, index)
        return found


def find_header(grid, taught=None, merged=(), at=0) -> Header | None:
    """The header among the first rows: the one naming most columns; else the likeliest line; None when there is none.

    `taught` maps keys to names as the bank has said; with `at` the header ends on that row, whatever it names.
    """
    taught = taught or {}
    rows = range(at, at + 1) if 0 < at <= len(grid) else range(1, min(len(grid), SEARCHED) + 1)
    found = [header for number in rows for header in _candidates(grid, number, merged, taught)]
    best = max(found, key=lambda one: (one.score, one.first == one.last, -one.last), default=None)
    if best is None or at or best.score >= LEAST:
        return best
    return max(found, key=lambda one: (one.first == one.last, _worded(one), -one.last))


def _worded(header):
    """How many labels are words rather than figures: titles have one, data lines hold numbers."""
    words = [label for label in header.labels if label and not any(c.isdigit() for c in label)]
    return len(words) if len(words) >= LEAST else 0


def _candidates(grid, number, merged, taught):
    lower = [text(cell) for cell in grid[number - 1]]
    if not any(lower):
        return
    yield _made(number, number, [("", word) for word in lower], taught)
    if number > 1:
        upper = _spread(grid[number - 2], number - 2, len(lower), merged, lower)
        if any(upper):
            yield _made(number - 1, number, list(zip(upper, lower, strict=True)), taught)


def _spread(row, index, width, merged, lower):
    """The group above each column: over its merged cells where the sheet says so, else to the next group."""
    upper = [text(cell) for cell in row[:width]]
    upper += [""] * (width - len(upper))
    spans = [one for one in merged if one[0] <= index <= one[2]]
    if not spans:
        for column in range(1, width):
            upper[column] = upper[column] or (upper[column - 1] if lower[column] else "")
        return upper
    for top, left, _, right in spans:
        if top == index and right - left < width - 1:
            for column in range(left, min(right + 1, width)):
                upper[column] = upper[left]
    return upper


def _made(first, last, pairs, taught):
    labels, keys, names = [], [], []
    for group, word in pairs:
        whole = plain(group + word)
        key = whole if whole not in keys else f"{whole}#{sum(k.split('#')[0] == whole for k in keys) + 1}"
        labels.append("".join((group, word)))
        keys.append(key if whole else "")
        names.append(_name(taught, key, whole, plain(word)) if whole else "")
    return Header(first, last, tuple(labels), tuple(keys), tuple(names))


def _name(taught, key, whole, word):
    if taught.get(key) in BY_NAME or taught.get(key) == SKIP:
        return taught[key]
    column = KNOWN.get(whole) or KNOWN.get(word)
    return column.name if column else ""
