"""Overdue day by day: first day, sixtieth day, late data, cure, new arrears, corrections (R36, R43–R46, R64, R65, A15–A17)."""

from datetime import date, timedelta

import pytest

from cms.duties import bring_to
from registry.ledger.models import Effect, StatusChange
from registry.lending.models import BankReport, LoanNote, OverdueEpisode
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 20)


def booked(business, day, since=None, **given):
    chapters.book(business, day, start=date(2026, 1, 5), due=date(2027, 1, 4), unpaid_since=since, **given)


def moves(episode):
    return list(StatusChange.objects.of(episode).values_list("move", "effective_on"))


def test_the_vector_of_the_20th_of_march():
    business = builders.qualified()
    booked(business, date(2026, 3, 15))
    booked(business, date(2026, 3, 20), MARCH)
    bring_to(date(2026, 3, 20))
    assert not OverdueEpisode.objects.exists()
    bring_to(date(2026, 3, 21))
    episode = OverdueEpisode.objects.get()
    assert (episode.day1_on, episode.day60_on) == (date(2026, 3, 21), date(2026, 5, 19))
    bring_to(date(2026, 5, 18))
    episode.refresh_from_db()
    assert episode.status == "open"
    bring_to(date(2026, 5, 19))
    episode.refresh_from_db()
    assert moves(episode) == [("register", date(2026, 3, 21)), ("reach_day60", date(2026, 5, 19))]


@pytest.mark.parametrize("seen", [date(2026, 5, 19), date(2026, 7, 1)])
def test_late_data_raises_both_days_at_once_each_from_its_own_day(seen):
    business = builders.qualified()
    booked(business, date(2026, 3, 15))
    booked(business, seen, MARCH)
    episode = OverdueEpisode.objects.get()
    assert episode.status == "day60"
    assert dict(BankReport.objects.values_list("kind", "owed_from")) == {
        "day1": date(2026, 3, 21),
        "day60": date(2026, 5, 19),
    }
    recorded = StatusChange.objects.of(episode).values_list("recorded_at", flat=True)
    assert {moment.date() for moment in recorded} != {date(2026, 3, 21)}
    assert [day for _, day in moves(episode)] == [date(2026, 3, 21), date(2026, 5, 19)]


def test_each_day_is_raised_once_however_often_the_timers_run():
    business = builders.qualified()
    booked(business, date(2026, 5, 19), MARCH)
    for _ in range(3):
        bring_to(date(2026, 5, 20), since=date(2026, 5, 19))
    keys = list(Effect.objects.filter(duty__startswith="overdue.day").values_list("duty", flat=True))
    assert sorted(keys) == ["overdue.day1", "overdue.day60"]
    assert BankReport.objects.count() == 2


def test_paying_ends_the_episode_from_the_day_reported_and_new_arrears_are_a_new_one():
    business = builders.qualified()
    booked(business, date(2026, 3, 25), MARCH)
    booked(business, date(2026, 4, 2))
    first = OverdueEpisode.objects.get()
    assert (first.status, first.ended_on, moves(first)[-1]) == (
        "cured",
        date(2026, 4, 2),
        ("cure", date(2026, 4, 2)),
    )
    assert LoanNote.objects.get().status == "active"
    booked(business, date(2026, 4, 25), date(2026, 4, 20))
    first.refresh_from_db()
    second = OverdueEpisode.objects.exclude(pk=first.pk).get()
    assert (first.status, second.status, second.unpaid_since) == ("cured", "open", date(2026, 4, 20))
    assert second.reports.filter(kind="day1").count() == 1


def test_a_later_unpaid_day_ends_the_old_arrears_and_begins_new_ones():
    business = builders.qualified()
    booked(business, date(2026, 3, 25), MARCH)
    booked(business, date(2026, 4, 25), date(2026, 4, 20))
    assert list(OverdueEpisode.objects.order_by("unpaid_since").values_list("status", flat=True)) == [
        "cured",
        "open",
    ]


def test_a_corrected_row_voids_the_episode_and_keeps_what_was_said():
    business = builders.qualified()
    booked(business, date(2026, 3, 25), MARCH)
    chapters.book(
        business, date(2026, 3, 26), as_of=date(2026, 3, 25), start=date(2026, 1, 5), due=date(2027, 1, 4)
    )
    episode, note = OverdueEpisode.objects.get(), LoanNote.objects.get()
    assert (episode.status, note.status) == ("voided", "active")
    assert moves(episode)[-1] == ("void", date(2026, 3, 21))
    assert list(note.positions.order_by("id").values_list("standing", flat=True)) == [False, True]
    assert note.positions.get(standing=True).corrects == note.positions.get(standing=False)


def test_payment_taken_back_by_a_correction_counts_on_as_if_never_closed():
    business = builders.qualified()
    booked(business, date(2026, 3, 25), MARCH)
    booked(business, date(2026, 4, 2))
    chapters.book(
        business, date(2026, 5, 20), as_of=date(2026, 4, 2), unpaid_since=MARCH, start=date(2026, 1, 5),
        due=date(2027, 1, 4),
    )  # fmt: skip
    episode = OverdueEpisode.objects.get()
    assert (episode.status, episode.ended_on) == ("day60", None)
    assert [name for name, _ in moves(episode)] == ["register", "cure", "reopen", "reach_day60"]


def test_a_note_at_nought_with_nothing_due_is_settled():
    business = builders.qualified()
    booked(business, date(2026, 3, 15))
    booked(business, date(2026, 4, 15), balance=builders.Decimal(0))
    note = LoanNote.objects.get()
    assert note.status == "settled"
    assert StatusChange.objects.of(note).last().effective_on == date(2026, 4, 15)


def test_the_clock_of_calendar_days_runs_over_holidays():
    business, since = builders.qualified(), date(2026, 2, 15)
    booked(business, date(2026, 2, 16), since)
    episode = OverdueEpisode.objects.get()
    assert episode.day1_on == since + timedelta(days=1) and episode.day60_on == since + timedelta(days=60)
    assert episode.reports.get().due_on >= date(2026, 2, 24)
