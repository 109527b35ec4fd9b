"""Each guard against doing a thing twice, tested alone: with all others lifted nothing is seen, with none left it is."""

from dataclasses import replace
from datetime import date

import pytest

from .defences import GUARDED
from .test_short import SHORT, START
from .world import Found

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 5, 10)
IN_TURN = replace(
    SHORT, runs={**SHORT.runs, "beside": 0}
)  # what was listed is not known to a second runner: only the claim is
ALONE = [(one, name) for one in GUARDED for name in one.guards]


@pytest.mark.parametrize(("one", "left"), ALONE, ids=lambda given: getattr(given, "name", given))
def test_one_guard_left_is_enough(one, left, world, monkeypatch):
    lived = world(3, START, SHORT if left == "claim" else IN_TURN)
    for name, lift in one.guards.items():
        if name != left:
            lift(monkeypatch)
    lived.live(UNTIL)
    assert lived.counts["compared"]


@pytest.mark.parametrize("one", GUARDED, ids=lambda one: one.name)
def test_without_any_guard_it_is_seen(one, world, monkeypatch):
    lived = world(3, START, SHORT)
    for lift in one.guards.values():
        lift(monkeypatch)
    with pytest.raises(Found) as found:
        lived.live(UNTIL)
    assert found.value.kinds & one.kinds, str(found.value)
