"""The blacklist: each gate of due process, the second person, removal and joint measures (R49–R52, R67, R68)."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from cms.duties import bring_to
from registry.documents.issuing import papers_about
from registry.ledger.actors import system_actor
from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.ledger.models import Message, StatusChange
from registry.sanctions import deciding, joint, proposing, publication, removal, serving
from registry.sanctions.basis import retire_basis
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


def cleared():
    return builders.cleared(propose(), DAY)


def notified():
    case = cleared()
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
        ({"delivered_on": DAY - timedelta(days=1)}, "早于文书成文日期"),
        ({"method": "left"}, "留置送达必须上传凭证"),
        ({"method": "announced", "proof_file": ("公告.pdf", b"%PDF-1.4")}, "满30日才视为送达"),
        ({"method": "drone"}, "送达方式只能是"),
    ],
)
def test_the_notice_must_have_reached_the_subject(given, sentence):
    case = cleared()
    fields = {"delivery_proof": "EMS 1", "delivered_on": DAY} | given
    with pytest.raises(Refusal, match=sentence):
        proposing.notify(case, actor=builders.clerk(), today=DAY, **fields)
    stored = BlacklistCase.objects.get()
    assert (stored.status, stored.notified_on) == ("cleared", None)


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
    case = builders.cleared(proposing.propose_case(unsaved(), actor=builders.user("both"), today=DAY), DAY)
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


def published():
    case = listed()
    builders.served(case, case.decided_on)
    publication.publish(case, actor=builders.legal(), today=case.decided_on, reason="同意公开")
    return case


def test_publication_ends_by_itself_from_the_last_day():
    case = published()
    late = case.max_until + timedelta(days=9)
    bring_to(late, since=late)
    case.refresh_from_db()
    change = StatusChange.objects.of(case).last()
    assert (case.status, change.move, change.effective_on) == ("listed", "stop_publication", case.max_until)


def test_the_terms_of_order_36_stand_on_the_case_from_the_decision():
    case = listed()
    assert (case.min_until, case.max_until) == (date(2026, 9, 20), date(2027, 6, 20))


@pytest.mark.parametrize(
    ("prepare", "given", "sentence"),
    [
        (None, {}, "尚未送达当事人"),
        ("served", {"actor": "head"}, "没有法制审核意见|没有办理"),
        ("retired", {}, "没有经第二人批准，或者已经停用"),
    ],
)
def test_each_thing_that_keeps_a_listing_from_the_public(prepare, given, sentence):
    case, day = listed(), date(2026, 7, 20)
    if prepare in ("served", "retired"):
        builders.served(case, day)
    if prepare == "retired":
        retire_basis(case.listing_basis, actor=builders.head(), today=day, reason="条例修订")
    actor = builders.head() if given else builders.legal()
    with pytest.raises((Refusal, NotAllowed), match=sentence):
        publication.publish(BlacklistCase.objects.get(), actor=actor, today=day, reason="公开")
    assert not BlacklistCase.objects.filter(status="published").exists()


def test_a_basis_without_publication_serves_inside_only():
    case = builders.cleared(propose(), DAY, article="第三十一条", publishes=False)
    proposing.notify(case, actor=builders.clerk(), today=DAY, delivery_proof="EMS 1")
    day = case.reply_due_on + timedelta(days=1)
    decide(case, day)
    builders.served(case, day)
    with pytest.raises(Refusal, match="没有规定可以向社会公布"):
        publication.publish(case, actor=builders.legal(), today=day, reason="公开")


def test_a_minor_case_is_shown_only_for_a_written_necessity():
    case = builders.cleared(propose(severity="minor"), DAY)
    proposing.notify(case, actor=builders.clerk(), today=DAY, delivery_proof="EMS 1")
    day = case.reply_due_on + timedelta(days=1)
    decide(case, day)
    builders.served(case, day)
    with pytest.raises(Refusal, match="轻微失信信息原则上不公开"):
        publication.publish(case, actor=builders.legal(), today=day, reason="公开")
    publication.publish(case, actor=builders.legal(), today=day, reason="公开", necessity="涉及多家银行")
    assert BlacklistCase.objects.get().max_until == date(2026, 9, 20)


def test_withholding_leaves_the_listing_in_force_inside():
    case = listed()
    change = publication.withhold(case, actor=builders.legal(), today=DAY, reason="没有必要公开")
    case.refresh_from_db()
    assert (case.status, case.withheld_on, change.to_status) == ("listed", DAY, "listed")
    assert BlacklistCase.objects.in_force().exists()


def test_decision_and_repair_advice_are_served_together_and_once():
    case = listed()
    kinds = set(papers_about(case).values_list("kind", flat=True))
    assert {"bl_notice", "bl_decision", "bl_repair", "joint"} <= kinds
    with pytest.raises(Refusal, match="早于文书成文日期"):
        serving.serve_decision(
            case, actor=builders.clerk(), today=case.decided_on, delivery_proof="回证1", delivered_on=DAY
        )
    builders.served(case, case.decided_on)
    with pytest.raises(Refusal, match="不必重复登记"):
        builders.served(case, case.decided_on)


def test_the_lister_does_not_remove_and_a_term_must_be_over():
    case = listed()
    with pytest.raises(NotAllowed, match="两个不同的人"):
        removal.remove(case, actor=builders.head(), today=case.decided_on, reason="撤销", cause="revoked")
    second = builders.user("head2", "head")
    for day in (case.decided_on, case.max_until - timedelta(days=1)):
        with pytest.raises(Refusal, match="才届满"):
            removal.remove(case, actor=second, today=day, reason="届满", cause="term")
    removal.remove(case, actor=second, today=case.max_until, reason="届满", cause="term")
    assert BlacklistCase.objects.get().removed_on == case.max_until


def test_a_repair_is_never_a_box_ticked_at_the_removal():
    case = listed()
    with pytest.raises(Refusal, match="须由企业（户）申请"):
        removal.remove(
            case, actor=builders.user("head2", "head"), today=case.max_until, reason="修复", cause="repaired"
        )


def test_exclusion_is_lifted_apart_once_and_with_a_reason():
    case, second = listed(), builders.user("head2", "head")
    with pytest.raises(Refusal, match="移出黑名单以后"):
        removal.lift_exclusion(case, actor=second, today=DAY, reason="研究同意")
    day = case.determined_on + timedelta(days=400)
    removal.remove(case, actor=second, today=day, reason="届满", cause="term")
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


def test_who_was_told_that_it_might_be_listed_is_told_that_it_is_not():
    case = notified()
    deciding.dismiss(case, actor=builders.head(), today=DAY, reason="证据不足")
    paper = papers_about(case).get(kind="reply")
    assert "不予列入" in paper.title and paper.addressee == case.business.display_name


def test_a_department_reports_its_own_measure_only_and_names_the_law():
    case = listed()
    mine = case.joint_actions.get(institution__code="TAX")
    other = case.joint_actions.exclude(pk=mine.pk).first()
    given = {
        "actor": builders.reviewer("TAX"), "today": case.decided_on, "measure": "取消纳税信用激励",
        "basis": "税收征收管理法",
    }  # fmt: skip
    with pytest.raises(NotAllowed, match="不属于该单位"):
        joint.record_measure(other, **given)
    with pytest.raises(Refusal, match="没有登记过惩戒措施"):
        joint.lift_measure(mine, actor=given["actor"], today=case.decided_on)
    with pytest.raises(Refusal) as refused:
        joint.record_measure(
            mine, **given | {"measure": "", "basis": " "}, done_on=case.decided_on + timedelta(days=1)
        )
    assert len(refused.value.sentences) == 3
    joint.record_measure(mine, **given)
    joint.lift_measure(mine, actor=given["actor"], today=case.decided_on)
    with pytest.raises(Refusal, match="不必重复登记"):
        joint.lift_measure(mine, actor=given["actor"], today=case.decided_on)


def test_a_department_without_a_law_reports_that_it_may_do_nothing():
    case = listed()
    mine = case.joint_actions.get(institution__code="TAX")
    joint.record_measure(
        mine,
        actor=builders.reviewer("TAX"),
        today=case.decided_on,
        outcome="none",
        measure="没有在享受的扶持政策",
    )
    with pytest.raises(Refusal, match="不需要解除"):
        joint.lift_measure(mine, actor=builders.reviewer("TAX"), today=case.decided_on)


def test_a_silent_department_is_reminded_once_after_its_last_day():
    case = listed()
    due = case.joint_actions.first().due_on
    bring_to(due, since=due)
    assert not Message.objects.filter(kind="joint_remind").exists()
    for day in (due + timedelta(days=1), due + timedelta(days=2)):
        bring_to(day, since=day)
    assert Message.objects.filter(kind="joint_remind", recipient_code="TAX").count() == 1
