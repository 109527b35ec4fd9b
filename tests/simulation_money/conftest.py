"""Worlds of money, each with its clock held."""

import contextlib

import pytest
import time_machine

from .world import World


@pytest.fixture
def world():
    """`world(seed, start, profile)` gives a World; its clock stands still but for the world's own steps."""
    with contextlib.ExitStack() as stack:

        def made(seed, start, profile):
            traveller = stack.enter_context(time_machine.travel(f"{start}T08:00:00+08:00", tick=False))
            return World(seed, start, traveller=traveller, profile=profile)

        yield made
