"""Steps of the ladder, contacts and promises as truth tables (R43)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from registry.lending.rules import collecting as rules

DAY = date(2026, 7, 15)
ONE = timedelta(days=1)
SINCE = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("done", "over", "today", "state"),
    [
        (True, False, DAY + ONE, "done"), (True, True, DAY - ONE, "done"), (False, True, DAY + ONE, "gone"),
        (False, False, DAY - ONE, "ahead"), (False, False, DAY, "due"), (False, False, DAY + ONE, "late"),
    ],
)  # fmt: skip
def test_where_a_step_stands(done, over, today, state):
    assert rules.task_state(due_on=DAY, done=done, over=over, today=today) == state


def told(day, balance, interest, since=SINCE):
    return rules.Told(day, Decimal(balance), Decimal(interest), since)


MADE = told(DAY, "100000", "3500")


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (MADE, None, False),
        (None, None, False),
        (MADE, told(DAY + ONE, "100000", "3500"), False),
        (MADE, told(DAY + ONE, "90000.01", "3500"), False),
        (MADE, told(DAY + ONE, "90000", "3500"), True),
        (MADE, told(DAY + ONE, "93500", "0"), True),
        (MADE, told(DAY + ONE, "95000", "9000"), False),
        (MADE, told(DAY + ONE, "100000", "0", None), True),
        (MADE, told(DAY + ONE, "100000", "3500", DAY), True),
        (None, told(DAY + ONE, "1", "0"), False),
        (None, told(DAY + ONE, "100000", "0", None), True),
    ],
)
def test_a_promise_is_judged_by_what_was_reported(before, after, kept):
    assert rules.promise_kept(Decimal("10000"), SINCE, before, after) is kept


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ({}, []),
        ({"made_on": DAY + ONE}, ["in-future"]),
        ({"made_on": SINCE}, ["too-early"]),
        ({"result": " "}, ["silent"]),
        ({"kind": "fax"}, ["kind"]),
        ({"kind": "", "result": "", "made_on": SINCE}, ["too-early", "silent", "kind"]),
    ],
)
def test_a_contact_says_when_how_and_what(given, kinds):
    facts = {
        "made_on": DAY,
        "day1_on": SINCE + ONE,
        "result": "答应下周还",
        "kind": "call",
        "today": DAY,
    } | given
    assert [found.kind for found in rules.contact_problems(**facts)] == kinds


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ({}, []),
        ({"amount": Decimal(0)}, ["amount"]),
        ({"by": " "}, ["who"]),
        ({"made_on": DAY + ONE, "due_on": DAY + ONE}, ["in-future"]),
        ({"made_on": SINCE}, ["too-early"]),
        ({"due_on": DAY - ONE}, ["due-early"]),
    ],
)
def test_a_promise_says_who_what_and_when(given, kinds):
    facts = {
        "amount": Decimal(1), "made_on": DAY, "due_on": DAY, "day1_on": SINCE + ONE, "by": "张三", "today": DAY,
    } | given  # fmt: skip
    assert [found.kind for found in rules.promise_problems(**facts)] == kinds
