"""`make bench-crowd`: readers alone, on the database in use. Needs nginx and wrk on the path."""

from benchmarks.crowd.figures import FIGURES
from benchmarks.saying import say

if __name__ == "__main__":
    for work in FIGURES:
        say(work.__name__, work())
