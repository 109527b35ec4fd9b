"""Day 60 that only a late word tells of is raised with that word, whether or not the arrears are over by then (R65)."""

from datetime import timedelta

import pytest

from registry.ledger.models import Effect
from registry.lending.models import OverdueEpisode
from tests import builders
from tests.stories import chapters

from .scenes import FULL, SINCE, lent

pytestmark = pytest.mark.django_db
SEEN, PAID = SINCE + timedelta(days=1), FULL + timedelta(days=10)


@pytest.fixture
def episode():
    """Unpaid on day 1, as the bank said; the timers have not run since."""
    business = builders.qualified()
    lent(business)
    chapters.book(business, SEEN, unpaid_since=SINCE, od_interest=builders.Decimal("1"))
    return OverdueEpisode.objects.get()


def said(episode, today, as_of, since=SINCE):
    interest = builders.Decimal("1" if since else "0")
    chapters.book(episode.business, today, as_of=as_of, unpaid_since=since, od_interest=interest)
    episode.refresh_from_db()


def full(episode):
    return list(Effect.objects.filter(duty="overdue.day60").values_list("effective_on", flat=True))


def test_said_unpaid_on_day_60_it_is_raised_at_once(episode):
    said(episode, FULL, FULL)
    assert (episode.status, full(episode)) == ("day60", [FULL])


def test_paid_before_the_timers_woke_it_is_owed_still(episode):
    said(episode, PAID, FULL)
    said(episode, PAID, PAID, since=None)
    assert (episode.status, full(episode)) == ("cured", [FULL])


def test_told_only_after_the_end_it_is_owed_once(episode):
    said(episode, PAID, PAID, since=None)
    assert (episode.status, full(episode)) == ("cured", [])
    for as_of in (FULL + timedelta(days=2), FULL + timedelta(days=3)):
        said(episode, PAID, as_of)
    assert (episode.status, full(episode)) == ("cured", [FULL])
    assert episode.reports.get(kind="day60").owed_from == FULL


def test_not_said_unpaid_on_day_60_nothing_is_owed(episode):
    said(episode, PAID, PAID, since=None)
    said(episode, PAID, FULL - timedelta(days=1))
    assert (episode.status, full(episode)) == ("cured", [])
