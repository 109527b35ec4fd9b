"""Timers by a clock that is moved: nothing closes early, nothing twice, a clock in doubt stops them (JOB-4)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cms import timekeeping
from cms.pages.tasks import bring_to_today
from publicity.models import Notice, NoticeEntry
from registry.ledger.models import DutyRun, StatusChange
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
OVER = datetime(2026, 5, 22, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(
    UTC
)  # published 8 May, ends 21 May 24:00


@pytest.fixture
def notice(monkeypatch):
    monkeypatch.setattr(timekeeping, "_server_time", lambda: None)
    return chapters.notice_of([builders.business()])


def tick(step):
    with time_machine.travel(OVER + step, tick=False):
        bring_to_today.call_local()


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_it_closes_at_midnight_in_shanghai_and_not_a_second_before(notice, zone, monkeypatch):
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        tick(-timedelta(seconds=1))
        assert Notice.objects.get().status == "open"
        tick(timedelta(0))
        assert Notice.objects.get().status == "closed"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_small_steps_back_change_nothing_that_has_happened(notice):
    tick(timedelta(minutes=1))
    before = StatusChange.objects.count()
    tick(timedelta(seconds=-30))
    tick(timedelta(minutes=1))
    assert StatusChange.objects.count() == before
    assert (Notice.objects.get().status, NoticeEntry.objects.get().status) == ("closed", "recognised")


def test_a_clock_an_hour_back_stops_the_timers_until_it_is_set_right(notice, client):
    tick(timedelta(minutes=-10))
    runs = DutyRun.objects.count()
    started = DutyRun.objects.latest("started_at").started_at
    tick(timedelta(minutes=-70))
    assert (DutyRun.objects.count(), DutyRun.objects.latest("started_at").started_at) == (runs, started)
    with time_machine.travel(OVER - timedelta(minutes=70), tick=False):
        assert "系统时钟倒退" in "".join(client.get("/readyz").json()["problems"])
    tick(timedelta(minutes=1))
    assert Notice.objects.get().status == "closed"


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(minutes=10), -timedelta(minutes=10)])
def test_a_clock_that_differs_from_the_database_server_closes_nothing(notice, ahead, monkeypatch, client):
    monkeypatch.setattr(timekeeping, "_server_time", lambda: OVER + timedelta(minutes=5) - ahead)
    tick(timedelta(minutes=5))
    assert Notice.objects.get().status == "open" and not DutyRun.objects.exists()
    with time_machine.travel(OVER + timedelta(minutes=5), tick=False):
        answer = client.get("/readyz")
    assert answer.status_code == 503 and "相差超过2分钟" in "".join(answer.json()["problems"])


def test_the_database_server_is_asked_where_there_is_one():
    from django.db import connection

    told = timekeeping._server_time()
    assert (told is None) == (connection.vendor != "postgresql")
    assert told is None or abs(told - datetime.now(UTC)) < timekeeping.TOLERANCE
