"""Gaps between good looks: the truth table, and the part that is proved."""

from datetime import UTC, date, datetime, timedelta

import pytest

from publicity.gaps import Gap, Look, coverage, gaps, touched

ZERO = datetime(2026, 5, 11, tzinfo=UTC)
TOLERANCE = timedelta(minutes=25)


def at(minutes):
    return ZERO + timedelta(minutes=minutes)


def looks(*found):
    """12 is a good look in the 12th minute, -12 a bad one."""
    return [Look(at(abs(n)), n >= 0, "" if n >= 0 else "超时") for n in found]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ((0, 10, 20, 30, 40, 50, 60), []),
        ((0, 25, 50), []),
        ((0, 26, 50), [(0, 26)]),
        ((), [(0, 60)]),
        ((-10, -20), [(0, 60)]),
        ((0, 10, -20, 21, 40, 60), [(10, 21)]),
        ((0, -10, -11, -12, 13, 38, 60), [(0, 13)]),
        ((20, 40), []),
        ((30, 50), [(0, 30)]),
        ((10, 30), [(30, 60)]),
        ((60, 40, 20, 0), []),
        ((0, -10, 20, -30, 40, 60), [(0, 20), (20, 40)]),
        ((0, 20, 40, -70, 90), [(40, 60)]),
        ((0, 20, 40, -70, 62), []),
    ],
)  # fmt: skip
def test_the_truth_table_of_one_hour(found, wanted):
    assert [(g.first, g.last) for g in gaps(looks(*found), at(0), at(60), TOLERANCE)] == [
        (at(first), at(last)) for first, last in wanted
    ]


def test_a_look_before_the_window_covers_its_beginning():
    early = [Look(at(-10), True), *looks(10, 30, 50)]
    assert gaps(early, at(0), at(60), TOLERANCE) == []
    assert gaps(early[:1] + looks(30, 50), at(0), at(60), TOLERANCE) == [Gap(at(0), at(30))]


def test_a_clock_put_back_makes_no_negative_gap():
    found = gaps(looks(30, 40, 20, 30, 50), at(0), at(60), TOLERANCE)
    assert all(gap.length > timedelta() for gap in found)


def test_what_was_found_is_counted():
    bad = [
        Look(at(0), True),
        Look(at(5), False, "超时"),
        Look(at(6), False, "无法连接"),
        Look(at(7), False, "超时"),
    ]
    (gap,) = gaps([*bad, Look(at(8), True)], at(0), at(10), TOLERANCE)
    assert gap.found == (("无法连接", 1), ("超时", 2))


def test_coverage_is_the_part_without_gaps():
    assert coverage([], at(0), at(60)) == 100
    assert coverage([Gap(at(0), at(15))], at(0), at(60)) == 75
    assert coverage([], at(60), at(0)) == 0


def test_only_days_of_the_window_are_touched_and_midnight_belongs_to_the_day_before():
    days = [date(2026, 5, 11), date(2026, 5, 12), date(2026, 5, 14)]
    night = Gap(at(23 * 60), at(24 * 60))
    assert touched([night], days, datetime.date) == days[:1]
    assert touched([Gap(at(23 * 60), at(24 * 60 + 1))], days, datetime.date) == days[:2]
    assert touched([Gap(at(48 * 60), at(72 * 60))], days, datetime.date) == []
