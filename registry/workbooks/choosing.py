"""Which sheet of a workbook is the table: the first visible one with a header that is known. Pure."""

from .words import plain

SEARCHED = 20
LEAST = 3


def score(rows, words) -> int:
    """How many known header words the best of the first rows (or of two rows, one above the other) holds."""
    best, above = 0, []
    for row in rows[:SEARCHED]:
        dressed = [plain(cell) for cell in row]
        best = max(best, len({w for w in dressed if w in words}), _paired(above, dressed, words))
        above = dressed
    return best


def _paired(above, below, words):
    group, found = "", set()
    for index, word in enumerate(below):
        group = above[index] if index < len(above) and above[index] else group
        found |= {name for name in (word, group + word) if word and name in words}
    return len(found)


def choose(seen) -> int:
    """Index into `seen`, a list of (name, score, filled): the first recognisable, else the best, else the first filled."""
    known = [at for at, (_, points, _) in enumerate(seen) if points >= LEAST]
    if known:
        return known[0]
    filled = [at for at, (_, _, holds) in enumerate(seen) if holds]
    return max(filled, key=lambda at: (seen[at][1], -at)) if filled else -1
