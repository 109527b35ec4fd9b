"""Timers by a clock that is moved: nothing closes early, nothing twice, a clock in doubt stops them (JOB-4)."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command

from cms import steady, timekeeping
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


class Running:
    """A machine that has been running for so long, whatever its clock says."""

    def __init__(self):
        self.boot, self.seconds = "boot-1", 1000.0

    def __call__(self):
        return self.boot, self.seconds


@pytest.fixture
def running(monkeypatch):
    machine = Running()
    monkeypatch.setattr(steady, "reading", machine)
    return machine


def problems(client, step):
    with time_machine.travel(OVER + step, tick=False):
        return "".join(client.get("/readyz").json()["problems"])


@pytest.mark.parametrize("ahead", [timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)])
def test_a_clock_set_forward_closes_nothing_on_any_database(notice, client, running, ahead):
    """Five minutes before the end the clock is set forward; a minute has passed on the machine."""
    tick(timedelta(minutes=-5))
    runs, running.seconds = DutyRun.objects.count(), running.seconds + 60
    tick(timedelta(minutes=-4) + ahead)
    assert Notice.objects.get().status == "open" and DutyRun.objects.count() == runs
    assert "系统时钟向前跳动：按机器运行的时间，现在应是2026年05月21日23:56" in problems(client, ahead)
    running.seconds += 60
    tick(timedelta(minutes=-3))
    assert DutyRun.objects.latest("pk").started_at == OVER - timedelta(minutes=3)
    running.seconds += 180
    tick(timedelta(0))
    assert Notice.objects.get().status == "closed"


def test_whoever_has_checked_the_clock_lets_the_timers_go_on(notice, client, running, capsys):
    tick(timedelta(minutes=-5))
    tick(timedelta(hours=1))
    assert Notice.objects.get().status == "open"
    with time_machine.travel(OVER + timedelta(hours=1), tick=False):
        call_command("trust_clock")
    assert "定时事项照常运行" in capsys.readouterr().out and not problems(client, timedelta(hours=1)).count(
        "跳动"
    )
    tick(timedelta(hours=1))
    assert Notice.objects.get().status == "closed"


def test_a_machine_that_slept_or_was_started_anew_is_believed(notice, running):
    tick(timedelta(days=-3))
    running.seconds += 3 * 86400
    tick(timedelta(minutes=1))
    assert Notice.objects.get().status == "closed"
    running.boot, running.seconds, runs = "boot-2", 5.0, DutyRun.objects.count()
    tick(timedelta(days=2))
    assert DutyRun.objects.count() > runs


def test_small_corrections_every_minute_are_no_step(notice, running):
    for minute in range(1, 6):
        running.seconds += 60
        tick(timedelta(hours=-2, seconds=90 * minute))
    assert DutyRun.objects.latest("pk").started_at == OVER + timedelta(hours=-2, seconds=450)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"boot": 1'])
def test_a_broken_mark_is_no_mark(notice, running, settings, text):
    settings.CLOCK_MARK.write_text(text)
    tick(timedelta(minutes=1))
    assert Notice.objects.get().status == "closed" and '"boot-1"' in settings.CLOCK_MARK.read_text()


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="the system has no such clock")
def test_the_machines_own_time_does_not_travel(running):
    with time_machine.travel(OVER, tick=False):
        first = time.clock_gettime(time.CLOCK_BOOTTIME)
    with time_machine.travel(OVER + timedelta(days=9), tick=False):
        assert time.clock_gettime(time.CLOCK_BOOTTIME) - first < 60


def test_the_database_server_is_asked_where_there_is_one():
    from django.db import connection

    told = timekeeping._server_time()
    assert (told is None) == (connection.vendor != "postgresql")
    assert told is None or abs(told - datetime.now(UTC)) < timekeeping.TOLERANCE
