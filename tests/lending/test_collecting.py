"""The ladder between day 1 and day 60: steps raised once, owners, alarms, contacts, promises kept and broken (R43)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from cms.duties import bring_to
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Effect, Message, StatusChange
from registry.ledger.proposals import deciding
from registry.ledger.proposals.proposing import propose
from registry.ledger.replay import status_on
from registry.lending import reporting
from registry.lending.collecting import contacts, promises
from registry.lending.collecting.inbox import items
from registry.lending.collecting.timeline import ladder
from registry.lending.models import (
    BankReport,
    CollectionContact,
    CollectionTask,
    LadderStep,
    RepaymentPromise,
)
from tests import builders
from tests.stories import chapters

from . import scenes
from .scenes import SINCE

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def day(n):
    return SINCE + n * DAY


def on(*days):
    """The timers run on these days of the overdue, and on no others."""
    for n in days:
        bring_to(day(n), since=day(n))


def begun():
    builders.guarantor()
    return scenes.overdue(day(1))


def raised(episode):
    return [((t.due_on - SINCE).days, t.step.name, t.owner) for t in episode.tasks.order_by("due_on", "id")]


def told(kind):
    return [
        ((m.sent_on - SINCE).days, m.recipient_code) for m in Message.objects.filter(kind=kind).order_by("id")
    ]


def test_each_step_is_raised_once_on_its_day_for_its_owner():
    episode = begun()
    assert raised(episode) == [(1, "电话催收并问明原因", "bank")]
    on(2, 7, 8, 15, 30, 31)
    assert raised(episode)[1:] == [
        (7, "短信提醒", "bank"),
        (15, "上门走访", "bank"),
        (30, "担保公司联合走访", "guarantor"),
    ]
    assert told("ladder.raise") == [(1, "NSH"), (7, "NSH"), (15, "NSH"), (30, "GUARANTOR")]
    assert Effect.objects.filter(duty="ladder.raise").count() == 4


def test_an_obligatory_step_left_undone_is_told_once_to_owner_and_office():
    begun()
    on(2, 3, 7, 8, 9, 10)
    assert told("ladder.late") == [(2, "NSH"), (2, "OFFICE")]
    assert CollectionTask.objects.get(step__day=1).told_late_on == day(2)


def test_found_late_nobody_is_late_for_days_before_it_was_known():
    builders.guarantor()
    episode = scenes.overdue(day(20))
    assert {due for due, _, _ in raised(episode)} == {20}
    assert told("ladder.late") == []
    on(21)
    assert sorted(told("ladder.late")) == [(21, "NSH"), (21, "NSH"), (21, "OFFICE"), (21, "OFFICE")]


def test_paid_up_no_step_is_raised_and_none_is_late():
    episode = begun()
    chapters.book(episode.business, day(5), unpaid_since=None, od_interest=Decimal(0))
    on(7, 15, 30)
    assert [due for due, _, _ in raised(episode)] == [1]
    assert {rung.state for rung in ladder(episode, day(30)) if rung.text == "上门走访"} == set()


def finish(task, who, **given):
    fields = {"kind": "call", "result": "答应下周还", "met": "张三（经营者）"} | given
    return contacts.finish_task(task, actor=who, today=day(1), **fields)


def test_the_owner_does_it_and_it_is_done():
    episode = begun()
    task = episode.tasks.get()
    for who in (builders.guarantor(), builders.clerk()):
        with pytest.raises(NotAllowed, match="由银行办理"):
            finish(task, who)
    with pytest.raises(NotAllowed):
        finish(task, builders.bank_maker("ZGYH"))
    with pytest.raises(Refusal, match="没有填写办理情况"):
        finish(task, builders.bank_maker(), result=" ")
    assert not CollectionContact.objects.exists()
    finish(task, builders.bank_maker())
    assert (task.done_on, task.contact.institution.code, task.contact.recorded_by.username) == (
        day(1),
        "NSH",
        "maker-nsh",
    )
    with pytest.raises(Refusal, match="不必重复登记"):
        finish(task, builders.bank_maker())
    on(2, 3)
    assert told("ladder.late") == []


def test_done_half_way_is_not_done(monkeypatch):
    task = begun().tasks.get()

    def broken(*args, **kwargs):
        raise OSError("断电")

    monkeypatch.setattr(CollectionTask, "save", broken)
    with pytest.raises(OSError, match="断电"):
        finish(task, builders.bank_maker())
    assert not CollectionContact.objects.exists()


def test_the_steps_are_changed_by_two_persons_and_from_a_day():
    episode = begun()
    values = {
        "name": "村委会协助走访", "day": 10, "owner": "office", "kind": "visit", "obligatory": True,
        "in_force_from": day(3), "in_force_to": None,
    }  # fmt: skip
    made = propose(
        "row:lending.ladderstep", None, actor=builders.clerk(), today=day(2), reason="会议决定", values=values
    )
    assert not LadderStep.objects.filter(name="村委会协助走访").exists()
    with pytest.raises(NotAllowed):
        deciding.approve(made, actor=builders.clerk(), today=day(2), reason="同意")
    deciding.approve(made, actor=builders.head(), today=day(2), reason="同意")
    on(10)
    assert (10, "村委会协助走访", "office") in raised(episode)
    assert [
        item["count"] for item in items(builders.clerk(), day(10)) if item["label"] == "待办的清收任务"
    ] == [1]


def test_desks_show_what_is_due_and_what_is_late():
    begun()
    on(2, 7)
    counts = {item["label"]: item["count"] for item in items(builders.bank_maker(), day(7))}
    assert (counts["过期未办的清收任务"], counts["待办的清收任务"]) == (1, 1)
    assert {item["count"] for item in items(builders.bank_maker("ZGYH"), day(7))} == {0}
    assert items(builders.auditor(), day(7)) == []


def promised(episode, **given):
    fields = {"amount": Decimal("10000"), "due_on": day(10), "made_by": "张三"} | given
    return promises.record_promise(episode, actor=builders.bank_maker(), today=day(2), **fields)


def test_a_promise_nobody_kept_is_broken_and_told():
    promise = promised(begun())
    on(10)
    assert RepaymentPromise.objects.get().status == "open"
    on(11, 12)
    promise.refresh_from_db()
    assert (promise.status, promise.judged_on, promise.came_in) == ("broken", day(11), Decimal(0))
    assert sorted(told("promise.broken")) == [(11, "NSH"), (11, "OFFICE")]


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"balance": Decimal("990000"), "unpaid_since": SINCE}, "kept"),
        ({"balance": Decimal("990000.01"), "unpaid_since": SINCE}, "broken"),
        ({"unpaid_since": None, "od_interest": Decimal(0)}, "kept"),
    ],
)
def test_it_is_kept_when_the_bank_reports_it(facts, status):
    episode = begun()
    promised(episode)
    chapters.book(episode.business, day(9), **({"od_interest": Decimal("3500.00")} | facts))
    on(11)
    assert RepaymentPromise.objects.get().status == status


def test_money_after_the_day_keeps_nothing():
    episode = begun()
    promised(episode)
    chapters.book(
        episode.business, day(11), balance=Decimal(500000), unpaid_since=SINCE, od_interest=Decimal(0)
    )
    on(11)
    assert RepaymentPromise.objects.get().status == "broken"


def test_what_the_bank_reports_late_is_judged_anew_on_both_clocks():
    episode = begun()
    promise = promised(episode)
    on(11)
    known = StatusChange.objects.of(promise).last().recorded_at
    chapters.book(
        episode.business,
        day(30),
        as_of=day(9),
        balance=Decimal("980000"),
        unpaid_since=SINCE,
        od_interest=Decimal("3500.00"),
    )
    on(31)
    promise.refresh_from_db()
    assert (promise.status, promise.came_in) == ("kept", Decimal("20000.00"))
    kind = "lending.repaymentpromise"
    assert status_on(kind, promise.pk, on=day(11), known_by=known) == "broken"
    assert status_on(kind, promise.pk, on=day(11)) == "kept"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"amount": Decimal(0)}, "应大于零"),
        ({"made_by": " "}, "没有填写承诺人"),
        ({"due_on": day(1)}, "早于承诺日期"),
    ],
)
def test_a_promise_is_refused(given, sentence):
    with pytest.raises(Refusal, match=sentence):
        promised(begun(), **given)


def test_the_same_promise_twice_is_refused():
    episode = begun()
    promised(episode)
    with pytest.raises(Refusal, match="不必重复登记"):
        promised(episode)


def test_only_lenders_and_office_record():
    episode = begun()
    for who in (builders.bank_maker("ZGYH"), builders.auditor(), builders.bank_checker()):
        with pytest.raises(NotAllowed):
            contacts.record_contact(episode, actor=who, today=day(2), kind="call", result="无人接听")
    made = contacts.record_contact(
        episode, actor=builders.clerk(), today=day(2), kind="visit", result="店已关门"
    )
    assert (made.institution.code, made.made_on) == ("OFFICE", day(2))


def test_the_day_one_report_says_what_kind_of_cause():
    episode = begun()
    report = episode.reports.get(kind="day1")
    given = {"actor": builders.bank_maker(), "today": day(1), "cause": "下游没有回款", "plan": "催下游"}
    with pytest.raises(Refusal, match="没有选择原因类别"):
        reporting.make_report(report, cause_kind="", **given)
    reporting.make_report(report, cause_kind="debtor", **given)
    assert BankReport.objects.get(kind="day1").get_cause_kind_display() == "下游拖欠货款"


def test_the_ladder_of_an_episode_as_one_timeline():
    episode = begun()
    finish(episode.tasks.get(), builders.bank_maker())
    promised(episode)
    on(11, 15, 16)
    rungs = {rung.text: rung for rung in ladder(episode, day(16))}
    assert (rungs["电话催收并问明原因"].state, rungs["电话催收并问明原因"].who) == (
        "done",
        "NSH机构 maker-nsh",
    )
    assert rungs["逾期首日报告"].state == "late"
    promise = rungs["承诺还款10,000.00元"]
    assert (promise.state, promise.word) == ("late", "未履行")
    assert rungs["应还本息没有归还"].word == ""
    assert (rungs["上门走访"].state, rungs["上门走访"].day) == ("late", day(15))
    assert rungs["短信提醒（可选）"].state == "due"
    assert (rungs["担保公司联合走访"].state, rungs["担保公司联合走访"].who) == ("ahead", "担保公司")
    assert rungs["满60日，发放催收通知书"].state == "ahead"
    days = [rung.day for rung in ladder(episode, day(16))]
    assert days == sorted(days)
