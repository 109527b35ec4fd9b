"""What did we know on day K about day D; what happened between two reports (R70)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from registry.lending.known_on import episode_as_known, movements_of, note_on
from registry.lending.models import LoanNote, OverdueEpisode
from registry.lending.rules.movement import Told, movements
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
SINCE, D = date(2026, 6, 30), date(2026, 7, 10)


def at(month, day):
    return datetime(2026, month, day, 4, tzinfo=UTC)


def told(month, day, **given):
    """One report, written down on that day."""
    business = builders.qualified()
    with time_machine.travel(at(month, day), tick=False):
        interest = Decimal(1) if given.get("unpaid_since") else Decimal(0)
        chapters.book(business, date(2026, month, day), od_interest=interest, **given)


@pytest.fixture
def note():
    told(6, 15)
    told(7, 15, unpaid_since=SINCE)
    told(8, 5, as_of=date(2026, 7, 15), unpaid_since=date(2026, 7, 5))
    told(8, 20, as_of=date(2026, 7, 8))
    told(9, 10, as_of=date(2026, 7, 15), balance=Decimal(900000))
    return LoanNote.objects.get()


KNOWN = [
    (at(7, 1), "none", 0, None),
    (at(7, 20), "open", 10, SINCE),
    (at(8, 6), "open", 5, date(2026, 7, 5)),
    (at(8, 21), "open", 5, date(2026, 7, 5)),
    (at(9, 11), "none", 0, None),
    (None, "none", 0, None),
]


@pytest.mark.parametrize(("known_by", "state", "days", "since"), KNOWN)
def test_what_was_known_then_about_that_day(note, known_by, state, days, since):
    answer = note_on(note, on=D, known_by=known_by)
    assert (answer.state, answer.days, answer.unpaid_since) == (state, days, since)


def test_the_answer_names_the_report_it_rests_on(note):
    then = note_on(note, on=date(2026, 7, 20), known_by=at(7, 20))
    assert (then.told.as_of, then.balance, then.told.source) == (
        date(2026, 7, 15),
        Decimal(1000000),
        "upload:1",
    )
    assert note_on(note, on=date(2026, 9, 1), known_by=at(7, 20)).state == "day60"
    assert note_on(note, on=date(2026, 7, 20)).balance == Decimal(900000)


def test_an_episode_as_it_was_written_down(note):
    episode = OverdueEpisode.objects.get()
    assert episode_as_known(episode, at(7, 1)) is None
    assert episode_as_known(episode, at(7, 20)).unpaid_since == SINCE
    then = episode_as_known(episode, at(8, 6))
    assert (then.unpaid_since, then.day60_on, then.status) == (date(2026, 7, 5), date(2026, 9, 3), "open")
    assert episode.status == "voided"


def test_movements_are_read_from_the_reports_that_stand(note):
    found = [(m.told.as_of, m.since, m.repaid) for m in movements_of(note)]
    first, second = date(2026, 6, 15), date(2026, 7, 8)
    assert found == [(first, None, 0), (second, first, 0), (date(2026, 7, 15), second, Decimal(100000))]


def test_the_truth_table_of_movements():
    one = Told(date(2026, 6, 1), Decimal(100))
    two = Told(date(2026, 7, 1), Decimal(70), Decimal(10), Decimal(2))
    three = Told(date(2026, 8, 1), Decimal(80))
    assert movements([]) == []
    rows = [(m.repaid, m.principal, m.interest) for m in movements([three, one, two])]
    assert rows == [(0, 0, 0), (30, 10, 2), (-10, -10, -2)]


def test_the_page_shows_what_was_known_then_beside_what_is_known_now(note, client):
    client.force_login(builders.bank_maker())
    shown = client.get(f"/admin/lending/loannote/{note.pk}/change/").content.decode()
    address = f"/admin/lending/loannote/{note.pk}/known/"
    assert address in shown and "查询" in client.get(address).content.decode()
    told = client.get(f"{address}?on=2026-07-10&known=2026-07-20").content.decode()
    assert "当时所知与现在所知不同" in told and "2026年7月20日所知" in told
    assert "10日" in told and "2026年6月30日" in told and "没有逾期" in told
    assert "一致" in client.get(f"{address}?on=2026-06-20&known=2026-07-20").content.decode()
    assert "还没有到" in client.get(f"{address}?on=2026-07-10&known=2999-01-01").content.decode()
    client.force_login(builders.bank_maker("ZGYH"))
    assert client.get(address).status_code == 404
