"""Reports in any order, late and corrected: the episodes that stand depend on the facts alone (R70, A17)."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cms.duties import bring_to
from registry.ledger.chain import first_break
from registry.lending.models import Countermand, DemandNotice, LoanNote, OverdueEpisode
from registry.lending.reporting import issue_demand
from registry.parties.models import Qualification
from registry.sanctions import cancelling
from registry.sanctions.grounds import standing_warnings
from registry.sanctions.models import WarningNotice
from tests import builders
from tests.stories import chapters

from .test_arrears import by_reading

pytestmark = pytest.mark.django_db
START, TODAY = date(2026, 1, 5), date(2026, 7, 1)
FAR = (TODAY - START).days


@st.composite
def reports(draw):
    """Reports as they come in: (as-of day, first unpaid day or None) after START; the last word on a day holds."""
    days = draw(st.lists(st.integers(5, FAR), min_size=2, max_size=6))
    return [(n, draw(st.none() | st.integers(0, n))) for n in days]


def standing():
    rows = OverdueEpisode.objects.exclude(status="voided").order_by("unpaid_since")
    return [
        ((e.unpaid_since - START).days, e.ended_on and (e.ended_on - START).days, e.status, e.day60_on)
        for e in rows
    ]


def foretold(pairs, full=60):
    found = []
    for since, ended in by_reading(list(dict(pairs).items())):
        if ended is None and since + 1 > FAR:
            continue
        unpaid = "day60" if since + full <= FAR else "open"
        day60 = START + timedelta(days=since + full)
        found.append((since, ended, "cured" if ended is not None else unpaid, day60))
    return found


def came_in(pairs):
    standing = Qualification.objects.select_related("business").first()
    business = standing.business if standing else builders.qualified()
    for as_of, since in pairs:
        chapters.book(
            business, TODAY, as_of=START + timedelta(days=as_of), start=START, due=date(2027, 1, 4),
            unpaid_since=None if since is None else START + timedelta(days=since),
            od_interest=builders.Decimal("1") if since is not None else None,
        )  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports())
@example([(10, 5), (20, None), (40, 35), (40, 5)])
@example([(60, 55), (20, 5), (30, None)])
@example([(10, 5), (20, None), (40, 35), (18, None)])
@example([(10, 5), (10, None), (10, 5)])
@example([(90, 5), (90, 70), (90, 5)])
@example([(6, None), (5, 5)])
def test_what_stands_depends_on_the_facts_not_on_their_order(pairs):
    with transaction.atomic():
        came_in(pairs)
        assert standing() == foretold(pairs)
        unpaid = any(ended is None for _, ended, *_ in foretold(pairs))
        assert LoanNote.objects.get().status == ("overdue" if unpaid else "active")
        assert first_break() is None
        for episode in OverdueEpisode.objects.exclude(status="voided"):
            assert episode.told_by.standing and episode.told_by.unpaid_since == episode.unpaid_since
            assert (episode.ended_by and episode.ended_by.as_of) == episode.ended_on
            assert episode.reports.filter(kind="day1").count() == 1
            assert episode.reports.filter(kind="day60").count() <= 1
        transaction.set_rollback(True)


def act_where_possible():
    """The timer warns; the office cancels what is warned; the bank demands what is 60 days full."""
    bring_to(TODAY, since=TODAY)
    for standing in Qualification.objects.filter(status="warned"):
        if standing_warnings(standing).exists():
            cancelling.cancel(standing, actor=builders.head(), today=TODAY, reason="确认取消")
    for episode in OverdueEpisode.objects.filter(status="day60", demands=None):
        issue_demand(episode, actor=builders.bank_maker(), today=TODAY, principal=1, interest=1, pay_by=TODAY)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports())
@example([(90, 5), (90, None), (90, 40)])
@example([(170, 80), (100, None), (170, None)])
@example([(90, 60), (91, 60), (95, 5), (95, None)])
def test_no_act_rests_on_a_false_fact_in_silence(pairs):
    with transaction.atomic():
        for pair in pairs:
            came_in([pair])
            act_where_possible()
        true = {START + timedelta(days=since): ended for since, ended, *_ in foretold(pairs)}
        for warning in WarningNotice.objects.filter(withdrawn_on=None):
            if warning.episode.unpaid_since not in true:
                assert in_sight("warning", warning)
        for demand in DemandNotice.objects.filter(withdrawn_on=None):
            since = demand.episode.unpaid_since
            ended = true.get(since) and START + timedelta(days=true[since])
            if since not in true or since + timedelta(days=60) > TODAY or (ended and ended < TODAY):
                assert in_sight("demand", demand)
        carried = [w.episode.unpaid_since in true for w in WarningNotice.objects.exclude(cancelled_by=None)]
        if carried and not any(carried):
            assert in_sight("cancellation", Qualification.objects.get())
        transaction.set_rollback(True)


def in_sight(kind, record):
    return Countermand.objects.waiting().filter(kind=kind, record_id=record.pk).exists()
