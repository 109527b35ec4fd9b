"""Truth tables: the seal, reminders, validity, quorum and votes."""

from datetime import date

import pytest

from registry.screening.rules import (
    Ballot,
    ballot_problems,
    carried,
    due_for,
    expired,
    quorum_problems,
    reminder_due,
    tally,
    unseal_problems,
)

DUE = date(2026, 6, 20)


@pytest.mark.parametrize(
    ("unanswered", "due_on", "today", "opens"),
    [
        (0, DUE, date(2026, 6, 1), True),
        (0, None, date(2026, 6, 1), True),
        (1, DUE, date(2026, 6, 19), False),
        (1, DUE, DUE, False),
        (1, DUE, date(2026, 6, 21), True),
        (3, None, date(2027, 1, 1), False),
    ],
)
def test_the_seal_opens_when_all_are_in_or_the_day_has_passed(unanswered, due_on, today, opens):
    assert (not unseal_problems(unanswered=unanswered, due_on=due_on, today=today)) is opens


@pytest.mark.parametrize(
    ("today", "offset"),
    [
        (date(2026, 6, 12), None),
        (date(2026, 6, 13), -7),
        (date(2026, 6, 18), -7),
        (date(2026, 6, 19), -1),
        (DUE, -1),
        (date(2026, 6, 21), 1),
        (date(2026, 6, 27), 7),
        (date(2026, 9, 1), 7),
    ],
)
def test_the_newest_reminder_whose_day_has_come(today, offset):
    found = reminder_due(DUE, date(2026, 6, 3), today)
    assert (found[0] if found else None) == offset


def test_a_reminder_from_before_the_question_was_asked_is_none():
    assert reminder_due(DUE, date(2026, 6, 15), date(2026, 6, 15)) is None
    assert reminder_due(DUE, date(2026, 6, 15), date(2026, 6, 19)) == (-1, date(2026, 6, 19))


@pytest.mark.parametrize(
    ("valid_until", "today", "out"),
    [(None, DUE, False), (DUE, DUE, False), (DUE, date(2026, 6, 21), True)],
)
def test_an_opinion_counts_through_its_last_day(valid_until, today, out):
    assert expired(valid_until, today) is out


@pytest.mark.parametrize(
    ("round_due", "today", "due"),
    [(DUE, date(2026, 6, 1), DUE), (DUE, DUE, DUE), (DUE, date(2026, 6, 21), date(2026, 7, 1)), (None, DUE, date(2026, 6, 30))],
)  # fmt: skip
def test_a_question_asked_late_gets_its_own_days(round_due, today, due):
    assert due_for(round_due, today) == due


@pytest.mark.parametrize(
    ("members", "present", "enough"),
    [(5, 3, True), (5, 2, False), (6, 3, False), (6, 4, True), (1, 1, True), (0, 0, False), (4, 0, False)],
)
def test_more_than_half_of_the_members_make_a_quorum(members, present, enough):
    assert (not quorum_problems(members, present)) is enough


@pytest.mark.parametrize(
    ("present", "recused", "votes", "approved"),
    [
        (5, 0, (3, 2, 0), True),
        (4, 0, (2, 2, 0), False),
        (4, 0, (2, 0, 2), False),
        (5, 1, (3, 1, 0), True),
        (5, 1, (2, 2, 0), False),
        (1, 0, (1, 0, 0), True),
    ],
)
def test_more_than_half_of_those_entitled_carry_an_item(present, recused, votes, approved):
    ballot = Ballot("第1项", "vote", present, recused, *votes)
    assert not ballot_problems(ballot)
    assert carried(ballot) is approved


def test_a_count_that_does_not_add_up_is_told_with_its_figures():
    (told,) = ballot_problems(Ballot("第1项", "vote", 5, 1, 5, 0, 0))
    assert "合计5票" in str(told) and "应为4票" in str(told)
    assert "全部回避" in str(ballot_problems(Ballot("第1项", "acclamation", 2, 2))[0])
    assert not ballot_problems(Ballot("第1项", "deferred", 0))


def test_the_vote_in_words():
    assert tally(Ballot("", "acclamation", 5, 1)) == "到会5人，回避1人，一致同意"
    assert tally(Ballot("", "vote", 5, 0, 3, 1, 1)) == "到会5人，赞成3票、反对1票、弃权1票"
