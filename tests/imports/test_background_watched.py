"""Somebody waits: how far the work is, how long it takes; calling it off leaves nothing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from imports.background import signs, working
from imports.background.asking import ask_booking, cancel
from imports.inbox import items
from imports.models import StagedRow, Upload
from imports.uploading import confirm
from registry.ledger.errors import Refusal
from registry.lending.models import LoanNote

from .jobs import (
    DAY,
    asked,
    committing,
    files_kept,
    large,
    page_of,
    state_of,
    worked,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "small_is_large")]


# Calling off


def test_work_that_waits_is_called_off_at_once(client, maker):
    job = asked(maker)
    with committing():
        page = client.post(page_of(job), {"cancel": "1"}, follow=True).content.decode()
    assert state_of(job).state == "cancelled" and "已取消" in page
    assert not files_kept() and worked() == 0
    with pytest.raises(Refusal, match="不能再取消"):
        cancel(state_of(job), now=timezone.now())


@pytest.mark.parametrize("phase", ["rows", "judging", "keeping"])
def test_reading_is_called_off_between_two_rows_and_leaves_nothing(maker, monkeypatch, phase):
    job = asked(maker)
    pressed_at(monkeypatch, job, phase)
    worked()
    assert state_of(job).state == "cancelled" and state_of(job).said == [working.CANCELLED]
    assert not Upload.objects.exists() and not StagedRow.objects.exists() and not files_kept()


def test_booking_is_called_off_and_the_upload_waits_as_before(maker, monkeypatch):
    upload = large(maker)
    job = ask_booking(upload, actor=maker, today=DAY)
    pressed_at(monkeypatch, job, "judging")
    worked()
    assert state_of(job).state == "cancelled" and not LoanNote.objects.exists()
    assert Upload.objects.get().status == "received" and upload.file.storage.exists(upload.file.name)
    assert confirm(Upload.objects.get(), actor=maker, today=DAY).status == "accepted"


def pressed_at(monkeypatch, job, phase):
    """Somebody presses the button while the work is in this phase."""
    heard = signs.Reporter.__call__

    def listening(self, named, done, total):
        if named == phase and done:
            cancel(state_of(job), now=timezone.now())
        heard(self, named, done, total)

    monkeypatch.setattr(signs.Reporter, "__call__", listening)


# How far it is


def test_the_page_says_how_far_it_is_and_how_long_it_takes(client, maker, clock, monkeypatch):
    job = asked(maker)
    said = []
    heard = signs.Reporter.__call__

    def listening(self, named, done, total):
        clock.shift(1)
        heard(self, named, done, total)
        said.append(client.get(page_of(job)).content.decode())

    monkeypatch.setattr(signs.Reporter, "__call__", listening)
    worked()
    percents = [int(re.search(r"已完成(\d+)%", page)[1]) for page in said]
    assert percents == sorted(percents) and percents[-1] >= 99
    assert any("整理各行</strong>：已办2行，共3行" in page for page in said)
    assert any(re.search(r"大约还要\d+秒", page) for page in said)


def test_seconds_left_follow_the_pace():
    began = timezone.now()
    sign = signs.Sign("judging", 50, 100, began, began + timedelta(seconds=30))
    assert signs.fraction("book", sign) == pytest.approx(0.15)
    assert signs.seconds_left("book", sign, began + timedelta(seconds=30)) == 170
    assert signs.seconds_left("book", sign, began + timedelta(seconds=60)) == 340
    assert signs.seconds_left("read", signs.Sign("reading", 0, 0, began, began), began) is None


def test_whoever_waits_finds_it_at_the_desk_until_looked_at(client, maker):
    job = asked(maker)
    assert [item["label"] for item in items(maker, DAY)][0] == "正在后台办理：台账.csv"
    worked()
    assert items(maker, DAY)[0] == {
        "label": "后台已办完，请查看：台账.csv",
        "count": 1,
        "url": page_of(job),
        "urgency": "now",
    }
    client.get(page_of(job))
    assert not any("后台" in item["label"] for item in items(maker, DAY))
