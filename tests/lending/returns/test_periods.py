"""A bank's periods: begun without a gap, answered, late, given late, taken back, excused (R44, R70)."""

from datetime import date, timedelta

import pytest

from cms.duties import bring_to
from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.ledger.models import Effect, StatusChange
from registry.lending.models import ReportingPeriod
from registry.lending.returns.nil import declare_nil, excuse
from registry.lending.unbooking import unbook
from registry.policy.models import CalendarDay
from registry.policy.versions import approve_version, draft_after, policy_on, propose_version
from tests import builders

from .scenes import JUNE, MAY, MAY_BY, booked, moves, period

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
AFTER = MAY_BY + DAY


@pytest.fixture(autouse=True)
def bank():
    return builders.institution("NSH")


def nil(day, bank="NSH", person=None):
    found = period(bank=bank)
    declare_nil(found, actor=person or builders.bank_maker(bank), today=day)
    return found


def taken_back(day):
    """The ledger is undone, by the door the house undoes uploads through."""
    because = StatusChange.objects.order_by("position").last()
    unbook("upload:1", actor=builders.clerk(), today=day, reason="文件有误", because=because)


def test_every_partner_bank_owes_a_return_with_or_without_loans():
    builders.institution("ZGYH")
    builders.institution("OLD", active=False)
    builders.institution("JRXD", kind="microlender")
    bring_to(date(2026, 5, 6))
    assert {(p.bank.code, p.starts_on, p.due_on, p.status) for p in ReportingPeriod.objects.all()} == {
        ("NSH", MAY, MAY_BY, "due"), ("ZGYH", MAY, MAY_BY, "due"),
    }  # fmt: skip


def test_a_run_that_slept_begins_every_period_in_between_and_calls_late_what_was():
    bring_to(date(2026, 5, 6))
    bring_to(date(2026, 8, 20), since=date(2026, 8, 20))
    found = list(ReportingPeriod.objects.order_by("starts_on").values_list("starts_on", "ends_on", "status"))
    assert [start.month for start, _, _ in found] == [5, 6, 7, 8]
    assert all(late[0] == early[1] + DAY for early, late in zip(found, found[1:], strict=False))
    assert [status for _, _, status in found] == ["late", "late", "late", "due"]
    assert moves(period())[-1] == ("miss", AFTER)


@pytest.mark.parametrize("since", [MAY_BY - DAY, MAY_BY + 5 * DAY])
def test_day_by_day_or_after_a_sleep_the_end_is_the_same(since):
    bring_to(date(2026, 5, 6))
    bring_to(MAY_BY + 5 * DAY, since=since)
    assert moves(period()) == [("register", date(2026, 5, 6)), ("miss", AFTER)]
    assert period(JUNE).status == "due"


def at_last():
    """The timers on the first day, then day by day around the last."""
    bring_to(date(2026, 5, 6), since=date(2026, 5, 6))
    return bring_to(AFTER, since=MAY_BY - 4 * DAY)


def test_twice_is_once():
    at_last()
    before = Effect.objects.count()
    report = at_last()
    assert report.effects == [] and Effect.objects.count() == before


def test_run_due_names_the_new_duties():
    found = bring_to(date(2026, 5, 6)).effects + at_last().effects
    assert {e["duty"] for e in found} >= {"returns.open", "returns.miss", "returns.remind"}


@pytest.mark.parametrize(
    ("booked_on", "as_of", "status", "late"),
    [
        (date(2026, 5, 20), date(2026, 5, 20), "received", 0),
        (MAY_BY, date(2026, 5, 31), "received", 0),
        (AFTER, date(2026, 5, 31), "belated", 1),
        (MAY_BY + 5 * DAY, date(2026, 5, 31), "belated", 5),
        (date(2026, 6, 5), date(2026, 6, 5), "due", 0),
        (date(2026, 6, 5), date(2026, 4, 30), "due", 0),
    ],
)
def test_a_ledger_answers_the_period_its_data_day_lies_in(booked_on, as_of, status, late):
    """By dates alone: no timer has run between the last day and the upload."""
    bring_to(date(2026, 5, 6))
    booked(booked_on, as_of=as_of, start=date(2026, 4, 1))
    found = period()
    assert (found.status, found.days_late) == (status, late)
    if status != "due":
        assert (found.as_of, found.source, found.received_on) == (as_of, "upload:1", booked_on)


