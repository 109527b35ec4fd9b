"""A world with its clock held, and a database with applications approved beforehand."""

import contextlib

import pytest
import time_machine
from django.db import connection

from cms import timekeeping
from publicity import looking
from tests.conftest import WORKER
from tests.support.template import point_at, store

from .scenes import START
from .world import World, people
from .world.profile import WIDE
from .world.site import MINUTES

APPROVED = 8


@pytest.fixture(scope="module")
def approved(django_db_setup, django_db_blocker):
    """Ids of applications approved on the first day of the scenes, in a copy of the template for this module."""
    keeper, shared, label = store(), connection.settings_dict["NAME"], f"approved_{WORKER}"
    with django_db_blocker.unblock():
        keeper.copy(label)
        with time_machine.travel(f"{START}T08:00:00+08:00", tick=False):
            subjects = [people.business(n, individual=n % 2 == 1) for n in range(APPROVED)]
            rows = [people.approved(subject, START) for subject in subjects]
        yield [row.pk for row in rows]
        keeper.drop(label)
        point_at(shared)


@pytest.fixture
def world(tmp_path, monkeypatch, settings):
    """`world(seed, start, profile, spare)` gives a World; its clock stands still but for the world's own steps."""
    monkeypatch.setattr(timekeeping, "_server_time", lambda: None)
    with contextlib.ExitStack() as stack:
        traveller = stack.enter_context(time_machine.travel(f"{START}T08:00:00+08:00", tick=False))

        def made(seed, start=START, profile=WIDE, spare=()):
            settings.PAGE_CHECK_MINUTES = 0 if profile.leaps else MINUTES
            lived = World(seed, start, folder=tmp_path, traveller=traveller, profile=profile, spare=spare)
            monkeypatch.setattr(looking, "fetch", lived.fetch)
            return lived

        yield made
