"""`make bench-daily`: the daily run alone, on the database in use."""

from benchmarks.daily.figures import FIGURES
from benchmarks.saying import say

if __name__ == "__main__":
    for work in FIGURES:
        say(work.__name__, work())
