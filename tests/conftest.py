"""The database of every test: a copy of one migrated template, with roles, institutions, policy and calendar in it."""

import os
import time

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection

from cms import steady
from tests.support import remembering
from tests.support.template import point_at, store

WORKER = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


# Whether the oracles see, and every figure of the reports against its rows; stories and the reports' own oracle run on both.
ONCE = ("test_planted.py", "test_short.py", "reports/test_pages.py")
FOLDERS = ("default", "private", "import_export")
# Tests whose database is another one, or who look at the very making of their world: nothing is remembered there.
OF_ITS_OWN = {
    "transactional_db",
    "own_database",
    "county",
    "django_capture_on_commit_callbacks",
    "made_afresh",
}
ASKING = {"db", "transactional_db", "django_db_setup", "own_database", "county"}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL what asks a database: rules, files and words are the same there as on SQLite; so are planted bugs."""
    if connection.vendor != "postgresql":
        return
    asking = [
        item
        for item in items
        if (item.get_closest_marker("django_db") or ASKING & set(item.fixturenames))
        and not str(item.path).endswith(ONCE)
    ]
    asked = set(asking)
    config.hook.pytest_deselected(items=[item for item in items if item not in asked])
    items[:] = asking


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Build the template once, copy it for this process, take the copy away at the end."""
    label = f"test_{WORKER}"
    with django_db_blocker.unblock():
        keeper = store()
        keeper.build()
        keeper.copy(label)
    yield
    with django_db_blocker.unblock():
        keeper.drop(label)


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    """A copy of its own for a test that commits: threads, processes, a live server. Never flushed, thrown away."""
    keeper, shared = store(), connection.settings_dict["NAME"]
    label = f"own_{WORKER}"
    with django_db_blocker.unblock():
        keeper.copy(label)
        yield
        keeper.drop(label)
        point_at(shared)


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """The demonstration county, as of COUNTY_DAY, for the tests of one module."""
    keeper, shared, label = store(), connection.settings_dict["NAME"], f"county_{WORKER}"
    with django_db_blocker.unblock():
        keeper.build("county")
        keeper.copy(label, "county")
        yield
        keeper.drop(label)
        point_at(shared)


@pytest.fixture(autouse=True)
def _files_apart(tmp_path):
    """Files of a test go to a folder of that test, and nowhere else."""
    kept = {name: storages[name]._location for name in FOLDERS}
    _send_files_to({name: str(tmp_path / name) for name in FOLDERS})
    yield
    _send_files_to(kept)


def _send_files_to(folders):
    for name, folder in folders.items():
        storage = storages[name]
        storage._location = folder
        for derived in ("base_location", "location"):
            storage.__dict__.pop(derived, None)


@pytest.fixture(autouse=True)
def _clock_apart(tmp_path):
    """A machine whose running time goes with the clock of the test, wherever that has travelled; its mark is its own."""
    mark, reading = settings.CLOCK_MARK, steady.reading
    settings.CLOCK_MARK = tmp_path / "clock.json"
    steady.reading = lambda: ("test", time.time())
    yield
    settings.CLOCK_MARK, steady.reading = mark, reading


@pytest.fixture(autouse=True)
def _nothing_kept():
    """What a process keeps of the site is of the database it had: a test begins with another one."""
    from cms.pages.kept import forget

    forget()


@pytest.fixture
def made_afresh():
    """For a test about the very making of its world: every step happens, none is remembered."""


@pytest.fixture(autouse=True)
def _worlds_remembered(request, tmp_path, monkeypatch, django_db_blocker, _files_apart, _clock_apart):
    """Builders and chapters make their world once (tests/support/remembering.py)."""
    wanted = request.node.get_closest_marker("django_db") or "db" in request.fixturenames
    apart = OF_ITS_OWN & set(request.fixturenames) or "simulation" in str(request.path)
    if not wanted or apart:
        yield
        return
    request.getfixturevalue("django_db_setup")
    world = remembering.World(tmp_path, monkeypatch)
    with django_db_blocker.unblock():
        remembering.begin(world)
    yield
    remembering.end(world)
