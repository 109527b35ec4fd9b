"""The blacklist: each gate of due process, the second person, removal and joint measures (R49–R52, R67, R68)."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from cms.duties import bring_to
from registry.ledger.actors import system_actor
from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.ledger.models import StatusChange
from registry.sanctions import deciding, joint, proposing, publication, removal
from registry.sanctions.models import BlacklistCase, JointAction
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 6)


def unsaved(**given):
    fields = {
        "business": builders.qualified(), "ground": "fraud", "facts": "虚构购销合同骗取贷款，判决已生效。",
        "basis": "（2026）内0627刑初12号", "evidence_file": ContentFile(b"%PDF-1.4", name="判决书.pdf"),
        "determined_on": date(2026, 6, 20), "severity": "general",
    } | given  # fmt: skip
    return BlacklistCase(**fields)


def propose(actor=None, **given):
    return proposing.propose_case(unsaved(**given), actor=actor or builders.clerk(), today=DAY)


def notified():
    case = propose()
    proposing.notify(case, actor=builders.clerk(), today=DAY, delivery_proof="EMS 123", delivered_on=DAY)
    return case


def decide(case, day, actor=None, **given):
    return deciding.list_business(case, actor=actor or builders.head(), today=day, reason="事实清楚", **given)


def listed():
    case = notified()
    decide(case, case.reply_due_on + timedelta(days=1))
    return case


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("facts", " "),
        ("basis", ""),
        ("evidence_file", ""),
        ("ground", "rude"),
        ("determined_on", DAY + timedelta(1)),
    ],
)
def test_each_missing_element_refuses_a_proposal(name, value):
    with pytest.raises(Refusal) as refused:
        propose(**{name: value})
    assert len(refused.value.sentences) == 1
    assert not BlacklistCase.objects.exists()


def test_a_timer_never_proposes_and_a_bank_may_not():
    with pytest.raises((Refusal, NotAllowed)):
        propose(system_actor())
    with pytest.raises(NotAllowed):
        propose(builders.bank_maker())
    assert not BlacklistCase.objects.exists()


def test_one_live_case_per_ground():
    propose()
    with pytest.raises(Refusal, match="已有同一情形的案件"):
        propose()
    assert propose(ground="misuse").status == "proposed"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"delivery_proof": " "}, "没有填写送达凭据"),
        ({"delivered_on": DAY + timedelta(days=1)}, "晚于今天"),
        ({"delivered_on": DAY - timedelta(days=1)}, "早于告知书成文日期"),
    ],
)
def test_the_notice_must_have_reached_the_subject(given, sentence):
    case = propose()
    fields = {"delivery_proof": "EMS 1", "delivered_on": DAY} | given
    with pytest.raises(Refusal, match=sentence):
        proposing.notify(case, actor=builders.clerk(), today=DAY, **fields)
    stored = BlacklistCase.objects.get()
    assert (stored.status, stored.notified_on) == ("proposed", None)


def test_the_reply_period_runs_out_before_anybody_is_listed():
    case = notified()
    for day in (DAY, case.reply_due_on):
        with pytest.raises(Refusal):
            decide(case, day)
    change = decide(case, case.reply_due_on + timedelta(days=1))
    assert change.to_status == "listed" and change.effective_on == case.reply_due_on + timedelta(days=1)


def test_a_reply_must_be_answered():
    case = notified()
    proposing.record_reply(case, actor=builders.clerk(), today=DAY, reply="资金用于采购", reason="收到申辩")
    after = case.reply_due_on + timedelta(days=1)
    with pytest.raises(Refusal, match="复核"):
        decide(case, after)
    assert decide(case, after, review="采购合同系伪造，不予采纳").to_status == "listed"


def test_who_proposed_or_notified_does_not_decide():
    both = builders.user("both", "clerk")
    builders.user("both", "head")
    case = proposing.propose_case(unsaved(), actor=builders.user("both"), today=DAY)
    proposing.notify(case, actor=builders.clerk(), today=DAY, delivery_proof="EMS 1", delivered_on=DAY)
    with pytest.raises((NotAllowed, Refusal)):
        decide(case, case.reply_due_on + timedelta(days=1), builders.user("both"))
    assert BlacklistCase.objects.get().status == "notified" and both


def test_a_listing_prepares_the_cancellation_and_asks_every_department():
    case = listed()
    assert case.business.qualifications.get().status == "warned"
    assert JointAction.objects.filter(asked_on=case.decided_on, done_on=None).count() >= 8
    bring_to(case.decided_on + timedelta(days=400), since=case.decided_on + timedelta(days=400))
    assert BlacklistCase.objects.get().status == "listed"


def test_publication_ends_by_itself_from_the_last_day():
    case = listed()
    publication.publish(
        case,
        actor=builders.legal(),
        today=case.decided_on,
        reason="同意公开",
        legal_basis="《某条例》第十四条",
    )
    late = case.max_until + timedelta(days=9)
    bring_to(late, since=late)
    case.refresh_from_db()
    change = StatusChange.objects.of(case).last()
    assert (case.status, change.move, change.effective_on) == ("listed", "stop_publication", case.max_until)


REPAIRED = {"cause": "repaired", "corrected": True, "duties_performed": True, "promise": True}


@pytest.mark.parametrize("missing", ["corrected", "duties_performed", "promise"])
def test_each_condition_of_repair(missing):
    case = listed()
    second, day = builders.user("head2", "head"), case.determined_on + timedelta(days=400)
    with pytest.raises(Refusal) as refused:
        removal.remove(case, actor=second, today=day, reason="修复", **REPAIRED | {missing: False})
    assert len(refused.value.sentences) == 1
    removal.remove(case, actor=second, today=day, reason="修复", **REPAIRED)
    assert BlacklistCase.objects.get().removed_on == day


def test_the_lister_does_not_remove_and_a_term_must_be_over():
    case = listed()
    with pytest.raises(NotAllowed, match="两个不同的人"):
        removal.remove(case, actor=builders.head(), today=case.decided_on, reason="撤销", cause="revoked")
    second = builders.user("head2", "head")
    with pytest.raises(Refusal, match="才届满"):
        removal.remove(case, actor=second, today=case.decided_on, reason="届满", cause="term")


def test_exclusion_is_lifted_apart_once_and_with_a_reason():
    case, second = listed(), builders.user("head2", "head")
    with pytest.raises(Refusal, match="移出黑名单以后"):
        removal.lift_exclusion(case, actor=second, today=DAY, reason="研究同意")
    day = case.determined_on + timedelta(days=400)
    removal.remove(case, actor=second, today=day, reason="修复", **REPAIRED)
    with pytest.raises(Refusal, match="没有写明"):
        removal.lift_exclusion(case, actor=second, today=day, reason=" ")
    removal.lift_exclusion(case, actor=second, today=day, reason="会议纪要〔2027〕3号")
    with pytest.raises(Refusal, match="不必重复办理"):
        removal.lift_exclusion(case, actor=second, today=day, reason="再次")


def test_dismissed_is_over():
    case = notified()
    deciding.dismiss(case, actor=builders.head(), today=DAY, reason="证据不足")
    with pytest.raises(IllegalMove, match="不予列入"):
        decide(case, case.reply_due_on + timedelta(days=1))
    assert not JointAction.objects.exists()


def test_a_department_records_its_own_measure_only():
    case = listed()
    mine = case.joint_actions.get(institution__code="TAX")
    other = case.joint_actions.exclude(pk=mine.pk).first()
    given = {"actor": builders.reviewer("TAX"), "today": case.decided_on, "measure": "取消纳税信用激励"}
    with pytest.raises(NotAllowed, match="不属于该单位"):
        joint.record_measure(other, **given)
    with pytest.raises(Refusal, match="没有登记过惩戒措施"):
        joint.lift_measure(mine, actor=given["actor"], today=case.decided_on)
    with pytest.raises(Refusal) as refused:
        joint.record_measure(mine, **given | {"measure": ""}, done_on=case.decided_on + timedelta(days=1))
    assert len(refused.value.sentences) == 2
    joint.record_measure(mine, **given)
    joint.lift_measure(mine, actor=given["actor"], today=case.decided_on)
    with pytest.raises(Refusal, match="不必重复登记"):
        joint.lift_measure(mine, actor=given["actor"], today=case.decided_on)
