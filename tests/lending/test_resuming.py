"""A run goes on from the day after the last whole one: what became known today is not late for yesterday (R65)."""

from datetime import date, timedelta

import pytest

from registry.ledger.actors import system_actor
from registry.ledger.duties import run_duties
from registry.ledger.models import DutyRun
from registry.lending.duties import DUTIES
from registry.lending.models import CollectionTask
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
YESTERDAY = date(2026, 7, 1)
TODAY = YESTERDAY + timedelta(days=1)


def run(day):
    run_duties(DUTIES, actor=system_actor(), on=day)


def test_a_step_told_of_today_is_due_today_and_not_late():
    run(YESTERDAY)
    chapters.book(builders.qualified(), TODAY, unpaid_since=YESTERDAY - timedelta(days=1), as_of=TODAY)
    run(TODAY)
    task = CollectionTask.objects.get(step__day=1)
    assert (task.due_on, task.told_late_on) == (TODAY, None)


def test_days_asleep_are_gone_through_one_by_one_and_the_same_day_again():
    for day in (YESTERDAY, YESTERDAY + timedelta(days=4), YESTERDAY + timedelta(days=4)):
        run(day)
    days = DutyRun.objects.order_by("day").values_list("day", flat=True)
    assert list(days) == [YESTERDAY + timedelta(days=n) for n in range(5)]
