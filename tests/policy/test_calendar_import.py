"""Importing a year: official from then on, amendable, by somebody with the right, showing which windows move."""

from datetime import date

import pytest

from registry.history.errors import Refusal
from registry.policy import open_windows
from registry.policy.calendar_file import read_arrangement
from registry.policy.calendar_import import import_arrangement
from registry.policy.calendars import current_calendar
from registry.policy.models import CalendarDay, CalendarYear
from registry.policy.open_windows import OpenWindow
from tests.builders import auditor, clerk

from .test_calendar_file import FULL

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 21)
NUMBER = "国办发明电〔2026〕7号"


def bring(text=FULL, year=2027, **changes):
    keywords = {"document_number": NUMBER, "actor": clerk(), "today": TODAY} | changes
    return import_arrangement(year, read_arrangement(text.encode(), year), **keywords)


@pytest.fixture
def running(monkeypatch):
    windows = []
    monkeypatch.setattr(open_windows, "_SOURCES", {"test": lambda today: windows})
    return windows


def test_a_missing_year_becomes_official():
    assert current_calendar().window(date(2026, 12, 25), 10).provisional
    report = bring()
    window = current_calendar().window(date(2026, 12, 25), 10)
    assert (window.end, window.provisional) == (date(2027, 1, 11), False)
    assert (report.added, report.changed, report.withdrawn, report.unchanged, report.revision) == (
        11,
        0,
        0,
        0,
        1,
    )
    year = CalendarYear.objects.get(year=2027)
    assert (year.coverage, year.document_number, year.revision) == ("official", NUMBER, 1)
    assert NUMBER in CalendarDay.objects.get(date=date(2027, 1, 1)).source


def test_who_imported_it_and_from_which_document_is_kept():
    bring()
    line = CalendarDay.history.get(date=date(2027, 1, 1))
    assert (line.history_username, line.history_source) == ("clerk", "import_calendar")
    assert NUMBER in line.history_change_reason


def test_the_same_arrangement_again_changes_nothing():
    bring()
    version = current_calendar().version
    report = bring()
    assert (report.added, report.changed, report.withdrawn, report.unchanged, report.revision) == (
        0,
        0,
        0,
        11,
        1,
    )
    assert current_calendar().version == version


def test_an_amendment_in_mid_year_adds_changes_and_withdraws_without_deleting():
    bring()
    rows = CalendarDay.objects.count()
    text = FULL.replace("2027-02-20,班,春节", "2027-02-20,休,春节").replace(
        "2027-09-15,休,中秋节", "2027-09-16,休,中秋节"
    )
    report = bring(text, document_number="国办发明电〔2027〕1号")
    assert (report.added, report.changed, report.withdrawn, report.unchanged, report.revision) == (
        1,
        1,
        1,
        9,
        2,
    )
    assert CalendarDay.objects.count() == rows + 1
    assert current_calendar().is_workday(date(2027, 9, 15))
    assert not current_calendar().is_workday(date(2027, 9, 16))


def test_local_days_survive_an_import():
    from tests.builders import as_system

    with as_system():
        CalendarDay.objects.create(
            date=date(2027, 8, 2), kind="local_holiday", name="区庆", source="自治区通知"
        )
    bring()
    assert not current_calendar().is_workday(date(2027, 8, 2))


def test_december_of_the_year_before_is_rearranged_and_the_rest_of_it_left_alone():
    before = CalendarDay.objects.standing().filter(date__year=2026).count()
    bring(FULL + "2026-12-27,班,元旦\n")
    assert CalendarDay.objects.standing().filter(date__year=2026).count() == before + 1
    assert current_calendar().is_workday(date(2026, 12, 27))


def test_running_windows_that_move_are_named_with_both_ends(running):
    running += [
        OpenWindow("甲公示", date(2026, 12, 25), 10, False, date(2027, 1, 8)),
        OpenWindow("乙公示", date(2026, 12, 25), 10, False, date(2027, 1, 11)),
        OpenWindow("丙公示", date(2026, 12, 25), 10, False, date(2027, 1, 15)),
    ]
    moved = bring().moved
    assert [(m.window.label, m.end, m.earlier) for m in moved] == [
        ("甲公示", date(2027, 1, 11), False),
        ("丙公示", date(2027, 1, 11), True),
    ]


def test_a_dry_run_shows_the_same_and_keeps_nothing(running):
    running.append(OpenWindow("甲公示", date(2026, 12, 25), 10, False, date(2027, 1, 8)))
    report = bring(dry_run=True)
    assert (report.added, len(report.moved)) == (11, 1)
    assert CalendarYear.objects.get(year=2027).coverage == "missing"
    assert current_calendar().window(date(2026, 12, 25), 10).provisional


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"document_number": "国务院通知"}, "发文字号"),
        ({"text": "2027-02-30,休,春节"}, "不是有效日期"),
        ({"text": ""}, "没有任何日期"),
    ],
)
def test_a_bad_arrangement_is_refused_whole(changes, told):
    with pytest.raises(Refusal, match=told):
        bring(**changes)
    assert CalendarYear.objects.get(year=2027).coverage == "missing"


def test_importing_needs_the_right():
    with pytest.raises(Refusal, match="权限"):
        bring(actor=auditor())
