"""A form made once for a crowd: the same words, a token of each reader's own, and never what no longer stands."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.pages.models import OfficeSettings
from publicity import flooding, withdrawing
from publicity.models import Objection
from registry.history import clock
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 11, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FEW = 4  # questions, where the page was made before


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def entry():
    return chapters.notice_of([builders.business()], NOON.date() - timedelta(days=3)).entries.get()


def opened(**cookies):
    """A stranger's browser, and the form as it is first shown there."""
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies.load(cookies)
    return stranger, stranger.get("/fankui/").content.decode()


def test_strangers_get_the_same_form_each_with_a_token_that_works(entry):
    (one, first), (other, second) = opened(), opened()
    tokens = TOKEN.search(first)[1], TOKEN.search(second)[1]
    assert tokens[0] != tokens[1] and TOKEN.sub("", first) == TOKEN.sub("", second)
    words = {"entry": entry.pk, "sort": "anonymous", "facts": "拖欠工人工资三个月，有欠条为证。"}
    refused = other.post("/fankui/", {**words, "csrfmiddlewaretoken": "0" * 64})
    assert refused.status_code == 403 and not Objection.objects.exists()
    told = refused.content.decode()
    assert "没有提交成功" in told and "返回" in told and "CSRF" not in told
    for stranger, token in zip((one, other), tokens, strict=True):
        words["facts"] += "还有证人。"
        assert stranger.post("/fankui/", {**words, "csrfmiddlewaretoken": token}).status_code == 302
    assert Objection.objects.count() == 2


def test_a_crowd_asks_the_register_hardly_anything(entry):
    _, first = opened()
    with CaptureQueriesContext(connection) as seen:
        _, again = opened()
    assert len(seen) <= FEW and TOKEN.sub("", again) == TOKEN.sub("", first)


def test_a_new_notice_and_a_withdrawn_entry_are_seen_at_once(entry):
    assert entry.shown_name in opened()[1]
    other = builders.business("91150627MA0NYQ6B14", name="内蒙古另一家有限公司")
    chapters.notice_of([other], NOON.date())
    assert other.name in opened()[1]
    withdrawing.withdraw_entry(
        entry, actor=builders.head(), today=clock.today(), reason="名称有误，撤下重新公示。"
    )
    assert entry.shown_name not in opened()[1]


def test_the_office_s_new_telephone_is_on_the_form_at_once(entry):
    opened()
    office = OfficeSettings.objects.get()
    office.phone = "0477-0000000"
    office.save()
    assert "0477-0000000" in opened()[1]


def test_what_is_a_reader_s_own_is_made_for_that_reader(client, entry):
    assert 'class="elder"' in opened(zhangzhe="1")[1] and 'class="elder"' not in opened()[1]
    assert f'value="{entry.pk}" selected' in client.get(f"/fankui/?entry={entry.pk}").content.decode()
    for n in range(flooding.FREE):
        flooding.note_objection("127.0.0.1", f"139{n:08}", moment=clock.moment())
    assert "等于几" in opened()[1]
