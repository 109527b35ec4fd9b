"""`status --on --known-on`: business, notice and blacklist on day D as known on day K, each side of every day (demand 13)."""

import json
from contextlib import contextmanager
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command

from cms.duties import bring_to
from publicity import acts, posting, withdrawing
from publicity.models import NoticeEntry
from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.models import Proposal
from registry.ledger.replay import status_on
from registry.parties.identity import rename
from registry.sanctions import cancelling, publication, repairing
from tests import builders
from tests.lending import scenes
from tests.sanctions.test_blacklist import listed
from tests.sanctions.test_repairs import WHOLE, ask
from tests.stories import chapters

pytestmark = pytest.mark.django_db
CODE, ONE = builders.ENTERPRISE_CODES[0], timedelta(days=1)
OPENED, CORRECTED, POSTED, OVER = (date(2026, 5, n) for n in (8, 12, 13, 28))


@contextmanager
def on(day, hour="12:00:00"):
    """Whatever is done inside is written down on that day."""
    with time_machine.travel(f"{day}T{hour}+08:00", tick=False):
        yield day


def asked(day, known=None):
    out = StringIO()
    call_command("status", code=CODE, on=day, known_on=known, json=True, stdout=out)
    return json.loads(out.getvalue())


def told(day, known=None):
    """The same for people."""
    out = StringIO()
    call_command("status", code=CODE, on=day, known_on=known, stdout=out)
    return out.getvalue()


def standing(day, known=None):
    """The status of the qualification, "" where there is none."""
    return "".join(r["status"] for r in asked(day, known)["records"] if r["kind"] == "信用资格")


def notice_said(day, known=None):
    """(state, last day, name as shown, entry) of the one notice, None where none is known."""
    found = asked(day, known)["notices"]
    return (
        (found[0]["state"], found[0]["ends_on"], found[0]["shown_name"], found[0]["entry"]) if found else None
    )


@pytest.fixture
def published():
    with on(OPENED):
        return chapters.notice_of([builders.business()], OPENED)


OLD, NEW = "内蒙古测试有限公司", "内蒙古测试实业有限公司"


def corrected(notice):
    """A slip found, proposed and approved on CORRECTED."""
    entry = notice.entries.get()
    with on(CORRECTED):
        business = entry.application.business
        business.name = NEW
        with acting(builders.clerk(), "更正登记"):
            business.save()
        entry = NoticeEntry.objects.get(pk=entry.pk)
        proposal = acts.propose_correction(entry, actor=builders.clerk(), today=CORRECTED, reason="笔误")
        approve(proposal, actor=builders.head(), today=CORRECTED, reason="属实")


def extended(notice):
    """A board posted on POSTED only: the end moves from 21 to 27 May, with two persons' word."""
    with on(POSTED):
        posting.record_posting(
            notice, channel="board", place="大厅", posted_on=POSTED, url="https://example.org/1",
            actor=builders.clerk(), today=POSTED,
        )  # fmt: skip
        approve(Proposal.objects.latest("pk"), actor=builders.head(), today=POSTED, reason="属实")


def test_a_notice_corrected_and_extended_is_answered_as_it_was_known(published):
    corrected(published)
    extended(published)
    with on(OVER):
        bring_to(OVER, since=POSTED)
    first, late = "2026-05-21", "2026-05-27"
    table = {
        (OPENED - ONE, None): None,
        (OPENED, None): ("open", late, NEW, "in_publicity"),
        (OPENED, OPENED - ONE): None,
        (OPENED, OPENED): ("open", first, OLD, "in_publicity"),
        (OPENED, CORRECTED - ONE): ("open", first, OLD, "in_publicity"),
        (OPENED, CORRECTED): ("open", first, NEW, "in_publicity"),
        (OPENED, POSTED): ("open", late, NEW, "in_publicity"),
        (date(2026, 5, 21), POSTED - ONE): ("open", first, NEW, "in_publicity"),
        (date(2026, 5, 22), POSTED - ONE): ("closed", first, NEW, "in_publicity"),
        (date(2026, 5, 22), POSTED): ("open", late, NEW, "in_publicity"),
        (OVER - ONE, None): ("open", late, NEW, "in_publicity"),
        (OVER, OVER - ONE): ("closed", late, NEW, "in_publicity"),
        (OVER, OVER): ("closed", late, NEW, "recognised"),
    }
    assert {key: notice_said(*key) for key in table} == table
    assert "公示〔2026〕1号第1项" in told(OPENED) and "2026年5月9日至2026年5月27日" in told(OPENED)


def test_a_withdrawn_notice_was_open_until_the_day_it_was_taken_back(published):
    with on(CORRECTED):
        withdrawing.withdraw_notice(published, actor=builders.head(), today=CORRECTED, reason="名单有误")
    assert notice_said(CORRECTED - ONE)[0] == "open" and notice_said(CORRECTED)[0] == "withdrawn"
    assert notice_said(CORRECTED, CORRECTED - ONE)[0] == "open"


CANCELLED, RESTORED = date(2026, 7, 10), date(2026, 7, 20)


def restored():
    """Overdue since 1 July, written down on the 2nd; cancelled on the 10th, restored on the 20th by another person."""
    with on(date(2026, 7, 2)):
        held = scenes.overdue().business.qualifications.get()
    with on(CANCELLED):
        cancelling.cancel(held, actor=builders.head(), today=CANCELLED, reason="确认取消")
    with on(RESTORED):
        second = builders.user("head2", "head")
        cancelling.restore(
            held, actor=second, today=RESTORED, reason="扣款错误", basis="银行说明函〔2026〕3号"
        )
    return held


