"""A crowd of readers: as many queries for three hundred entries as for one, and pages that need not be made again."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.pages import kept
from cms.pages.founding import build_site
from cms.pages.models import OfficeSettings
from publicity import withdrawing
from publicity.models import NoticeEntry
from tests import builders
from tests.stories import chapters

from .weighing import MOST as HEAVIEST
from .weighing import weight

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)
NOON = datetime(2026, 5, 8, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
MOST = 12


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


def published(codes):
    return chapters.notice_of([builders.business(code) for code in codes], DAY)


def asked(client, address, **headers):
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address, headers=headers)
    return answer, len(seen)


def lengthened(notice, count):
    """The notice with `count` lines: copies of its last one below, struck off, since an application stands on one notice."""
    last = notice.entries.order_by("ordinal").last()
    fields = [field.attname for field in NoticeEntry._meta.concrete_fields if not field.primary_key]
    same = {name: getattr(last, name) for name in fields} | {"status": "withdrawn"}
    QuerySet(NoticeEntry).bulk_create(
        [NoticeEntry(**same | {"ordinal": number}) for number in range(last.ordinal + 1, count + 1)]
    )
    return notice


def test_three_hundred_entries_ask_no_more_than_one(client, monkeypatch):
    """A look at another page first: what is kept in the process is there for all of them, however slow the machine."""
    monkeypatch.setattr(kept, "LONGEST", 24 * 3600)
    counts = []
    for codes, lines in (
        (builders.ENTERPRISE_CODES[:1], 1),
        (builders.ENTERPRISE_CODES[1:], 30),
        (builders.INDIVIDUAL_CODES, 300),
    ):
        notice = lengthened(published(codes), lines)
        client.get("/")
        answer, queries = asked(client, notice.get_absolute_url())
        assert answer.content.decode().count('data-part="entry"') == lines
        assert weight(answer.content) <= HEAVIEST
        counts.append(queries)
    assert len(set(counts)) == 1 and counts[0] <= MOST, counts


def test_a_menu_kept_for_others_is_dropped_with_what_the_editors_do(client):
    """By an editor's act in whichever process, and by a program of this one."""
    build_site()
    address, policy = (
        published(builders.ENTERPRISE_CODES).get_absolute_url(),
        Page.objects.get(slug="zhengce"),
    )
    titles = [policy.title]
    policy = policy.specific
    policy.title = "新的栏目名"
    assert titles[0] in client.get(address).content.decode()
    kept_elsewhere = dict(kept._held)
    policy.save_revision(log_action=True).publish()
    kept._held.update(kept_elsewhere)  # as in a process that was not told
    told = client.get(address).content.decode()
    assert policy.title in told and f">{titles[0]}<" not in told
    office = OfficeSettings.for_site(Site.objects.get())
    office.organiser = "旗人民政府"
    office.save()
    assert "主办单位：旗人民政府" in client.get(address).content.decode()


def test_a_reader_who_has_the_page_is_told_so_before_it_is_made(client):
    address = published(builders.ENTERPRISE_CODES).get_absolute_url()
    answer, made = asked(client, address)
    assert "s-maxage=4" in answer["Cache-Control"]
    again, spared = asked(client, address, if_none_match=answer["ETag"])
    assert again.status_code == 304
    assert again["ETag"] == answer["ETag"]
    assert spared <= 3 < made
    assert client.get(f"{address}?print=1")["ETag"] != answer["ETag"]


def test_what_changes_a_page_changes_its_tag(client, that_day):
    build_site()
    notice = published(builders.ENTERPRISE_CODES)
    address, policy = notice.get_absolute_url(), Page.objects.get(slug="zhengce").specific
    tags = [client.get(address)["ETag"]]
    withdrawing.withdraw_notice(notice, actor=builders.head(), today=DAY, reason="名单有误")
    tags.append(client.get(address)["ETag"])
    policy.intro = "新的说明"
    policy.save_revision(log_action=True).publish()
    tags.append(client.get(address)["ETag"])
    that_day.shift(timedelta(days=1))
    tags.append(client.get(address)["ETag"])
    client.cookies["zhangzhe"] = "1"
    tags.append(client.get(address)["ETag"])
    assert len(set(tags)) == len(tags)


def test_a_person_signed_in_is_given_nothing_that_others_might_get(client):
    address = published(builders.ENTERPRISE_CODES).get_absolute_url()
    client.force_login(builders.clerk())
    answer = client.get(address)
    assert "s-maxage" not in answer.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/fankui/", "/shenbao/", "/login/", "/admin/", "/n/nichts/"])
def test_forms_doors_and_refusals_stand_in_no_cache(client, address):
    assert "s-maxage" not in client.get(address).get("Cache-Control", "")
