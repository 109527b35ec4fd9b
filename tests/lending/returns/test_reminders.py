"""Banks are reminded before, on and after the last day, once each; nobody to remind is itself reported (R44)."""

from datetime import date, timedelta

import pytest

from cms.duties import bring_to
from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.models import Message
from registry.lending.models import ReportingPeriod
from registry.lending.returns.nil import declare_nil
from tests import builders

from .scenes import MAY_BY, booked, period, told

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
START, BEFORE = date(2026, 5, 6), MAY_BY - 3 * DAY
REMIND, NOBODY = "returns.remind", "returns_nobody"


@pytest.fixture
def maker():
    return builders.bank_maker()


@pytest.fixture
def nobody():
    return builders.institution("NSH")


def over_the_last_day():
    """The timers on the days around each reminder."""
    for day in (START, BEFORE - DAY, BEFORE, BEFORE + DAY, MAY_BY, MAY_BY + DAY, MAY_BY + 7 * DAY):
        bring_to(day, since=day)


def test_three_times_each_once(maker):
    over_the_last_day()
    over_the_last_day()
    assert told(REMIND, "NSH") == [BEFORE, MAY_BY, MAY_BY + DAY]
    assert told(REMIND, "OFFICE") == [MAY_BY + DAY]
    assert told(NOBODY, "OFFICE") == [] and period().unreached_on is None


def test_after_a_sleep_only_what_the_day_asks_for(maker):
    bring_to(START)
    bring_to(MAY_BY + 5 * DAY, since=MAY_BY + 5 * DAY)
    assert told(REMIND, "NSH") == [MAY_BY + 5 * DAY]
    assert "已经过期" in Message.objects.get(kind=REMIND, recipient_code="NSH").subject


@pytest.mark.parametrize("answer", ["ledger", "nil"])
def test_who_has_reported_is_left_in_peace(maker, answer):
    bring_to(START)
    if answer == "ledger":
        booked(date(2026, 5, 31))
    else:
        declare_nil(period(), actor=maker, today=date(2026, 6, 1))
    over_the_last_day()
    assert told(REMIND, "NSH") == []


def test_nobody_to_remind_is_told_to_the_office_and_kept_on_the_period(nobody):
    bring_to(START)
    bring_to(BEFORE, since=BEFORE)
    assert told(NOBODY, "OFFICE") == [BEFORE] and period().unreached_on == BEFORE
    assert "没有在用的经办、复核账号" in Message.objects.get(kind=NOBODY).body
    builders.bank_maker()
    bring_to(MAY_BY)
    assert period().unreached_on is None and told(NOBODY, "OFFICE") == [BEFORE]


def test_a_closed_account_is_nobody_an_address_is_somebody(maker):
    maker.is_active = False
    with acting(system_actor(), "停用"):
        maker.save()
    bring_to(START)
    bring_to(BEFORE, since=BEFORE)
    assert period().unreached_on == BEFORE
    bank = builders.institution("NSH")
    bank.email = "nsh@example.cn"
    with acting(system_actor(), "登记邮箱"):
        bank.save()
    bring_to(MAY_BY)
    assert period().unreached_on is None


def test_a_recommender_of_the_bank_could_not_report_and_is_nobody(nobody):
    builders.user("tui", "recommender", "NSH")
    bring_to(START)
    bring_to(BEFORE, since=BEFORE)
    assert period().unreached_on == BEFORE


def test_one_bank_hears_nothing_of_another(maker):
    builders.institution("ZGYH")
    over_the_last_day()
    bodies = Message.objects.filter(recipient_code="NSH").values_list("body", flat=True)
    assert not [body for body in bodies if "ZGYH" in body]
    assert {p.bank.code for p in ReportingPeriod.objects.visible_to(maker)} == {"NSH"}