def test_a_cancelled_and_restored_qualification():
    restored()
    table = {
        (date(2026, 6, 30), None): "qualified",
        (date(2026, 7, 1), None): "warned",
        (date(2026, 7, 1), date(2026, 7, 1)): "",
        (CANCELLED - ONE, None): "warned",
        (CANCELLED, None): "cancelled",
        (CANCELLED, CANCELLED - ONE): "warned",
        (RESTORED, RESTORED - ONE): "cancelled",
        (RESTORED - ONE, RESTORED): "cancelled",
        (RESTORED, RESTORED): "qualified",
        (RESTORED, None): "qualified",
    }
    known = {key: standing(*key) for key in table}
    assert known == table


def test_what_was_recorded_late_counts_from_its_own_day_and_is_known_from_the_day_it_was_recorded():
    """Overdue since 1 July, told by the bank on the 5th: on the 3rd nobody knew."""
    with on(date(2026, 6, 1)):
        builders.qualified()
    with on(date(2026, 7, 5)):
        scenes.overdue(date(2026, 7, 5))
    assert standing(date(2026, 7, 3), date(2026, 7, 4)) == "qualified"
    assert standing(date(2026, 7, 3), date(2026, 7, 5)) == standing(date(2026, 7, 3)) == "warned"


def test_a_fact_put_right_later_replaces_what_counted_from_a_later_day(published):
    """A change recorded second, for an earlier day, corrects the first one for all days after both."""
    with on(date(2026, 5, 25)):
        bring_to(date(2026, 5, 25), since=date(2026, 5, 22))
    held = builders.business().qualifications.get()
    with on(date(2026, 7, 10)):
        _perform(held, "warn", date(2026, 7, 8))
    with on(date(2026, 7, 12)):
        _perform(held, "keep", date(2026, 7, 6))
    assert standing(date(2026, 7, 9), date(2026, 7, 11)) == "warned"
    assert standing(date(2026, 7, 9), date(2026, 7, 12)) == standing(date(2026, 7, 9)) == "qualified"
    assert standing(date(2026, 12, 1)) == held.status == "qualified"


def _perform(record, move, effective_on):
    perform(record, move, actor=builders.head(), today=effective_on, reason="核对", effective_on=effective_on)


def test_a_slip_in_the_name_and_a_registered_change_of_name(published):
    with on(CORRECTED):
        rename(
            builders.business(), actor=builders.clerk(), today=CORRECTED, reason="变更", name=NEW,
            changed_on=CORRECTED - 2 * ONE, evidence="准予变更登记通知书",
        )  # fmt: skip
    table = {
        (CORRECTED, None): NEW,
        (CORRECTED - 2 * ONE, None): NEW,
        (CORRECTED - 3 * ONE, None): OLD,
        (CORRECTED, CORRECTED - ONE): OLD,
        (CORRECTED, OPENED - ONE): "",
    }
    assert {key: asked(*key)["name"] for key in table} == table
    assert "当时尚未登记" in told(CORRECTED, OPENED - ONE) and "尚无记录" in told(CORRECTED, OPENED - ONE)


def case_said(day, known=None):
    found = asked(day, known)["blacklist"]
    return (found[0]["listed"], found[0]["public"], found[0]["excluded"]) if found else None


def test_a_blacklist_case_published_and_repaired():
    proposed, shown = date(2026, 7, 6), date(2026, 7, 17)
    with on(proposed):
        case = listed()
    with on(shown):
        builders.served(case, shown)
        publication.publish(case, actor=builders.legal(), today=shown, reason="同意公开")
    repair = case.min_until
    with on(repair):
        request = ask(case)
        repairing.verify(request, actor=builders.clerk(), today=repair, reason="核对属实", **WHOLE)
        repairing.grant(request, actor=builders.user("head2", "head"), today=repair, reason="准予修复")
    decided = case.decided_on
    table = {
        (proposed - ONE, None): None,
        (proposed, proposed - ONE): None,
        (proposed, None): (False, False, False),
        (decided - ONE, None): (False, False, False),
        (decided, None): (True, False, True),
        (shown - ONE, None): (True, False, True),
        (shown, None): (True, True, True),
        (shown, shown - ONE): (True, False, True),
        (repair - ONE, None): (True, True, True),
        (repair, repair - ONE): (True, True, True),
        (repair, None): (False, False, True),
    }
    assert {key: case_said(*key) for key in table} == table


@pytest.mark.parametrize(("hour", "known"), [("23:59:59", True), ("00:00:00", False)])
def test_the_known_on_day_ends_at_midnight_in_shanghai(published, hour, known):
    with on(CORRECTED if known else CORRECTED + ONE, hour):
        withdrawing.withdraw_notice(published, actor=builders.head(), today=CORRECTED, reason="名单有误")
    assert (notice_said(CORRECTED, CORRECTED)[0] == "withdrawn") is known


def test_the_ledger_read_for_today_is_what_every_row_says():
    """The two clocks and the stored status never disagree about the present."""
    held = restored()
    bring_to(date(2026, 7, 21), since=date(2026, 7, 20))
    rows = StatusChange.objects.values_list("record_type", "record_id").distinct()
    stored = {
        key: status_on(*key, on=date(2027, 1, 1))
        == apps.get_model(key[0])._base_manager.get(pk=key[1]).status
        for key in rows
    }
    assert len(stored) >= 4 and all(stored.values()) and held.pk


def test_an_unknown_code_is_a_sentence():
    with pytest.raises(Exception, match="登记中没有") as refused:
        asked(OPENED)
    assert isinstance(refused.value, Refusal) or "请核对代码" in str(refused.value)
