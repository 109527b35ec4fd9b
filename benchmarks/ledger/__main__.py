"""`make bench-ledger`: the ledger alone, on the database in use."""

from benchmarks.ledger.figures import FIGURES
from benchmarks.saying import say

if __name__ == "__main__":
    for work in FIGURES:
        say(work.__name__, work())
