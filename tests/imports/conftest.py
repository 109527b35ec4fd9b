"""A day, small numbers and a bank's maker, for the tests of background work."""

import pytest
import time_machine

from imports.background import asking
from registry.history import progress
from tests import builders


@pytest.fixture
def clock():
    with time_machine.travel("2026-06-30T10:00:00+08:00", tick=False) as travelling:
        yield travelling


@pytest.fixture
def small_is_large(monkeypatch):
    """Three rows are large here: what is asked is the way, not the size."""
    monkeypatch.setattr(asking, "LARGE", 2)
    monkeypatch.setattr("imports.admin.LARGE", 2)
    monkeypatch.setattr(progress, "EVERY", 1)


@pytest.fixture
def maker(client):
    builders.qualified()
    account = builders.bank_maker()
    client.force_login(account)
    return account
