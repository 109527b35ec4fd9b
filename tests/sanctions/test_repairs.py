"""信用修复: asked with proofs, each missing one by name; checked by one, decided by another; removal with receipts (§5.3)."""

from datetime import timedelta

import pytest

from cms.duties import bring_to
from registry.documents.models import IssuedDocument
from registry.ledger.actors import system_actor
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message
from registry.sanctions import joint, receipts, removal, repairing
from registry.sanctions.models import BlacklistCase, Receipt, RepairRequest
from tests import builders

from .test_blacklist import listed

pytestmark = pytest.mark.django_db
PAPERS = {name: (f"{name}.pdf", b"%PDF-1.4 " + name.encode()) for name in repairing.PAPERS}
WHOLE = {"corrected": True, "duties_performed": True, "promise_public": True}


def ask(case, day=None, actor=None, **given):
    fields = {"applicant": "张三", "statement": "已全部还清", **PAPERS} | given
    return repairing.receive(case, actor=actor or builders.clerk(), today=day or case.min_until, **fields)


def checked(case, **found):
    request = ask(case)
    repairing.verify(
        request, actor=builders.clerk(), today=case.min_until, reason="核对属实", **WHOLE | found
    )
    return request


def second():
    return builders.user("head2", "head")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"correction_proof": None}, "缺少已纠正失信行为的证明"),
        ({"duties_proof": None}, "缺少义务履行完毕的证明"),
        ({"promise": None}, "缺少信用承诺书"),
        ({"applicant": " "}, "没有填写申请人"),
        ({"statement": ""}, "没有填写申请事由"),
        ({"promise": ("承诺书.exe", b"MZ")}, "只接受"),
    ],
)
def test_each_missing_paper_is_named_and_nothing_is_kept(given, sentence):
    with pytest.raises(Refusal, match=sentence) as refused:
        ask(listed(), **given)
    assert len(refused.value.sentences) == 1
    assert not RepairRequest.objects.exists()


def test_before_the_shortest_term_the_first_day_is_named():
    case = listed()
    with pytest.raises(Refusal, match="最早可于该日申请修复") as refused:
        ask(case, case.min_until - timedelta(days=1))
    assert "2026年9月20日" in str(refused.value)
    assert ask(case, case.min_until).status == "received"


def test_one_application_at_a_time_and_only_while_listed():
    case = listed()
    first = ask(case)
    with pytest.raises(Refusal, match="请先办结那一件"):
        ask(case)
    repairing.withdraw(first, actor=builders.clerk(), today=case.min_until, reason="申请人撤回")
    assert ask(case).pk != first.pk


@pytest.mark.parametrize("lacking", sorted(WHOLE))
def test_each_condition_not_met_keeps_the_business_on_the_list(lacking):
    case = listed()
    request = checked(case, **{lacking: False})
    with pytest.raises(Refusal) as refused:
        repairing.grant(request, actor=second(), today=case.min_until, reason="同意")
    assert len(refused.value.sentences) == 1
    assert BlacklistCase.objects.get().status == "listed"
    repairing.refuse(request, actor=second(), today=case.min_until, reason="条件不具备")
    paper = IssuedDocument.objects.get(kind="repair_refused")
    assert "条件具备后可以再次申请" in paper.body


def test_who_received_or_checked_or_listed_does_not_grant():
    case = listed()
    request = checked(case)
    with pytest.raises(NotAllowed):
        repairing.grant(request, actor=builders.clerk(), today=case.min_until, reason="同意")
    with pytest.raises(NotAllowed, match="两个不同的人"):
        repairing.grant(request, actor=builders.head(), today=case.min_until, reason="同意")
    assert RepairRequest.objects.get().status == "verified"
    assert BlacklistCase.objects.get().status == "listed"


def test_granted_means_removed_and_every_institution_that_was_told_must_answer():
    case = listed()
    told = set(receipts.told_of(case))
    request = checked(case)
    repairing.grant(request, actor=second(), today=case.min_until, reason="同意修复")
    case.refresh_from_db()
    assert (case.status, case.removed_on, case.exclusion_lifted_on) == ("removed", case.min_until, None)
    asked = Receipt.objects.filter(purpose="removal")
    assert {"TAX", "GUARANTOR"} <= told == set(asked.values_list("institution__code", flat=True))


def test_a_body_that_left_the_table_since_is_told_of_the_removal_all_the_same():
    case = listed()
    bank = builders.institution("GUARANTOR")
    with builders.as_system():
        bank.receives_warnings = False
        bank.save()
    removal.remove(case, actor=second(), today=case.max_until, reason="届满", cause="term")
    assert Receipt.objects.filter(purpose="removal", institution=bank).exists()


def test_a_department_signs_the_removal_only_after_it_lifted_its_own_measure():
    case = listed()
    tax = builders.reviewer("TAX")
    action = case.joint_actions.get(institution__code="TAX")
    joint.record_measure(action, actor=tax, today=case.decided_on, measure="取消激励", basis="税收征收管理法")
    removal.remove(case, actor=second(), today=case.max_until, reason="届满", cause="term")
    receipt = Receipt.objects.get(purpose="removal", institution__code="TAX")
    with pytest.raises(Refusal, match="措施尚未解除"):
        receipts.acknowledge(receipt, actor=tax, today=case.max_until)
    joint.lift_measure(action, actor=tax, today=case.max_until)
    receipts.acknowledge(receipt, actor=tax, today=case.max_until)
    receipt.refresh_from_db()
    assert (receipt.acknowledged_on, receipt.acknowledged_by) == (case.max_until, tax)


def test_the_office_is_reminded_once_when_nobody_decides():
    case = listed()
    request = ask(case)
    for day in (
        request.decide_by,
        request.decide_by + timedelta(days=1),
        request.decide_by + timedelta(days=2),
    ):
        bring_to(day, since=day)
    message = Message.objects.get(kind="repair_due")
    assert message.sent_on == request.decide_by + timedelta(days=1)
    assert RepairRequest.objects.get().status == "received"


def test_a_timer_decides_nothing_about_a_repair():
    case = listed()
    request = checked(case)
    for verb in (repairing.grant, repairing.refuse, repairing.withdraw):
        with pytest.raises(NotAllowed):
            verb(request, actor=system_actor(), today=case.min_until, reason="自动")
    with pytest.raises(NotAllowed):
        ask(case, actor=system_actor())
