"""`make bench-search`: the search alone, on the database in use."""

from benchmarks.saying import say
from benchmarks.search.figures import FIGURES

if __name__ == "__main__":
    for work in FIGURES:
        say(work.__name__, work())
