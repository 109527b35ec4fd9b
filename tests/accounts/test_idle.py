"""Unused accounts: warned at 60 days, closed at 90, re-opened with a reason; never used ones keep their password."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from registry.ledger.actors import system_actor
from registry.ledger.errors import Refusal
from registry.ledger.models import Message
from registry.parties import idle
from registry.parties.models import User
from tests import builders

pytestmark = pytest.mark.django_db
LAST = date(2026, 3, 1)


def used(user, day=LAST):
    User.objects.filter(pk=user.pk).update(
        last_login=datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    )
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(("days", "warned", "closed"), [(59, 0, 0), (60, 1, 0), (89, 1, 0), (90, 1, 1)])
def test_the_days_count_from_the_last_login(days, warned, closed):
    used(builders.bank_maker())
    today = LAST + timedelta(days=days)
    assert (len(idle.unwarned(today)), len(idle.unclosed(today))) == (warned, closed)


def test_a_warning_reaches_the_institution_once_and_names_the_day():
    maker, today = used(builders.bank_maker()), LAST + timedelta(days=60)
    for _ in range(2):
        idle.warn(maker, actor=system_actor(), today=today)
    told = Message.objects.get(kind="idle_account")
    assert told.recipient_code == "NSH" and "2026年5月30日" in told.body
    assert not idle.unwarned(today)


def test_closing_keeps_the_row_and_reopening_starts_the_count_anew():
    maker, today = used(builders.bank_maker()), LAST + timedelta(days=90)
    idle.close(maker, actor=system_actor(), today=today)
    maker = User.objects.get(pk=maker.pk)
    assert not maker.is_active and maker.history.first().history_change_reason.startswith("90天未登录")
    with pytest.raises(Refusal, match="理由"):
        idle.reopen(maker, actor=builders.admin(), today=today, reason=" ")
    idle.reopen(maker, actor=builders.admin(), today=today, reason="复岗")
    assert User.objects.get(pk=maker.pk).is_active and not idle.unclosed(today + timedelta(days=89))


def test_an_account_never_used_is_judged_only_without_a_password():
    maker = builders.bank_maker()
    assert idle.idle_since(maker) is None
    maker.set_unusable_password()
    assert idle.idle_since(maker) is not None


def test_the_last_administrator_is_not_closed():
    admin = used(builders.admin())
    with pytest.raises(Refusal, match="唯一在用"):
        idle.close(admin, actor=system_actor(), today=LAST + timedelta(days=90))
