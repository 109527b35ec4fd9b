"""Planted bugs: the oracle sees every one of them in a dense year, by the difference it makes and not by an accident."""

from dataclasses import replace
from datetime import date

import pytest

from .bugs import BUGS
from .test_short import SHORT, START
from .world import Found

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 12, 31)
DENSE = replace(SHORT, notes=40, gap=40, settled=0.2, strict_from=date(2026, 4, 1))


def test_without_a_bug_the_year_is_clean(world):
    lived = world(3, START, DENSE).live(UNTIL)
    assert lived.counts["crashes"] and lived.counts["compared"] > 500


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_seen(bug, world, monkeypatch):
    lived = world(3, START, DENSE)
    bug.plant(monkeypatch)
    with pytest.raises(Found) as found:
        lived.live(UNTIL)
    assert found.value.kinds & bug.kinds, str(found.value)
    assert "failed" not in found.value.kinds, str(found.value)
