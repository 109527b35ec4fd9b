"""No timer runs at all: what the public sees is right within a second of midnight, and right again after a day down (JOB-3)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup

from cms.duties import bring_to
from cms.pages.tasks import bring_to_today
from publicity.models import Announcement, Certificate, Notice
from registry.ledger.models import DutyRun
from registry.ledger.proposals.deciding import refuse
from registry.ledger.proposals.models import Proposal
from tests import builders
from tests.publicity.test_looking import page, serving
from tests.sanctions.test_blacklist import published
from tests.stories import chapters

pytestmark = pytest.mark.django_db
CHINA, SECOND = ZoneInfo("Asia/Shanghai"), timedelta(seconds=1)


def midnight(day):
    return datetime.combine(day, datetime.min.time(), CHINA).astimezone(UTC)


def words(client, address, **query):
    return BeautifulSoup(client.get(address, query).content, "html.parser").main.get_text(" ", strip=True)


def notice_seen(client, notice):
    """What every public door says of one notice at this instant."""
    code, address = notice.entries.get().uscc, notice.get_absolute_url()
    return {
        "page": "公示中" in words(client, address).split("名单")[0],
        "json": client.get(f"/n/{notice.serial}.json").json()["state"] == "open",
        "line": client.get(f"/n/{notice.serial}.json").json()["entries"][0]["state"] == "公示中",
        "csv": "公示中" in client.get(f"/n/{notice.serial}.csv").content.decode(),
        "entry": "公示中" in words(client, f"{address}1/"),
        "home": notice.number in words(client, "/"),
        "open list": notice.number in words(client, "/gongshi/", state="open"),
        "not in the closed list": notice.number not in words(client, "/gongshi/", state="closed"),
        "objection": client.get(f"/n/{notice.serial}.json").json()["how_to_object"] != "",
        "form": notice.entries.get().shown_name in words(client, "/fankui/"),
        "check": "正在公示" in words(client, "/chaxun/", code=code),
    }


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_a_notice_ends_everywhere_in_the_second_of_midnight(client, zone, monkeypatch):
    import time

    notice = chapters.notice_of([builders.business()])
    over = midnight(notice.ends_on + timedelta(days=1))
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for instant, still in ((over - SECOND, True), (over, False), (over + timedelta(days=9), False)):
            with time_machine.travel(instant, tick=False):
                seen = notice_seen(client, notice)
            assert seen == dict.fromkeys(seen, still), (instant, seen)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert Notice.objects.get().status == "open" and not DutyRun.objects.exists()


def test_before_its_day_a_notice_dated_ahead_is_nowhere_to_be_objected_to(client):
    notice = chapters.notice_of([builders.business()])
    with time_machine.travel(midnight(notice.published_on) - SECOND, tick=False):
        assert not Notice.objects.open_on(notice.published_on - timedelta(days=1)).exists()
        assert notice.number not in words(client, "/")


def test_a_listing_leaves_every_page_in_the_second_its_term_ends(client):
    case = published()
    bring_to(case.publish_from, since=case.publish_from)
    told, name, end = Announcement.objects.get(), case.business.name, midnight(case.max_until)

    def seen():
        address = told.get_absolute_url()
        return {
            "page": name in words(client, address),
            "json": bool(client.get(f"{address.rstrip('/')}.json").json()["rows"]),
            "csv": name in client.get(f"{address.rstrip('/')}.csv").content.decode(),
            "list": told.number in words(client, "/gonggao/"),
            "check": "黑名单" in words(client, "/chaxun/", code=case.business.uscc),
            "feed": told.number in client.get("/feeds/announcements.atom").content.decode(),
        }

    with time_machine.travel(end - SECOND, tick=False):
        assert seen() == dict.fromkeys(seen(), True)
    with time_machine.travel(end, tick=False):
        assert seen() == dict.fromkeys(seen(), False)
    case.refresh_from_db()
    assert case.status == "published"


EVERY = timedelta(hours=6)


@pytest.fixture
def shown(client, settings):
    """A notice opened on 8 May at 15:00, and its page as the public sees it."""
    settings.PAGE_CHECK_MINUTES = EVERY.seconds // 60
    with time_machine.travel("2026-05-08T15:00+08:00", tick=False):
        notice = chapters.notice_of([builders.business()])
        return notice, client.get(notice.get_absolute_url()).content.decode()


def wake(first, last):
    """The timer's wake-ups from one moment to another, as the queue gives them."""
    at, last = (datetime.fromisoformat(f"2026-{text}:00+08:00") for text in (first, last))
    while at <= last:
        with time_machine.travel(at, tick=False):
            bring_to_today.call_local()
        at += EVERY


def answered():
    """The head does not lengthen the window: the boards stood all the time."""
    waiting = Proposal.objects.get(status="open")
    refuse(waiting, actor=builders.head(), today=date(2026, 5, 15), reason="宣传栏照常公示，不必顺延。")
    return waiting.reason


@pytest.fixture
def believed(monkeypatch):
    """The clock of this story is the only one there is."""
    from cms import timekeeping

    monkeypatch.setattr(timekeeping, "_server_time", lambda: None)


@pytest.mark.usefixtures("believed")
def test_the_site_is_down_for_a_day_and_the_certificate_says_so(shown, settings):
    notice, html = shown
    with serving(page(html), settings):
        wake("05-08T15:00", "05-12T21:00")
    wake("05-13T03:00", "05-13T21:00")
    with serving(page(html), settings):
        wake("05-14T03:00", "05-14T03:00")
        answered()
        wake("05-14T09:00", "05-22T03:00")
    document = Certificate.objects.get().document
    assert document.annex[0]["rows"] == [
        ["1", "2026年5月12日21:00", "2026年5月14日03:00", "1天6小时0分钟", "无法连接4次"]
    ]
    assert "无法连接4次" in document.body and "没有中断" not in document.body
    assert document.issued_on == date(2026, 5, 22) and Notice.objects.get().status == "closed"


@pytest.mark.usefixtures("believed")
def test_the_machine_is_off_for_a_day_and_again_over_the_end_and_both_are_told_and_made_up_for(
    shown, settings
):
    notice, html = shown
    with serving(page(html), settings):
        wake("05-08T15:00", "05-12T21:00")
        wake("05-14T03:00", "05-14T03:00")
        assert "2026年5月12日21:00至2026年5月14日03:00" in answered()
        wake("05-14T09:00", "05-21T21:00")
        wake("05-24T09:00", "05-24T09:00")
    entry, document = notice.entries.get(), Certificate.objects.get().document
    assert document.annex[0]["rows"][0][1:3] == ["2026年5月12日21:00", "2026年5月14日03:00"]
    assert "没有中断" not in document.body and not notice.page_checks.exclude(result="same").exists()
    assert entry.status == "recognised" and entry.outcome_on == date(2026, 5, 22)
    assert document.issued_on <= date(2026, 5, 24) and Announcement.objects.count() == 1
