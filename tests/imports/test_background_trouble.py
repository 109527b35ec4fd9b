"""Work that fails, stands still or is forgotten: tried again, told, taken away."""

from datetime import datetime, timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from cms.duties import bring_to
from imports.background import alarms, signs, working
from imports.inbox import items
from imports.models import Upload, UploadJob
from registry.ledger.models import Message
from tests import builders

from .jobs import CONTRADICTED, DAY, asked, committing, content, files_kept, page_of, state_of, worked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "small_is_large")]


# Trouble


def broken(*args, **kwargs):
    raise OSError("disk")


def test_trouble_is_tried_again_and_given_up_with_an_alarm(client, maker, monkeypatch):
    builders.clerk()
    job = asked(maker)
    monkeypatch.setattr(working, "look_through", broken)
    for attempt in range(working.TRIES):
        worked()
        assert (state_of(job).state, state_of(job).attempts) == ("waiting", attempt + 1) and files_kept()
    worked()
    assert state_of(job).state == "failed" and not files_kept() and not Upload.objects.exists()
    assert "中断了3次" in client.get(page_of(job)).content.decode()
    told = Message.objects.filter(kind="upload_stuck")
    assert set(told.values_list("recipient_code", flat=True)) == {"OFFICE", "NSH"}


def test_trouble_that_passes_is_no_trouble(maker, monkeypatch):
    job = asked(maker)
    with monkeypatch.context() as patched:
        patched.setattr(working, "look_through", broken)
        worked()
    worked()
    assert state_of(job).state == "done" and Upload.objects.get().created == 3


def test_one_that_fails_does_not_keep_the_next_one_waiting(maker, monkeypatch):
    first, second = asked(maker, CONTRADICTED, unit="yuan"), asked(maker)
    assert worked() == 2
    assert (state_of(first).state, state_of(second).state) == ("failed", "done")


def test_a_lost_file_and_another_one_are_refused(maker):
    job = asked(maker)
    storages["private"].delete(job.file.name)
    worked()
    assert state_of(job).said == [working.LOST]
    job = asked(maker)
    with storages["private"].open(job.file.name, "wb") as file:
        file.write(content(4))
    worked()
    assert state_of(job).said == [working.OTHER] and not Upload.objects.exists()


def test_what_stands_still_is_told_once_and_makes_the_house_unfit(client, maker, clock):
    clerk = builders.clerk()
    job = asked(maker)
    clock.shift(timedelta(minutes=9))
    alarms.raise_alarms(timezone.now())
    assert not Message.objects.exists()
    clock.shift(timedelta(minutes=2))
    for _ in range(2):
        alarms.raise_alarms(timezone.now())
    told = Message.objects.filter(kind="upload_stuck")
    assert set(told.values_list("recipient_code", flat=True)) == {"OFFICE", "NSH"} and told.count() == 2
    assert "后台可能没有运行" in client.get(page_of(job)).content.decode()
    waiting = {item["label"]: item["count"] for item in items(clerk, DAY)}
    assert waiting["后台办理停住的上传"] == 1
    state = client.get("/readyz").json()
    assert state["uploads"] == {"open": 1, "stuck": 1} and any(
        "没有进展" in said for said in state["problems"]
    )
    worked()
    assert client.get("/readyz").json()["uploads"] == {"open": 0, "stuck": 0}


def test_waiting_behind_one_that_moves_is_no_alarm(maker, clock):
    first, second = asked(maker), asked(maker, content(4))
    UploadJob.objects.filter(pk=first.pk).update(state="running", started_at=timezone.now())
    reporter = signs.Reporter(first, timezone.now)
    clock.shift(timedelta(minutes=30))
    reporter("judging", 1, 3)
    assert alarms.stuck(timezone.now()) == []
    clock.shift(timedelta(minutes=11))
    assert [job.pk for job in alarms.stuck(timezone.now())] == [first.pk, second.pk]


# Twenty-four hours


def at(hour, minute=0, day=30):
    return datetime(
        2026,
        6 + (day > 30),
        day if day <= 30 else day - 30,
        hour,
        minute,
        tzinfo=timezone.get_default_timezone(),
    )


@pytest.mark.parametrize(("when", "there"), [(at(9, 59, 31), True), (at(10, 1, 31), False)])
def test_what_nobody_did_within_a_day_is_gone(client, maker, clock, when, there):
    job = asked(maker)
    clock.move_to(when)
    with committing():
        bring_to(when.date())
    client.force_login(maker)
    assert bool(files_kept()) is there and state_of(job).is_open is there
    if not there:
        assert "24小时没有办理" in client.get(page_of(job)).content.decode()
