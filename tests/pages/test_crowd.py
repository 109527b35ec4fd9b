"""A crowd of readers: as many queries for three hundred entries as for one, and pages that need not be made again."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.pages.founding import build_site
from publicity import withdrawing
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)
NOON = datetime(2026, 5, 8, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
MOST = 20


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


def test_four_entries_ask_no_more_than_one(client):
    counts = []
    for codes in (
        builders.ENTERPRISE_CODES[:1],
        (*builders.ENTERPRISE_CODES[1:], *builders.INDIVIDUAL_CODES),
    ):
        notice = published(codes)
        client.get(notice.get_absolute_url())
        answer, queries = asked(client, notice.get_absolute_url())
        assert answer.content.decode().count('data-part="entry"') == len(codes)
        counts.append(queries)
    assert counts[0] == counts[1] <= MOST, counts


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
