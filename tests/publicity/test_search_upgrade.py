"""An index made before initials were kept by threes: the migration has the timer take everything in anew."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from publicity.models import SearchDue
from publicity.search.indexing import catch_up, rebuild
from publicity.search.sources import ROSTER
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def note():
    migration = import_module("publicity.migrations.0011_initials_by_threes")
    migration.note(None, SimpleNamespace(connection=connection))


def test_an_empty_index_is_left_to_the_installation():
    builders.qualified()
    SearchDue.objects.all().delete()
    note()
    assert not SearchDue.objects.exists()


def test_what_an_index_holds_is_noted_and_taken_in_once_more():
    held = builders.qualified()
    rebuild(TODAY)
    SearchDue.objects.all().delete()
    note()
    assert SearchDue.objects.filter(kind=ROSTER, record_id=held.pk).exists()
    assert catch_up(TODAY, wait=True) and not SearchDue.objects.exists()
