"""Planted bugs: the oracle sees every one of them, by the difference it makes and not by an accident."""

import pytest

from .bugs import BUGS, SCENES
from .scenes import profile_of
from .world import Found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_without_a_bug_the_scene_is_clean(scene, world, approved):
    lived = world(1, profile=profile_of(scene), spare=approved)
    scene(lived)
    assert lived.counts["compared"]


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_seen(bug, world, approved, monkeypatch):
    lived = world(1, profile=profile_of(bug.scene), spare=approved)
    bug.plant(monkeypatch)
    with pytest.raises(Found) as found:
        bug.scene(lived)
    assert found.value.kinds & bug.kinds, str(found.value)
    assert "failed" not in found.value.kinds, str(found.value)
