"""`make bench-mixed`: the mixed load alone, on the database in use. Needs nginx on the path."""

from benchmarks.mixed.figures import FIGURES
from benchmarks.saying import say

if __name__ == "__main__":
    for work in FIGURES:
        say(work.__name__, work())