def test_a_second_ledger_of_the_period_is_noted_and_changes_no_day_of_receipt():
    booked(date(2026, 5, 10))
    booked(date(2026, 5, 31), source="upload:2", balance=builders.Decimal("900000"))
    found = period()
    assert (found.received_on, found.as_of, found.source) == (
        date(2026, 5, 10),
        date(2026, 5, 31),
        "upload:2",
    )


def test_a_period_begun_after_its_ledger_was_booked_is_answered_at_once():
    booked(date(2026, 5, 10))
    ReportingPeriod.objects.get()
    builders.institution("ZGYH")
    booked(date(2026, 5, 10), bank="ZGYH", as_of=date(2026, 5, 10))
    assert period(bank="ZGYH").status == "received"


# what happens to a period in each state: event -> state, or why it is refused
EVENTS = {
    "due": {"ledger": "received", "nil": "nil", "undo": "due", "excuse": "excused"},
    "late": {"ledger": "belated", "nil": "belated", "undo": "late", "excuse": "excused"},
    "received": {"ledger": "received", "nil": IllegalMove, "undo": "due", "excuse": IllegalMove},
    "nil": {"ledger": "received", "nil": IllegalMove, "undo": "nil", "excuse": IllegalMove},
    "belated": {"ledger": "belated", "nil": IllegalMove, "undo": "late", "excuse": IllegalMove},
    "excused": {"ledger": "excused", "nil": IllegalMove, "undo": "excused", "excuse": IllegalMove},
}
TABLE = [(state, event, wanted) for state, row in EVENTS.items() for event, wanted in row.items()]


def in_state(state):
    """The May period in a state, and the day on which it is looked at."""
    bring_to(date(2026, 5, 6))
    day = MAY_BY if state in ("due", "received", "nil", "excused") else AFTER
    bring_to(day, since=day)
    if state in ("received", "belated"):
        booked(day, as_of=date(2026, 5, 20))
    if state == "nil":
        nil(day)
    if state == "excused":
        excuse(period(), actor=builders.head(), today=day, reason="系统停机")
    assert period().status == state
    return day


@pytest.mark.parametrize(("state", "event", "wanted"), TABLE)
def test_every_event_in_every_state(state, event, wanted):
    day = in_state(state)
    acts = {
        "ledger": lambda: booked(day, as_of=date(2026, 5, 31), source="upload:9"),
        "nil": lambda: nil(day),
        "undo": lambda: taken_back(day),
        "excuse": lambda: excuse(period(), actor=builders.head(), today=day, reason="系统停机"),
    }
    if wanted is IllegalMove:
        with pytest.raises(IllegalMove):
            acts[event]()
        return
    acts[event]()
    assert period().status == wanted


def test_what_was_taken_back_after_the_last_day_is_late_from_that_day_on():
    bring_to(date(2026, 5, 6))
    booked(date(2026, 5, 31))
    taken_back(AFTER + 3 * DAY)
    assert period().status == "due" and period().source == ""
    bring_to(AFTER + 3 * DAY, since=AFTER)
    assert moves(period())[-2:] == [("reopen", AFTER + 3 * DAY), ("miss", AFTER + 3 * DAY)]


def begun_and_over():
    """The May period on its last day."""
    for day in (date(2026, 5, 6), MAY_BY):
        bring_to(day, since=day)


