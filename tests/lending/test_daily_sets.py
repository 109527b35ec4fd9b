"""The timer's day as one set leaves, column by column, what it leaves note by note (R43–R46, R64, R65)."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from registry.ledger import duties as running
from registry.ledger.actors import system_actor
from registry.ledger.chain import first_break
from registry.ledger.duties import run_duties
from registry.ledger.models import DutyFailure, Effect, Message, StatusChange
from registry.lending import daily
from registry.lending.duties import DUTIES
from registry.lending.models import BankReport, LoanNote, OverdueEpisode
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
SINCE = date(2026, 6, 30)
SEEN, FIRST, FULL = SINCE, SINCE + timedelta(days=1), SINCE + timedelta(days=60)
ALONE = tuple(replace(duty, act_all=None) for duty in DUTIES)
NOT_COMPARED = {
    "id",
    "history_id",
    "history_date",
    "recorded_at",
    "position",
    "previous_hash",
    "row_hash",
    "history_relation_id",
}


def notes(count, since=SINCE):
    """Notes reported on their due day as unpaid since then: not overdue yet."""
    businesses = [builders.qualified(code) for code in builders.ENTERPRISE_CODES]
    for number in range(count):
        business = businesses[number % len(businesses)]
        chapters.book(
            business, SEEN, note_no=f"JJ{number}", contract_no=f"HT{number}", unpaid_since=since, as_of=SEEN
        )


def run(duties, *days):
    for day in days:
        run_duties(duties, actor=system_actor(), on=day, since=day)


def left():
    """Everything written, each table as a list of dicts without keys and moments."""
    tables = [OverdueEpisode, BankReport, LoanNote]
    found = {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (*tables, StatusChange, Effect, Message)
    }
    found |= {
        f"{model.__name__}历史": list(model.history.order_by("history_id").values()) for model in tables
    }
    return {name: sorted(map(_plain, rows), key=str) for name, rows in found.items()}


def _plain(row):
    """Keys go on counting after a rollback; which row is meant is said by its name beside them."""
    kept = {
        name: str(value)
        for name, value in row.items()
        if name not in NOT_COMPARED and not name.endswith("_id")
    }
    return kept | ({"key": re.sub(r":\d+", ":n", kept["key"])} if "key" in kept else {})


def both(monkeypatch, *days):
    """What is left by the sets, and what is left one by one, from the same start."""
    found = []
    for duties in (DUTIES, ALONE):
        sid = connection.savepoint()
        with monkeypatch.context() as patched:
            patched.setattr(running, "MANY", 1)
            run(duties, *days)
        assert first_break() is None and not DutyFailure.objects.filter(resolved_at=None).exists()
        found.append(left())
        connection.savepoint_rollback(sid)
    return found


@pytest.mark.parametrize("days", [(FIRST,), (FIRST, FULL), (FULL,), (FIRST, FIRST, FULL, FULL)])
def test_the_same_rows_by_set_and_one_by_one(monkeypatch, days):
    notes(4)
    with transaction.atomic():
        together, alone = both(monkeypatch, *days)
    assert len(together["OverdueEpisode"]) == 4 and len(together["BankReport"]) == (8 if FULL in days else 4)
    for name, rows in alone.items():
        assert together[name] == rows, name


def test_the_number_of_statements_does_not_grow_with_the_notes(monkeypatch):
    monkeypatch.setattr(running, "MANY", 1)
    counts = []
    for count, day in ((2, FIRST), (5, FIRST + timedelta(days=5))):
        notes(count)
        sid = connection.savepoint()
        with CaptureQueriesContext(
            connection,
        ) as taken:
            run(DUTIES[:3], day)
        assert OverdueEpisode.objects.count() == count
        counts.append(len(taken))
        connection.savepoint_rollback(sid)
    assert counts[0] == counts[1]


def test_one_bad_row_stays_alone(monkeypatch):
    notes(4)
    bad = LoanNote.objects.order_by("pk")[1]
    whole = daily.episodes.unsaved

    def broken(note, *given):
        if note.pk == bad.pk:
            raise ValueError("坏行")
        return whole(note, *given)

    monkeypatch.setattr(daily.episodes, "unsaved", broken)
    run(DUTIES[:3], FIRST)
    assert OverdueEpisode.objects.count() == 3 and not OverdueEpisode.objects.filter(note=bad).exists()
    assert DutyFailure.objects.get(resolved_at=None).record_id == bad.pk
    monkeypatch.undo()
    run(DUTIES[:3], FIRST)
    assert OverdueEpisode.objects.count() == 4 and not DutyFailure.objects.filter(resolved_at=None).exists()


def test_a_set_that_broke_late_is_done_whole_one_by_one(monkeypatch):
    """It had moved the objects in memory when it broke: they are read anew, or day 60 would be owed without the move."""
    notes(3)
    run(DUTIES[:3], FIRST)

    def broken(*given, **more):
        raise ValueError("信件写不进去")

    monkeypatch.setattr(daily.ladder, "post_all", broken)
    run(DUTIES[:3], FULL)
    assert set(OverdueEpisode.objects.values_list("status", flat=True)) == {"day60"}
    assert BankReport.objects.filter(kind="day60").count() == 3


def test_notes_with_a_past_of_their_own_are_followed_one_by_one():
    """One was overdue before and cured, one is overdue already under another first day."""
    notes(3)
    first = LoanNote.objects.order_by("pk")[0]
    chapters.book(
        first.business,
        SINCE - timedelta(days=5),
        note_no="JJ0",
        contract_no="HT0",
        unpaid_since=SINCE - timedelta(days=9),
    )
    run(DUTIES[:3], FIRST)
    assert OverdueEpisode.objects.filter(note=first).count() == 2
    assert OverdueEpisode.objects.exclude(note=first).count() == 2
