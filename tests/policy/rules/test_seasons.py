"""R24, R60, A09."""

from dataclasses import replace
from datetime import date

import pytest

from registry.policy.rules import next_season, season_of, window_problems
from registry.policy.terms import PolicyTerms

from . import kinds

TERMS = PolicyTerms.of_2019()


@pytest.mark.parametrize(
    ("day", "override", "allowed"),
    [
        (date(2026, 5, 1), "", True),
        (date(2026, 5, 31), "", True),
        (date(2026, 12, 1), "", True),
        (date(2026, 12, 31), "", True),
        (date(2026, 4, 30), "", False),
        (date(2026, 6, 1), "", False),
        (date(2026, 11, 30), "", False),
        (date(2027, 1, 1), "", False),
        (date(2026, 6, 1), "   ", False),
        (date(2026, 6, 1), "领导小组专题会议决定", True),
        (date(2026, 5, 1), "理由", True),
    ],
)
def test_applications_are_received_in_may_and_december_or_with_a_reason(day, override, allowed):
    assert (window_problems(day, TERMS, override=override) == []) is allowed


def test_the_refusal_names_the_day_the_months_and_the_next_season():
    (reason,) = window_problems(date(2026, 6, 3), TERMS)
    assert reason.clause == "R24"
    assert str(reason).endswith("（依据：文件二（二）1）。")
    for part in ("2026年6月3日", "5月份、12月份", "2026年12月1日", "2026年12月31日"):
        assert part in str(reason)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 1, 15), date(2026, 5, 1), date(2026, 5, 31)),
        (date(2026, 5, 15), date(2026, 5, 1), date(2026, 5, 31)),
        (date(2026, 6, 1), date(2026, 12, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_the_next_season(day, first, last):
    season = next_season(day, TERMS)
    assert (season.first, season.last) == (first, last)


def test_the_next_season_may_lie_in_the_next_year():
    march = replace(TERMS, apply_months=(2,))
    assert next_season(date(2027, 6, 1), march).last == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("day", "label"),
    [(date(2026, 5, 9), "2026年上半年"), (date(2026, 12, 9), "2026年下半年"), (date(2026, 7, 1), None)],
)
def test_a_season_feeds_one_half_yearly_round(day, label):
    season = season_of(day, TERMS)
    assert (season and season.label) == label


def test_months_are_policy_and_a_policy_without_months_says_so():
    assert window_problems(date(2026, 3, 1), replace(TERMS, apply_months=(3,))) == []
    nothing = replace(TERMS, apply_months=())
    assert kinds(window_problems(date(2026, 5, 1), nothing)) == ["window"]
    with pytest.raises(ValueError, match="月份"):
        next_season(date(2026, 5, 1), nothing)
