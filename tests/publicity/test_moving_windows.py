"""Open notices under an amended calendar: extended by two persons, said in public, never shortened, never closed early (§4.4)."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from cms.duties import bring_to
from publicity import closing
from publicity.days import how_reached
from publicity.models import Notice
from publicity.windows import fix_window, review_window
from registry.history.door import status_door
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Proposal
from registry.ledger.proposals.calendar import AMEND, amendment
from registry.ledger.proposals.deciding import approve, refuse
from registry.ledger.proposals.extending import EXTEND
from registry.ledger.proposals.inbox import items
from registry.ledger.proposals.proposing import propose
from registry.policy.calendar_file import read_arrangement
from registry.policy.models import CalendarDay, CalendarVersion, CalendarYear, PolicyVersion
from tests import builders
from tests.policy.test_calendar_history import APRIL_2019, JANUARY_2020, d

pytestmark = pytest.mark.django_db
CASES = {
    2019: (APRIL_2019, date(2019, 4, 30), "国务院办公厅关于调整2019年劳动节假期安排的通知"),
    2020: (JANUARY_2020, date(2020, 1, 27), "国务院办公厅关于延长2020年春节假期的通知"),
}


def turned_back(year):
    """The registry as it stood before the amendment of `year`; the policy already in force. Gives the amendment."""
    first, second = CalendarVersion.objects.filter(calendar_year__year=year).order_by("revision")
    kept = {d(day): (kind, name) for day, kind, name in first.entries}
    with builders.as_system():
        for row in CalendarDay.objects.standing().filter(date__year=year):
            if kept.pop(row.date, None) != (row.kind, row.name):
                row.withdrawn = True
                row.save()
        for day, kind, name in ([day, kind, name] for day, kind, name in first.entries):
            if not CalendarDay.objects.standing().filter(date=d(day)).exists():
                CalendarDay.objects.create(date=d(day), kind=kind, name=name, source=first.paper)
        stood = CalendarYear.objects.get(year=year)
        stood.revision, stood.document_number = 1, first.document_number
        stood.save()
    CalendarVersion.objects.filter(pk=second.pk)._raw_delete("default")
    QuerySet(PolicyVersion).update(in_force_from=date(2018, 1, 1))
    return second


def open_on(day, number=1):
    """A notice published on `day` under the calendar as it stands."""
    notice = Notice(
        title=f"{day}公示", batch="第1批", body="正文", contact="电话", status="open", serial=f"GS{day:%Y%m%d}",
        number=f"公示〔{day.year}〕{number}号", check_code=f"{day:%Y%m%d}",
    )  # fmt: skip
    fix_window(notice, today=day)
    with builders.as_system(), status_door():
        notice.save()
    return notice


def amend(version, today, *, title=""):
    """Proposed by the clerk, approved by the head."""
    words = {"holiday": "休", "workday": "班"}
    text = "\n".join(f"{day},{words[kind]},{name}" for day, kind, name in version.entries)
    year = version.calendar_year.year
    arguments = amendment(
        read_arrangement(text.encode(), year), version.document_number, maker=builders.clerk(), title=title,
        announced_on=version.known_on,
    )  # fmt: skip
    row = CalendarYear.objects.get(year=year)
    made = propose(AMEND, row, actor=builders.clerk(), today=today, reason="国务院办公厅调整", **arguments)
    approve(made, actor=builders.head(), today=today, reason="核对原文无误")
    return made


@pytest.mark.parametrize("year", CASES)
def test_the_seventeen_windows_of_2019_and_2020(year, client):
    windows, today, title = CASES[year]
    amended = turned_back(year)
    notices = {day: open_on(d(day), n) for n, day in enumerate(windows, start=1)}
    assert {day: n.ends_on for day, n in notices.items()} == {
        day: d(old) for day, (old, _) in windows.items()
    }
    made = amend(amended, today, title=title)
    foreseen = [line for line in made.diff if line[0].startswith("公示期：")]
    assert len(foreseen) == len(windows)

    later = {day: d(new) for day, (old, new) in windows.items() if new > old}
    waiting = Proposal.objects.filter(act=EXTEND, status="open")
    assert {p.record_id for p in waiting} == {notices[day].pk for day in later}
    assert {p.proposed_by.username for p in waiting} == {"clerk"}
    assert {n.ends_on for n in Notice.objects.all()} == {n.ends_on for n in notices.values()}

    for proposal in waiting:
        with pytest.raises(NotAllowed):
            approve(proposal, actor=builders.clerk(), today=today, reason="同意")
        approve(proposal, actor=builders.head(), today=today, reason="同意")
    for day, (old, _) in windows.items():
        notice = Notice.objects.get(pk=notices[day].pk)
        assert (notice.ends_on, notice.announced_ends_on) == (later.get(day, d(old)), d(old))
        if day in later:
            paper = f"因《{title}》（{amended.document_number}），顺延至{notice.ends_on:%Y年}"
            assert notice.extension_note.startswith("原定截止日") and paper in notice.extension_note
            assert "clerk" not in notice.extension_note and "head" not in notice.extension_note
            assert notice.extension_note in client.get(notice.get_absolute_url()).content.decode()
            assert sum(mark["counted"] for mark in notice.marks) == 10
        else:
            assert notice.extension_note == ""


def test_until_the_extension_is_approved_nothing_closes_and_after_it_only_at_the_new_end():
    amended = turned_back(2020)
    notice = open_on(date(2020, 1, 13))
    amend(amended, date(2020, 1, 27))
    bring_to(date(2020, 2, 1), since=date(2020, 2, 1))
    with pytest.raises(Refusal, match="应顺延至2020年2月3日"):
        closing.close_notice(notice, actor=builders.head(), today=date(2020, 2, 1))
    assert Notice.objects.get().status == "open"
    approve(Proposal.objects.get(act=EXTEND), actor=builders.head(), today=date(2020, 2, 1), reason="同意")
    bring_to(date(2020, 2, 3), since=date(2020, 2, 3))
    assert Notice.objects.get().status == "open"
    bring_to(date(2020, 2, 4), since=date(2020, 2, 4))
    assert Notice.objects.get().status == "closed"


def test_a_refused_extension_stays_in_sight_and_is_proposed_anew_by_hand():
    amended = turned_back(2020)
    notice, today = open_on(date(2020, 1, 20)), date(2020, 1, 27)
    amend(amended, today)
    refuse(Proposal.objects.get(act=EXTEND), actor=builders.head(), today=today, reason="待核对")
    told = [item["label"] for item in items(builders.head(), today)]
    assert any("应顺延的公示期" in label for label in told)
    bring_to(today, since=today)
    assert Proposal.objects.filter(act=EXTEND).count() == 2
    refuse(
        Proposal.objects.get(act=EXTEND, status="open"), actor=builders.head(), today=today, reason="待核对"
    )
    bring_to(today + timedelta(days=1))
    assert not Proposal.objects.filter(act=EXTEND, status="open").exists()
    notice.refresh_from_db()
    made = review_window(notice, actor=builders.head(), today=today, reason="原文已核对")
    assert (made.act, made.status) == (EXTEND, "open")
    with pytest.raises(NotAllowed):
        approve(made, actor=builders.head(), today=today, reason="同意")


def test_a_local_day_moves_windows_too_and_says_so():
    notice, today = open_on(date(2026, 5, 6)), date(2026, 5, 7)
    values = {
        "date": date(2026, 5, 12), "kind": CalendarDay.Kind.LOCAL_HOLIDAY, "name": "那达慕",
        "source": "旗人民政府通知", "withdrawn": False,
    }  # fmt: skip
    made = propose(
        "row:policy.calendarday", actor=builders.clerk(), today=today, reason="旗里放假", values=values
    )
    assert [line[0] for line in made.diff if "公示期" in line[0]] == [f"公示期：{notice}"]
    approve(made, actor=builders.head(), today=today, reason="同意")
    extension = Proposal.objects.get(act=EXTEND)
    approve(extension, actor=builders.clerk(), today=today, reason="同意")
    notice.refresh_from_db()
    assert notice.ends_on == date(2026, 5, 20)
    assert "因地方假日安排（旗人民政府通知），顺延至2026年5月20日" in notice.extension_note


def test_a_second_extension_is_told_after_the_first():
    notice = open_on(date(2026, 5, 6))
    for day, source in ((date(2026, 5, 12), "甲号通知"), (date(2026, 5, 13), "乙号通知")):
        with builders.as_system():
            CalendarDay.objects.create(date=day, kind="local_holiday", name="放假", source=source)
        bring_to(date(2026, 5, 7), since=date(2026, 5, 7))
        approve(
            Proposal.objects.get(act=EXTEND, status="open"),
            actor=builders.head(),
            today=date(2026, 5, 7),
            reason="同意",
        )
    notice.refresh_from_db()
    assert notice.extension_note == (
        "原定截止日2026年5月19日，因地方假日安排（甲号通知），顺延至2026年5月20日。"
        "后因地方假日安排（乙号通知），再顺延至2026年5月21日。"
    )


def test_an_extension_is_refused_when_the_calendar_moved_on_meanwhile():
    open_on(date(2026, 5, 6))
    for day in (date(2026, 5, 12), date(2026, 5, 13)):
        with builders.as_system():
            CalendarDay.objects.create(date=day, kind="local_holiday", name="放假", source="通知")
        bring_to(date(2026, 5, 7), since=date(2026, 5, 7))
    with pytest.raises(Refusal, match="日历又有变动"):
        approve(
            Proposal.objects.get(act=EXTEND), actor=builders.head(), today=date(2026, 5, 7), reason="同意"
        )


def test_a_corrected_national_day_makes_a_new_version_of_its_year():
    row, today = CalendarDay.objects.standing().get(date=date(2026, 10, 7)), date(2026, 5, 7)
    values = {"date": row.date, "kind": row.kind, "name": row.name, "source": row.source, "withdrawn": True}
    made = propose(
        "row:policy.calendarday", row, actor=builders.clerk(), today=today, reason="更正", values=values
    )
    approve(made, actor=builders.head(), today=today, reason="同意")
    versions = CalendarVersion.objects.filter(calendar_year__year=2026)
    assert [v.revision for v in versions] == [1, 2]
    assert "2026-10-07" not in {day for day, *_ in versions.last().entries}


def test_how_the_end_of_a_notice_was_reached_is_told_by_the_days_counted_then():
    line = how_reached(open_on(date(2026, 5, 6)))
    assert line.end == date(2026, 5, 19) and sum(mark.counted for mark in line.days) == 10
    assert "2026年5月6日发布，发布当日不计" in line.rule
