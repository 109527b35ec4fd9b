"""The changes are looked for where something was written since: as much work for a long register as for a short one, none missed."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.duties import bring_to
from publicity import changes, moved, withdrawing
from publicity.edition import edition_of
from publicity.models import Announcement, ChangeHead, Notice, NoticeEntry, PublicChange
from registry.history import clock
from registry.ledger.doors import perform
from registry.parties.models import Business, Qualification
from registry.policy.models import PolicyVersion
from tests import builders
from tests.stories import chapters

from .test_first_day import EACH, grown

pytestmark = pytest.mark.django_db
OPENED, RECOGNISED = date(2026, 5, 8), date(2026, 5, 22)


def looked(day):
    """What the look of this moment tells; nothing is left that a look at everything would find."""
    with time_machine.travel(f"{day}T12:00:00+08:00", tick=False):
        before = ChangeHead.objects.filter(id=1).values_list("number", flat=True).first() or 0
        changes.look(today=day, moment=clock.moment())
        assert list(changes._differences(day)) == []
    told = PublicChange.objects.filter(number__gt=before).values_list("subject", "action")
    return sorted(f"{subject} {action}" for subject, action in told)


def saved(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    with builders.as_system():
        row.save(update_fields=list(values))


@pytest.fixture
def no_overlap(monkeypatch):
    """Without the few rows that are looked at once more, which would hide what leads nowhere."""
    monkeypatch.setattr(moved, "OVERLAP", 0)


@pytest.mark.usefixtures("no_overlap")
def test_each_move_of_a_notice_is_noticed_on_its_day():
    looked(OPENED)
    first, second = (builders.business(code) for code in builders.ENTERPRISE_CODES[:2])
    notice = chapters.notice_of([first], OPENED)
    assert looked(OPENED) == ["notice added"]
    saved(notice, contact="电话0477-8960001")
    assert looked(OPENED) == ["notice changed"]
    later = chapters.notice_of([second], OPENED)
    saved(later, supplements=notice)
    assert looked(OPENED) == ["notice added", "notice changed"]
    saved(later, supplements=None)
    assert looked(OPENED) == ["notice changed", "notice changed"]
    withdrawing.withdraw_notice(later, actor=builders.head(), today=OPENED, reason="名单有误")
    assert looked(OPENED) == ["notice changed"]
    assert looked(RECOGNISED) == ["notice changed"]


@pytest.mark.usefixtures("no_overlap")
def test_each_move_of_a_standing_and_its_announcements_is_noticed_on_its_day():
    first = builders.business()
    notice = chapters.notice_of([first], OPENED)
    assert looked(RECOGNISED) == ["notice added"]
    bring_to(RECOGNISED, since=RECOGNISED)
    assert looked(RECOGNISED) == ["announcement added", "notice changed", "roster added"]
    saved(Business.objects.get(pk=first.pk), name="改名后的有限公司")
    assert looked(RECOGNISED) == ["roster changed"]
    saved(Business.objects.get(pk=first.pk), phone="13912345678")
    assert looked(RECOGNISED) == []
    perform(
        Qualification.objects.get(business=first),
        "warn",
        actor=builders.head(),
        today=RECOGNISED,
        reason="核对",
    )
    assert looked(RECOGNISED) == []
    perform(
        Qualification.objects.get(business=first),
        "cancel",
        actor=builders.head(),
        today=RECOGNISED,
        reason="核对",
    )
    bring_to(RECOGNISED, since=RECOGNISED)
    assert looked(RECOGNISED) == ["announcement added", "roster removed"]
    told, newer = Announcement.objects.order_by("pk")
    saved(newer, notice=notice)
    assert looked(RECOGNISED) == ["announcement changed", "notice changed"]
    saved(NoticeEntry.objects.get(notice=notice), corrected_on=RECOGNISED)
    assert looked(RECOGNISED) == ["notice changed"]
    saved(newer, corrects=told)
    assert looked(RECOGNISED) == ["announcement changed", "announcement changed"]
    saved(told, withdrawn_on=RECOGNISED)
    assert looked(RECOGNISED) == ["announcement removed"]
    for policy in PolicyVersion.objects.approved():
        saved(policy, document_number="伊政发〔2026〕99号")
    assert looked(RECOGNISED) == ["notice changed"] * Notice.objects.public().count()
    assert looked(RECOGNISED + timedelta(days=1)) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite 同一时间只有一个人写入")
def test_a_look_while_somebody_else_is_writing_finds_what_moved_and_looks_again_later():
    looked(OPENED)
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        assert edition_of(OPENED).word == ""
        notice = chapters.notice_of([builders.business()], OPENED)
        assert looked(OPENED) == ["notice added"]
    finally:
        other.close()
    saved(notice, title="另一个标题")
    assert looked(OPENED) == ["notice changed"]


def cost(day):
    """(questions, steps of SQLite's machine) of one look."""
    taken, lite = [], connection.vendor == "sqlite"
    with time_machine.travel(f"{day}T12:00:00+08:00", tick=False), CaptureQueriesContext(connection) as asked:
        if lite:
            connection.connection.set_progress_handler(lambda: taken.append(1) and None, EACH)
        try:
            found = changes.look(today=day, moment=clock.moment())
        finally:
            if lite:
                connection.connection.set_progress_handler(None, 0)
    return found, len(asked), len(taken) * EACH


def test_a_thousand_records_cost_no_more_than_ten():
    notice, costs = chapters.notice_of([builders.business()], OPENED), []
    for more in (10, 990):
        grown(more, at=PublicChange.objects.count())
        ChangeHead.objects.update(marks={}, edition="")
        cost(OPENED)
        quiet = cost(OPENED)
        saved(notice, contact=f"电话0477-896{more:04d}")
        costs.append((quiet, cost(OPENED)))
    (quiet, one), (quiet_long, one_long) = costs
    assert quiet[:2] == quiet_long[:2] and quiet[0] == 0 and one[:2] == one_long[:2] and one[0] == 1
    assert quiet_long[2] <= quiet[2] * 1.2 and one_long[2] <= one[2] * 1.2, costs
