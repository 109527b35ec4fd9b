"""`status`: listed, shown and shut out are three answers, each by two clocks."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from registry.sanctions import publication, removal
from registry.sanctions.standing import blacklist_on
from tests import builders

from .test_blacklist import listed

pytestmark = pytest.mark.django_db
KNOWN = "2026-07-14T12:00:00+08:00"


def said(case, on, **clocks):
    (answer,) = blacklist_on(case.business, on=on, **clocks)
    return answer["listed"], answer["public"], answer["excluded"]


def test_each_day_has_its_own_answer_even_with_the_timers_off():
    case = listed()
    decided, shown = case.decided_on, case.decided_on + timedelta(days=3)
    builders.served(case, decided)
    publication.publish(case, actor=builders.legal(), today=shown, reason="同意公开")
    assert said(case, decided - timedelta(days=1)) == (False, False, False)
    assert said(case, decided) == (True, False, True)
    assert said(case, shown) == (True, True, True)
    assert said(case, case.max_until - timedelta(days=1)) == (True, True, True)
    assert said(case, case.max_until) == (True, False, True)


def test_removed_is_not_readmitted_until_it_is_decided():
    case = listed()
    removal.remove(
        case, actor=builders.user("head2", "head"), today=case.max_until, reason="届满", cause="term"
    )
    assert said(case, case.max_until) == (False, False, True)
    removal.lift_exclusion(
        case,
        actor=builders.user("head2", "head"),
        today=case.max_until + timedelta(days=5),
        reason="会议纪要",
    )
    assert said(case, case.max_until + timedelta(days=4)) == (False, False, True)
    assert said(case, case.max_until + timedelta(days=5)) == (False, False, False)


def test_what_was_not_known_yet_is_not_answered():
    with time_machine.travel(KNOWN, tick=False):
        case = listed()
    with time_machine.travel("2026-07-20T12:00:00+08:00", tick=False):
        removal.remove(
            case,
            actor=builders.user("head2", "head"),
            today=date(2026, 7, 20),
            reason="判决撤销",
            cause="revoked",
        )
    arguments = {"code": case.business.uscc, "on": date(2026, 7, 20), "json": True}

    def asked(known_on):
        out = StringIO()
        call_command("status", known_on=known_on, stdout=out, **arguments)
        (answer,) = json.loads(out.getvalue())["blacklist"]
        return answer["listed"], answer["excluded"], answer["earliest_repair_on"]

    assert asked(date(2026, 7, 19)) == (True, True, "2026-09-20")
    assert asked(date(2026, 7, 20)) == (False, False, "2026-09-20")


def test_the_sentence_says_all_three(capsys):
    case = listed()
    out = StringIO()
    call_command("status", code=case.business.uscc, on=case.decided_on, stdout=out)
    assert "骗取贷款，一般，已列入，不公开，不得申请“信保贷”" in out.getvalue()
