"""One filter, every output: page, feed, JSON and CSV of the same query string hold the same records."""

import csv
import io
import re
from copy import copy
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.duties import bring_to
from publicity.models import Announcement, Notice, NoticeEntry
from registry.history.acting import acting
from registry.history.bulk import create_all
from registry.history.door import status_door
from registry.ledger.actors import system_actor
from registry.sanctions import cancelling
from tests import builders
from tests.lending import scenes
from tests.stories import chapters

pytestmark = pytest.mark.django_db
OPENED, RECOGNISED = date(2026, 5, 8), date(2026, 5, 22)


@pytest.fixture
def notices():
    return [
        chapters.notice_of([builders.business()], OPENED),
        chapters.notice_of(
            [builders.business(builders.INDIVIDUAL_CODES[0], town="150627106")], date(2026, 5, 9)
        ),
    ]


def told(client, path, query, today=date(2026, 5, 12)):
    with time_machine.travel(f"{today}T12:00:00+08:00", tick=False):
        return client.get(f"{path}?{query}")


@pytest.mark.parametrize(("query", "which"), [
    ("", [1, 0]), ("state=open", [1, 0]), ("state=closed", []), ("kind=enterprise", [0]), ("town=150627106", [1]),
    ("from=2026-05-09", [1]), ("to=2026-05-08", [0]), ("q=%E6%B5%8B%E8%AF%95%E6%9C%89%E9%99%90", [0]),
    (f"q={builders.INDIVIDUAL_CODES[0].lower()}&kind=individual", [1]), (f"q={builders.ENTERPRISE_CODES[0][:9]}", [0]),
    ("q=%E5%BC%A0%E4%B8%89", []),
])  # fmt: skip
def test_the_same_query_gives_the_same_notices_in_every_form(client, notices, query, which):
    serials = [notices[at].serial for at in which]
    page = told(client, "/gongshi/", query)
    shown = re.findall(r'href="/n/(GS\d+)/"', page.content.decode())
    assert list(dict.fromkeys(shown)) == serials
    assert [one["serial"] for one in told(client, "/api/v1/notices/", query).json()["items"]] == serials
    feed = told(client, "/feeds/notices.atom", query).content.decode()
    assert re.findall(r"<link[^>]*/n/(GS\d+)/", feed) == serials
    sheet = told(client, "/gongshi/", f"{query}&format=csv")
    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == serials
    assert ("X-Robots-Tag" in page) == bool(query)
    html = page.content.decode().replace("&amp;", "&")
    assert "/feeds/notices.atom" in html and "format=csv" in html and "/api/v1/notices/" in html


@pytest.mark.parametrize(("path", "status"), [
    ("/gongshi/", 200), ("/feeds/notices.atom", 400), ("/api/v1/notices/", 400), ("/minglu/", 200), ("/gonggao/", 200),
])  # fmt: skip
def test_what_cannot_be_read_is_said(client, path, status):
    answer = told(client, path, "kind=nobody")
    assert answer.status_code == status and "“nobody”不在可选的值中" in answer.content.decode()
    assert told(client, path, "kind=nobody&format=csv").status_code == 400


def test_a_cell_that_could_be_a_formula_is_text(client):
    business = builders.qualified(name="=HYPERLINK(1)")
    sheet = told(client, "/minglu/", "format=csv").content.decode("utf-8-sig")
    assert [row[:2] for row in csv.reader(io.StringIO(sheet))][1] == ["'=HYPERLINK(1)", business.uscc]


def test_an_announcement_that_was_replaced_is_listed_without_the_business(client):
    """Its title names who was cancelled; what corrected it does not undo that the list still said so."""
    held, cancelled, day = (
        scenes.overdue().business.qualifications.get(),
        date(2026, 7, 10),
        date(2026, 7, 20),
    )
    cancelling.cancel(held, actor=builders.head(), today=cancelled, reason="确认取消")
    bring_to(cancelled, since=cancelled)
    second = builders.user("head2", "head")
    cancelling.restore(held, actor=second, today=day, reason="扣款错误", basis="银行说明函〔2026〕3号")
    bring_to(day, since=day)
    name, today = held.business.name, date(2026, 8, 1)
    replaced = Announcement.objects.get(kind="cancellation")
    assert replaced.state(today) == "replaced" and name in replaced.title
    for path, query in (("/gonggao/", "kind=cancellation"), ("/api/v1/announcements/", "kind=cancellation"),
                        ("/feeds/announcements.atom", "kind=cancellation"), ("/gonggao/", "kind=cancellation&format=csv"),
                        (f"/api/v1/announcements/{replaced.serial}/", "")):  # fmt: skip
        said = told(client, path, query, today).content.decode()
        assert replaced.serial in said and name not in said, path
    assert (
        told(client, "/api/v1/announcements/", f"q={held.business.uscc}&kind=cancellation", today).json()[
            "items"
        ]
        == []
    )
    assert told(client, "/api/v1/announcements/", f"q={replaced.serial}", today).json()["items"]


def copies(record, count, **unique):
    """The record so many times more, with columns of their own told by number."""
    made = []
    for at in range(count):
        one = copy(record)
        one.pk, one.version = None, 0
        for name, pattern in unique.items():
            setattr(one, name, pattern.format(at))
        made.append(one)
    with acting(system_actor(), "测试准备"), status_door():
        create_all(made)
    return made


def test_as_many_statements_for_a_hundred_as_for_one(client):
    chapters.notice_of([builders.business()], OPENED)
    bring_to(RECOGNISED, since=RECOGNISED)
    notice, told_of, entry = Notice.objects.get(), Announcement.objects.get(), NoticeEntry.objects.get()
    entry.status = "withdrawn"
    for one in copies(notice, 99, serial="GS2025{:04d}", number="公示〔2025〕{}号", check_code="C{}"):
        entry.notice = one
        copies(entry, 1)
    copies(told_of, 99, serial="GG2025{:04d}", number="公告〔2025〕{}号", cause="test:{}", check_code="D{}")
    changes_seen = told(client, "/api/v1/changes/", "", RECOGNISED).json()
    assert len(changes_seen["items"]) == 20 and changes_seen["more"]
    for path in ("/api/v1/notices/", "/api/v1/announcements/", "/api/v1/changes/"):
        counts = [counted(client, path, f"limit={limit}") for limit in (1, 30, 100)]
        assert len({*counts}) == 1 and counts[0] <= 26, (path, counts)


def counted(client, path, query):
    with CaptureQueriesContext(connection) as queries:
        answer = told(client, path, query, RECOGNISED)
    items = answer.json()["items"]
    assert len(items) == int(query.split("=")[1]) and len({str(one) for one in items}) == len(items)
    return len(queries)
