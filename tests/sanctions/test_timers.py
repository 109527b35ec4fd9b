"""R68: of a blacklist case a timer ends a publication and reminds; it starts, decides and removes nothing."""

from datetime import date, timedelta

import pytest

from cms.duties import bring_to
from registry.ledger.actors import system_actor
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message, StatusChange
from registry.policy.models import CalendarYear
from registry.sanctions import basis, deciding, proposing, publication, removal, reviewing, serving
from registry.sanctions.models import BlacklistCase
from registry.sanctions.moves import BLACKLIST_CASE, LEGAL_BASIS, REPAIR_REQUEST
from tests import builders

from .test_blacklist import DAY, cleared, listed, notified, propose, unsaved

pytestmark = pytest.mark.django_db


def test_the_tables_let_a_timer_end_a_publication_and_nothing_else():
    timed = {
        m.name for t in (BLACKLIST_CASE, LEGAL_BASIS, REPAIR_REQUEST) for m in t.moves if m.timed or m.public
    }
    assert timed == {"stop_publication"}


DEEDS = {
    "propose": lambda s: proposing.propose_case(unsaved(), actor=s, today=DAY),
    "clear": lambda s: reviewing.clear(propose(), actor=s, today=DAY, reason="自动", listing_basis=builders.legal_basis()),
    "send back": lambda s: reviewing.send_back(propose(), actor=s, today=DAY, reason="自动"),
    "draw": lambda s: proposing.draw_notice(cleared(), actor=s, today=DAY),
    "notify": lambda s: proposing.notify(cleared(), actor=s, today=DAY, delivery_proof="EMS 1"),
    "reply": lambda s: proposing.record_reply(notified(), actor=s, today=DAY, reply="无"),
    "list": lambda s: deciding.list_business(notified(), actor=s, today=date(2026, 8, 1), reason="自动"),
    "dismiss": lambda s: deciding.dismiss(notified(), actor=s, today=DAY, reason="自动"),
    "serve": lambda s: serving.serve_decision(listed(), actor=s, today=date(2026, 8, 1), delivery_proof="1"),
    "publish": lambda s: publication.publish(builders.served(listed(), date(2026, 8, 1)), actor=s, today=date(2026, 8, 1), reason="自动"),
    "withhold": lambda s: publication.withhold(listed(), actor=s, today=date(2026, 8, 1), reason="自动"),
    "remove": lambda s: removal.remove(listed(), actor=s, today=date(2029, 1, 1), reason="自动", cause="term"),
    "approve basis": lambda s: basis.approve_basis(
        basis.propose_basis(_entry(), actor=builders.clerk(), today=DAY, reason="整理"), actor=s, today=DAY, reason="自动"
    ),
}  # fmt: skip


def _entry():
    from .test_bases import entry

    return entry()


@pytest.mark.parametrize("deed", DEEDS)
def test_the_system_is_refused_every_act_of_a_person(deed):
    with pytest.raises((NotAllowed, Refusal)):
        DEEDS[deed](system_actor())
    by_system = StatusChange.objects.filter(record_type="sanctions.blacklistcase", actor=system_actor())
    assert not by_system.exists()


def test_a_year_of_timers_leaves_a_silent_case_where_it_was_and_reminds_once():
    case = notified()
    for weeks in range(0, 52, 4):
        day = case.reply_due_on + timedelta(weeks=weeks)
        bring_to(day, since=day)
    stored = BlacklistCase.objects.get()
    assert stored.status == "notified"
    reminded = Message.objects.filter(kind="reply_over")
    assert reminded.count() == 1 and reminded.get().recipient_code == "OFFICE"


def test_the_office_is_not_told_that_time_is_over_while_its_end_is_provisional():
    case = notified()
    case.reply_due_provisional = True
    with builders.as_system():
        case.save()
    missing = CalendarYear.objects.get(year=DAY.year)
    with builders.as_system():
        missing.coverage = "missing"
        missing.save()
    day = case.reply_due_on + timedelta(days=1)
    bring_to(day, since=day)
    assert not Message.objects.filter(kind="reply_over").exists()
    with builders.as_system():
        missing.coverage = "official"
        missing.save()
    bring_to(day, since=day)
    assert Message.objects.filter(kind="reply_over").count() == 1
