"""Four timers at once, in processes of their own: each effect once, nothing failed, nothing left over (JOB-6)."""

import multiprocessing
import os
import signal
import time
import traceback
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connections

from cms.duties import bring_to
from publicity.closing import close_notice
from publicity.models import Announcement, Certificate, Notice, NoticeEntry
from registry.documents.models import IssuedDocument
from registry.ledger.actors import system_actor
from registry.ledger.alone import alone
from registry.ledger.duties import Duty, run_duties
from registry.ledger.models import DutyFailure, DutyRun, Effect, Message, StatusChange
from registry.lending.models import OverdueEpisode
from registry.sanctions.models import BlacklistCase, WarningNotice
from tests import builders
from tests.lending import scenes
from tests.sanctions.test_blacklist import published
from tests.stories import chapters

RUNNERS, ROUNDS = 4, int(os.environ.get("RUNNER_ROUNDS", 1))
FORK = multiprocessing.get_context("fork")


def runner(day, start, answers):
    """One process: its own connection, the same call the timer makes."""
    connections.close_all()
    try:
        start.wait(30)
        report = bring_to(day, since=day)
        answers.put((len(report.effects), report.held, report.failed))
    except BaseException:
        answers.put((0, [], [traceback.format_exc()]))
    finally:
        connections.close_all()


def all_at_once(day):
    """What each of four runners says of the same day."""
    connections.close_all()
    start, answers = FORK.Barrier(RUNNERS), FORK.Queue()
    running = [FORK.Process(target=runner, args=(day, start, answers)) for _ in range(RUNNERS)]
    for process in running:
        process.start()
    told = [answers.get(timeout=120) for _ in running]
    for process in running:
        process.join(30)
    assert [process.exitcode for process in running] == [0] * RUNNERS
    return told


def nobody_failed(told):
    assert [problem for _, held, failed in told for problem in (*held, *failed)] == []
    assert not DutyFailure.objects.exists()


def each_once():
    """No change, effect, message, announcement or paper twice. The keys are the database's word; these are the papers'."""
    changes = Counter(StatusChange.objects.values_list("record_type", "record_id", "move"))
    assert [key for key, n in changes.items() if n > 1] == []
    papers = IssuedDocument.objects.values_list("kind", "record_type", "record_id", "addressee")
    assert [key for key, n in Counter(papers).items() if n > 1] == []
    told = Message.objects.values_list("kind", "recipient_code", "record_type", "record_id", "subject")
    assert [key for key, n in Counter(told).items() if n > 1] == []
    assert len(set(Effect.objects.values_list("key", flat=True))) == Effect.objects.count()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_notice_is_closed_certified_and_announced_once(own_database, turn):
    codes = (*builders.ENTERPRISE_CODES, *builders.INDIVIDUAL_CODES)
    notice = chapters.notice_of([builders.business(code) for code in codes])
    day = notice.ends_on + timedelta(days=1)
    nobody_failed(all_at_once(day))
    each_once()
    assert Notice.objects.get().status == "closed" and Certificate.objects.count() == 1
    assert set(NoticeEntry.objects.values_list("status", flat=True)) == {"recognised"}
    assert Announcement.objects.get().kind == "recognition" and len(Announcement.objects.get().rows) == len(
        codes
    )
    assert IssuedDocument.objects.filter(kind="referral").count() == 1


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_publication_on_the_blacklist_ends_once(own_database, turn):
    case = published()
    first, end = case.publish_from, case.max_until
    nobody_failed(all_at_once(first))
    assert Announcement.objects.get().kind == "blacklist"
    nobody_failed(all_at_once(end))
    each_once()
    assert (
        BlacklistCase.objects.get().status == "listed" and Announcement.objects.get().state(end) == "expired"
    )


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_an_overdue_warns_and_demands_once(own_database, turn):
    scenes.overdue()
    for day in (date(2026, 7, 2), date(2026, 8, 31)):
        nobody_failed(all_at_once(day))
    each_once()
    assert WarningNotice.objects.count() == 1
    assert OverdueEpisode.objects.get().get_status_display() == "逾期满60日"


def hold(held):
    """A runner that has begun and does not come to an end."""
    connections.close_all()
    with alone(wait=True):
        held.set()
        time.sleep(600)


@pytest.fixture
def stuck(own_database):
    """A process that holds the timers; killed without a chance to give anything back."""
    connections.close_all()
    held = FORK.Event()
    process = FORK.Process(target=hold, args=(held,), daemon=True)
    process.start()
    assert held.wait(30)
    yield process
    os.kill(process.pid, signal.SIGKILL)
    process.join(10)


def test_beside_a_runner_at_work_the_timer_does_nothing_and_after_its_death_all(stuck):
    day = chapters.notice_of([builders.business()]).ends_on + timedelta(days=1)
    assert bring_to(day, since=day, wait=False).effects == []
    assert Notice.objects.get().status == "open" and not DutyRun.objects.exists()
    os.kill(stuck.pid, signal.SIGKILL)
    began = time.monotonic()
    bring_to(day, since=day)
    assert Notice.objects.get().status == "closed" and time.monotonic() - began < 60


@pytest.mark.django_db
def test_what_a_person_has_done_meanwhile_is_no_trouble():
    notice = chapters.notice_of([builders.business()])
    day = notice.ends_on + timedelta(days=1)
    answers = iter([list(Notice.objects.due_to_close(day))])
    close_notice(Notice.objects.get(), actor=builders.head(), today=day, reason="期满")
    duty = Duty("close_notices", "公示期满结束", "R29", lambda today: next(answers, []), close_notice)
    report = run_duties([duty], actor=system_actor(), on=day, since=day)
    assert (report.held, report.failed, DutyFailure.objects.count()) == ([], [], 0)


@pytest.mark.django_db
def test_what_still_waits_for_a_person_is_listed_as_before():
    notice = chapters.notice_of([builders.business()])
    duty = Duty("close_notices", "公示期满结束", "R29", lambda today: [notice], close_notice)
    report = run_duties([duty], actor=system_actor(), on=notice.ends_on, since=notice.ends_on)
    assert "尚未届满" in report.held[0]["reason"] and DutyFailure.objects.get().held
