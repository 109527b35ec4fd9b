"""A world written again is the world the verbs made, and whatever could make another one makes it anew."""

import shutil
from datetime import date

import pytest
import time_machine
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from psycopg.types.json import Jsonb

from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.parties.models import Business
from registry.screening.models import Attachment
from tests import builders
from tests.stories import chapters
from tests.support import numbers, remembering
from tests.support.remembering import remembered

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)


@pytest.fixture
def undone(tmp_path):
    """What a call answers; its world is gone afterwards, its files too."""

    def answer(make):
        with transaction.atomic():
            told = make()
            transaction.set_rollback(True)
        for folder in tmp_path.iterdir():
            shutil.rmtree(folder)
        if numbers.stay():
            remembering.begin_again()
        return told

    return answer


@pytest.fixture(autouse=True)
def standing():
    """Nothing is known beforehand; the clock stands."""
    kept, remembering.World.steps = remembering.World.steps, {}
    with time_machine.travel("2026-05-08T12:00:00+08:00", tick=False) as traveller:
        yield traveller
    remembering.World.steps = kept


def everything():
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in apps.get_models()}


def test_a_world_written_again_is_the_same_in_every_table_and_file(undone):
    def told():
        notice = chapters.notice_of(
            [builders.business(), builders.business(builders.INDIVIDUAL_CODES[0])], DAY
        )
        papers = [paper.file.open().read() for paper in Attachment.objects.order_by("pk")]
        lines = [(e.ordinal, e.application.status, e.status) for e in notice.entries.order_by("pk")]
        return everything(), papers, lines, notice.serial, notice.status, notice.version

    first = undone(told)
    known = len(remembering.World.steps)
    assert known >= 3 and first == undone(told)
    assert len(remembering.World.steps) == known
    assert len(first[1]) == 4 and len(first[2]) == 2


@pytest.fixture
def counted():
    """A step that counts how often it really happens, renames the business it is given and keeps a file."""
    times = []

    @remembered
    def renamed(business, name="乙"):
        times.append(name)
        with acting(system_actor(), "试"):
            business.name = name
            business.save()
        storages["private"].save("x.txt", ContentFile(name.encode()))
        return business

    return renamed, times


def test_the_row_given_is_the_row_changed_and_its_file_is_there(counted, undone):
    step, times = counted

    def told():
        business = builders.business()
        answer = step(business)
        with storages["private"].open("x.txt") as file:
            return (
                answer is business,
                business.name,
                business.version,
                Business.objects.get().name,
                file.read(),
            )

    first = undone(told)
    assert first == undone(told) == (True, "乙", 2, "乙", "乙".encode())
    assert times == ["乙"]


@pytest.mark.parametrize("other", ["name", "clock", "setting", "rows", "file", "patch", "given", "act"])
def test_what_could_make_another_world_makes_it_anew(counted, undone, other, settings, monkeypatch, standing):
    step, times = counted

    def told(changed):
        business, name = builders.business(), "乙"
        if changed:
            name = "丙" if other == "name" else name
            _change(other, business, settings, monkeypatch, standing)
        if changed and other == "act":
            with acting(system_actor(), "别的理由"):
                return step(business, name).name
        return step(business, name).name

    undone(lambda: told(False))
    assert undone(lambda: told(True)) == ("丙" if other == "name" else "乙")
    assert len(times) == 2


def _change(other, business, settings, monkeypatch, traveller):
    if other == "clock":
        traveller.shift(60)
    elif other == "setting":
        settings.PAGE_CHECK_MINUTES = 61
    elif other == "rows":
        builders.business(builders.INDIVIDUAL_CODES[0])
    elif other == "file":
        storages["default"].save("y.txt", ContentFile(b"y"))
    elif other == "patch":
        monkeypatch.setattr("registry.history.clock.nothing_of_the_kind", None, raising=False)
    elif other == "given":
        business.phone = "13900000001"


def test_a_step_undone_is_not_believed_done(undone):
    made = undone(builders.business)
    assert not Business.objects.exists()
    again = builders.business()
    assert Business.objects.get() == again and again.pk == made.pk


@pytest.mark.skipif(not numbers.stay(), reason="SQLite 上撤销的记录连编号一起收回")
def test_where_what_was_undone_has_used_up_numbers_the_step_is_made_anew(counted, undone):
    step, times = counted
    first = undone(lambda: step(builders.business()))
    with transaction.atomic():
        builders.business()
        transaction.set_rollback(True)
    again = step(builders.business())
    assert times == ["乙", "乙"]
    assert Business.objects.get() == again and again.pk == first.pk + 1


def test_json_is_told_apart_by_its_end_too():
    one, other = ([Jsonb({"a": "x" * 100 + end})] for end in "12")
    assert repr(one) == repr(other) and remembering.told_by(one) != remembering.told_by(other)


def test_what_is_kept_of_json_is_what_was_written_then():
    rows = {"a": [1]}
    kept = remembering.as_now((Jsonb(rows), [rows["a"]]))
    rows["a"].append(2)
    assert kept[0].obj == {"a": [1]} and kept[1] == [[1]]
