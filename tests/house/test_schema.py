"""The script of the empty database says what the migrations make, and is laid only where nothing is."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from cms.schema import laying
from tests.support.template import point_at


@pytest.fixture
def nothing_yet(tmp_path, django_db_setup, django_db_blocker):
    if connection.vendor != "sqlite":
        pytest.skip("脚本只用于 SQLite")
    shared = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        point_at(tmp_path / "new.sqlite3")
        yield tmp_path / "new.sqlite3"
        point_at(shared)


def _tables(path):
    with closing(sqlite3.connect(path)) as kept:
        return kept.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def test_it_is_laid_once_and_whole(nothing_yet):
    assert laying.lay() is True
    before = _tables(nothing_yet)
    assert laying.lay() is False
    assert _tables(nothing_yet) == before > 1_000
    with closing(sqlite3.connect(nothing_yet)) as kept:
        assert kept.execute("PRAGMA foreign_key_check").fetchall() == []
        assert "now" not in kept.execute("SELECT max(applied) FROM django_migrations").fetchone()[0]


def test_a_stale_script_lays_nothing(nothing_yet, monkeypatch):
    monkeypatch.setattr(laying, "fingerprint", lambda: "another")
    assert laying.lay() is False
    assert not nothing_yet.exists() or _tables(nothing_yet) == 0


def test_what_breaks_off_leaves_nothing(nothing_yet, monkeypatch, tmp_path):
    torn = tmp_path / "torn.sql"
    whole = laying.SCRIPT.read_text(encoding="utf-8")
    torn.write_text(whole[: whole.index(";\n", len(whole) // 2) + 2] + "BROKEN;\n", encoding="utf-8")
    monkeypatch.setattr(laying, "SCRIPT", torn)
    with pytest.raises(sqlite3.OperationalError):
        laying.lay()
    connection.close()
    assert _tables(nothing_yet) == 0


def test_a_change_by_hand_is_seen(monkeypatch, tmp_path):
    changed = tmp_path / "changed.sql"
    changed.write_text(
        laying.SCRIPT.read_text(encoding="utf-8").replace("CREATE INDEX", "CREATE  INDEX", 1),
        encoding="utf-8",
    )
    assert laying.is_whole()
    monkeypatch.setattr(laying, "SCRIPT", changed)
    assert not laying.is_stale()
    assert not laying.is_whole()
