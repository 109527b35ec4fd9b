"""A worker killed (SIGKILL) at every step of its work: nothing half done, nothing twice, taken up by the next one (DUR-1)."""

import multiprocessing
import os
import signal
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connections
from django.utils import timezone

from cms.watch.sweeping import sweep_files
from imports.background import forgetting, settling, signs, working
from imports.background.asking import ask_booking, ask_reading
from imports.background.working import work
from imports.models import StagedRow, Upload, UploadJob
from imports.tasks import look_after_uploads
from registry.history import progress
from registry.ledger.models import StatusChange
from registry.lending.models import LoanNote, Position
from tests import builders

from .test_uploading import file_of, row

DAY = date(2026, 6, 30)
FORK = multiprocessing.get_context("fork")
ROWS = 4


@pytest.fixture(autouse=True)
def _every_row(monkeypatch):
    monkeypatch.setattr(progress, "EVERY", 1)


def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def at_sign(phase, done):
    def arm():
        heard = signs.Reporter.__call__

        def listening(self, named, so_far, total):
            heard(self, named, so_far, total)
            if (named, so_far) == (phase, done):
                killed()

        signs.Reporter.__call__ = listening

    return arm


def instead_of(module, name):
    return lambda: setattr(module, name, killed)


AFTER = {
    "before it says it is done": instead_of(working, "_settled"),
    "before it tidies up": instead_of(settling, "_gone"),
}
READING = {
    "before the file is read": at_sign("reading", 0), "in the first row": at_sign("rows", 0),
    "in the last row": at_sign("rows", ROWS), "while judging": at_sign("judging", 2),
    "while keeping": at_sign("keeping", 2),
} | AFTER  # fmt: skip
BOOKING = {"while judging": at_sign("judging", 2), "before booking": at_sign("booking", 0)} | AFTER


def worker(arm):
    """A process of its own that dies where `arm` says."""
    connections.close_all()
    arm()
    work(DAY, timezone.now)


def die(arm):
    connections.close_all()
    process = FORK.Process(target=worker, args=(arm,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def file_number(number):
    made = [row(note_no=f"J{number}-{at}", contract_no=f"H{number}-{at}") for at in range(ROWS)]
    return file_of(*made)


def maker():
    builders.qualified()
    return builders.bank_maker()


def files_kept(folder=""):
    root = Path(storages["private"].path(folder))
    return {
        path.relative_to(storages["private"].path("")).as_posix()
        for path in root.rglob("*")
        if path.is_file()
    }


def nothing_left_over():
    """After five minutes nothing of the work itself, after the night's watch nothing but what rows name."""
    later = timezone.now() + timedelta(minutes=6)
    forgetting.tidy(later)
    assert not files_kept("jobs") and not files_kept("progress")
    sweep_files(now=timezone.now() + timedelta(hours=25))
    assert files_kept() == set(Upload.objects.values_list("file", flat=True))


def test_reading_is_taken_up_wherever_it_was_killed(own_database):
    actor, bank = maker(), builders.institution("NSH")
    for number, arm in enumerate(READING.values()):
        job = ask_reading("台账.csv", file_number(number), bank=bank, actor=actor)
        die(arm)
        work(DAY, timezone.now)
        job.refresh_from_db()
        assert (job.state, Upload.objects.count(), StagedRow.objects.count()) == (
            "done",
            number + 1,
            ROWS * (number + 1),
        )
        assert StatusChange.objects.filter(record_type="imports.upload").count() == number + 1
    nothing_left_over()


def test_booking_is_taken_up_wherever_it_was_killed(own_database):
    actor, bank = maker(), builders.institution("NSH")
    for number, arm in enumerate(BOOKING.values(), start=100):
        ask_reading("台账.csv", file_number(number), bank=bank, actor=actor)
        work(DAY, timezone.now)
        upload, booked = Upload.objects.first(), ROWS * (number - 99)
        job = ask_booking(upload, actor=actor, today=DAY)
        die(arm)
        assert Position.objects.count() in (booked - ROWS, booked)
        work(DAY, timezone.now)
        job.refresh_from_db()
        upload.refresh_from_db()
        assert (job.state, upload.status) == ("done", "accepted")
        assert LoanNote.objects.count() == Position.objects.count() == booked
        assert StatusChange.objects.of(upload).count() == 2
    nothing_left_over()


def test_one_worker_at_a_time(own_database):
    """While one is at work another leaves everything to it, and the rows to whoever holds the lock."""
    actor = maker()
    job = ask_reading("台账.csv", file_number(1), bank=builders.institution("NSH"), actor=actor)
    connections.close_all()
    began, go = FORK.Event(), FORK.Event()

    def slow():
        connections.close_all()
        heard = signs.Reporter.__call__

        def listening(self, *told):
            heard(self, *told)
            began.set()
            go.wait(60)

        signs.Reporter.__call__ = listening
        work(DAY, timezone.now)

    process = FORK.Process(target=slow)
    process.start()
    assert began.wait(60) and work(DAY, timezone.now) == 0
    go.set()
    process.join(60)
    job.refresh_from_db()
    assert process.exitcode == 0 and (job.state, job.attempts) == ("done", 1) and Upload.objects.count() == 1


def test_a_message_lost_by_the_queue_loses_nothing(own_database):
    """The minute's wake-up finds what nobody knocked for."""
    actor = maker()
    ask_reading("台账.csv", file_number(1), bank=builders.institution("NSH"), actor=actor)
    look_after_uploads.call_local()
    assert UploadJob.objects.get().state == "done" and Upload.objects.count() == 1
