"""`make bench-desk`: the staff's lists and the two clocks alone, on the database in use."""

from benchmarks.desk.figures import FIGURES
from benchmarks.saying import say

if __name__ == "__main__":
    for work in FIGURES:
        say(work.__name__, work())