class TestNil:
    def test_one_step_answers_the_period(self):
        begun_and_over()
        found = nil(MAY_BY)
        assert (found.status, found.received_on, found.source) == ("nil", MAY_BY, "")
        assert moves(found)[-1] == ("declare_nil", MAY_BY)

    def test_after_the_last_day_it_is_one_given_late_even_if_no_timer_ran(self):
        bring_to(date(2026, 5, 6))
        found = nil(AFTER + DAY)
        assert (found.status, found.days_late) == ("belated", 2)
        assert [name for name, _ in moves(found)] == ["register", "miss", "declare_nil_late"]

    def test_not_before_the_period_is_over(self):
        bring_to(date(2026, 5, 6))
        with pytest.raises(Refusal, match="2026年5月31日才结束"):
            nil(date(2026, 5, 31))
        assert period().status == "due"

    def test_live_notes_without_arrears_may_be_unchanged(self):
        booked(date(2026, 5, 4))
        bring_to(date(2026, 7, 1), since=date(2026, 7, 1))
        june = period(JUNE)
        declare_nil(june, actor=builders.bank_maker(), today=date(2026, 7, 1))
        assert june.status == "nil"

    def test_open_arrears_are_named_and_stand_against_it(self):
        booked(date(2026, 6, 5), unpaid_since=date(2026, 5, 28), od_interest=builders.Decimal("3000"))
        bring_to(date(2026, 7, 1), since=date(2026, 7, 1))
        june = ReportingPeriod.objects.get(starts_on=JUNE)
        assert june.status == "received"
        bring_to(date(2026, 8, 3), since=date(2026, 8, 3))
        with pytest.raises(Refusal, match="JJ001自2026年5月28日起逾期"):
            declare_nil(period(date(2026, 7, 1)), actor=builders.bank_maker(), today=date(2026, 8, 3))
        assert period(date(2026, 7, 1)).received_on is None

    def test_a_loan_past_its_last_day_is_named_and_stands_against_it(self):
        booked(date(2026, 5, 4), due=date(2026, 6, 30))
        bring_to(date(2026, 7, 1), since=date(2026, 7, 1))
        with pytest.raises(Refusal, match="JJ001已于2026年6月30日到期"):
            declare_nil(period(JUNE), actor=builders.bank_maker(), today=date(2026, 7, 1))

    @pytest.mark.parametrize("person", ["clerk", "auditor", "guarantor", "other", "leader"])
    def test_nobody_but_the_bank_says_it(self, person):
        begun_and_over()
        actor = builders.bank_maker("ZGYH") if person == "other" else getattr(builders, person)()
        with pytest.raises(NotAllowed):
            nil(MAY_BY, person=actor)

    def test_maker_or_checker_alone(self):
        begun_and_over()
        assert nil(MAY_BY, person=builders.bank_checker()).status == "nil"

    def test_a_ledger_that_follows_takes_its_place_on_the_day_of_the_nil_return(self):
        begun_and_over()
        nil(MAY_BY)
        booked(AFTER, as_of=date(2026, 5, 31))
        found = period()
        assert (found.status, found.received_on, found.days_late) == ("received", MAY_BY, 0)


def test_only_the_head_excuses_and_says_why():
    bring_to(date(2026, 5, 6))
    with pytest.raises(NotAllowed):
        excuse(period(), actor=builders.clerk(), today=MAY_BY, reason="系统停机")
    with pytest.raises(Refusal, match="理由"):
        excuse(period(), actor=builders.head(), today=MAY_BY, reason=" ")


def test_a_calendar_that_moves_the_last_day_later_is_believed_before_anybody_is_late():
    bring_to(date(2026, 5, 6))
    with acting(system_actor(), "测试"):
        CalendarDay.objects.create(date=MAY_BY, kind="local_holiday", name="地方假日", source="旗政府")
    bring_to(AFTER, since=AFTER)
    assert (period().status, period().due_on) == ("due", AFTER)
    bring_to(AFTER + DAY)
    assert moves(period())[-1] == ("miss", AFTER + DAY)


def test_length_and_days_are_the_policys():
    bring_to(date(2026, 5, 6))
    given = {"document_number": "伊政办发〔2026〕9号", "in_force_from": JUNE, "in_force_to": None}
    draft = draft_after(policy_on(JUNE), **given, report_months=3, report_due_days=15)
    proposed = propose_version(draft, actor=builders.clerk(), today=date(2026, 5, 6))
    approve_version(proposed, actor=builders.head(), today=date(2026, 5, 6))
    bring_to(JUNE, since=JUNE)
    found = ReportingPeriod.objects.get(starts_on=JUNE)
    assert (found.ends_on, found.due_on, found.label) == (date(2026, 6, 30), date(2026, 7, 15), "2026年6月")
    bring_to(date(2026, 7, 1), since=date(2026, 7, 1))
    third = ReportingPeriod.objects.get(starts_on=date(2026, 7, 1))
    assert (third.ends_on, third.label) == (date(2026, 9, 30), "2026年7月至9月")
