"""Which runs of arrears positions tell, against a slow reading of A17 that shares nothing with the rule."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from registry.lending.rules import Arrears, Seen, paired, runs

DAY0 = date(2026, 6, 1)


def day(n):
    return DAY0 + timedelta(days=n)


def told(*pairs):
    """Positions from (as-of day, first unpaid day or None), in days after DAY0."""
    return [Seen(day(as_of), None if since is None else day(since)) for as_of, since in pairs]


def as_pairs(found):
    return [((r.since - DAY0).days, r.ended_on and (r.ended_on - DAY0).days) for r in found]


def by_reading(pairs):
    """A17 said about each first day by itself: it stands unless a later report knows of an earlier one, and is over
    as of the first report after the last that named it."""
    found = []
    for since in sorted({since for _, since in pairs if since is not None}):
        last = max(as_of for as_of, named in pairs if named == since)
        later = [(as_of, named) for as_of, named in sorted(pairs) if as_of > last]
        if not any(named is not None and named < since for _, named in later):
            found.append((since, later[0][0] if later else None))
    return found


TRUTH = [
    ("nothing reported", [], []),
    ("nothing unpaid", [(5, None)], []),
    ("unpaid", [(5, 3)], [(3, None)]),
    ("unpaid on", [(5, 3), (9, 3)], [(3, None)]),
    ("paid", [(5, 3), (9, None)], [(3, 9)]),
    ("paid, then new arrears", [(5, 3), (9, None), (20, 15)], [(3, 9), (15, None)]),
    ("the old paid, a later one unpaid", [(5, 3), (20, 15)], [(3, 20), (15, None)]),
    ("had not been paid after all", [(5, 3), (9, None), (20, 3)], [(3, None)]),
    ("the later one was an earlier one", [(10, 8), (20, 3)], [(3, None)]),
    ("two become one", [(5, 3), (9, None), (20, 15), (25, 3)], [(3, None)]),
    ("three become one", [(5, 3), (9, None), (20, 15), (25, 22), (30, 2)], [(2, None)]),
]


@pytest.mark.parametrize(("pairs", "expected"), [row[1:] for row in TRUTH], ids=[row[0] for row in TRUTH])
def test_the_truth_table_of_runs(pairs, expected):
    assert as_pairs(runs(told(*pairs))) == expected == by_reading(pairs)


@st.composite
def reports(draw):
    """One report a day, in any order; a first unpaid day is never after the day it is reported of."""
    days = draw(st.lists(st.integers(1, 40), unique=True, max_size=9))
    return [(n, draw(st.none() | st.integers(0, n))) for n in days]


@settings(max_examples=600, deadline=None)
@given(reports())
@example([(30, 12), (10, 8), (20, None)])
def test_runs_are_what_the_reading_says_in_any_order(pairs):
    assert as_pairs(runs(told(*pairs))) == by_reading(pairs)


def run(since, ended=None):
    return Arrears(day(since), day(since), None if ended is None else day(ended))


PAIRS = [
    ("moved earlier", [run(5)], [run(3)], [(5, 3)]),
    ("moved later", [run(5)], [run(8)], [(5, 8)]),
    ("never unpaid on one day", [run(5, 8)], [run(8)], []),
    ("the nearer one", [run(5, 20)], [run(1, 6), run(7)], [(5, 7)]),
    ("each once", [run(5), run(1, 5)], [run(4)], [(5, 4)]),
    ("as near: the older", [run(4, 7), run(6, 9)], [run(5)], [(4, 5)]),
    ("two and two", [run(5, 9), run(12)], [run(6, 9), run(11)], [(5, 6), (12, 11)]),
]


@pytest.mark.parametrize(("lost", "fresh", "expected"), [p[1:] for p in PAIRS], ids=[p[0] for p in PAIRS])
def test_the_truth_table_of_corrected_starts(lost, fresh, expected):
    for order in (lost, lost[::-1]):
        found = [((a.since - DAY0).days, (b.since - DAY0).days) for a, b in paired(order, fresh)]
        assert found == expected
