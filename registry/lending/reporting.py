"""The bank's duties to report and to demand: day 1, day 60, the 催收通知书 and its delivery (R43–R46)."""

from django.db import transaction

from registry.documents.issuing import issue, next_number
from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.policy.dates import written

from . import wording
from .addressees import must_act_for, names_of, office_and_guarantor
from .files import keep_file
from .models import BankReport, DemandNotice, OverdueEpisode
from .rules import DeliveryFacts, delivery_problems
from .rules.collecting import CAUSES


@transaction.atomic
def make_report(report, *, actor, today, cause, plan, cause_kind="other", reason=""):
    """The bank reports an overdue to office and guarantor: cause, its kind (`rules.collecting.CAUSES`) and measures.

    Returns the IssuedDocument.
    """
    require(actor, "lending.add_bankreport", "报送逾期报告")
    must_act_for(report.bank, actor, "报送逾期报告")
    report.refresh_from_db(from_queryset=BankReport._base_manager.select_for_update())
    if report.reported_on:
        raise Refusal(f"{report}已于{written(report.reported_on)}报送，不必重复报送。")
    problems = [
        f"没有填写{label}。请写明后报送。"
        for label, text in (("逾期原因", cause), ("清收措施", plan))
        if not text.strip()
    ]
    if cause_kind not in CAUSES:
        problems.append("没有选择原因类别。请从列表中选择最主要的一类。")
    if problems:
        raise Refusal(problems)
    report.cause, report.plan, report.cause_kind = cause.strip(), plan.strip(), cause_kind
    report.reported_on, report.reported_by = today, actor
    with acting(actor, reason or report.get_kind_display()):
        report.save()
    text, to = wording.report(report, report.cause, report.plan), office_and_guarantor()
    return issue(
        report.kind, title=text.title, body=text.body, actor=actor, today=today, about=report, to=to,
        addressee=names_of(to), issuer=report.bank, subject_code=report.business.uscc,
    )  # fmt: skip


@transaction.atomic
def issue_demand(episode, *, actor, today, principal, interest, pay_by, reason=""):
    """Issue a 催收通知书 once the episode is 60 days full (R45). Returns the DemandNotice. Amounts in 元."""
    require(actor, "lending.add_demandnotice", "发放催收通知书")
    must_act_for(episode.bank, actor, "发放催收通知书")
    episode.refresh_from_db(from_queryset=OverdueEpisode._base_manager.select_for_update())
    problems = list(_demand_problems(episode, today, principal, interest, pay_by))
    if problems:
        raise Refusal(problems)
    notice = DemandNotice(
        bank=episode.bank, episode=episode, ordinal=episode.demands.count() + 1, issued_on=today, principal=principal,
        interest=interest, pay_by=pay_by, number=f"{episode.bank.code}催〔{today.year}〕{next_number('cui' + episode.bank.code[:16], today.year)}号",
    )  # fmt: skip
    with acting(actor, reason or "发放催收通知书"):
        notice.save()
    text, to = wording.demand(episode, notice), office_and_guarantor()
    issue(
        "demand", title=text.title, body=text.body, actor=actor, today=today, about=notice, to=to,
        addressee=episode.business.display_name, issuer=episode.bank, subject_code=episode.business.uscc,
    )  # fmt: skip
    return notice


def _demand_problems(episode, today, principal, interest, pay_by):
    if episode.status not in ("day60", "claimed"):
        yield f"{episode}现在是“{episode.get_status_display()}”，逾期满60日（{written(episode.day60_on)}）后才发放催收通知书。"
    if principal < 0 or interest < 0 or principal + interest <= 0:
        yield f"未还本金{principal}、利息{interest}合计应大于零，且都不小于零。请核对。"
    if pay_by < today:
        yield f"要求还款期限{written(pay_by)}早于今天{written(today)}。请改为今天或以后。"


@transaction.atomic
def record_delivery(
    notice, *, actor, today, delivery, delivered_on, received_by="", tracking="", proof=None, reason=""
):
    """Record how a demand reached the borrower; each way needs its own proof. `proof` is (name, bytes) or None."""
    require(actor, "lending.add_demandnotice", "登记送达")
    must_act_for(notice.bank, actor, "登记送达")
    facts = DeliveryFacts(delivery, notice.issued_on, delivered_on, received_by, tracking, bool(proof))
    problems = [str(found) for found in delivery_problems(facts, today=today)]
    if problems:
        raise Refusal(problems)
    notice.delivery, notice.delivered_on = delivery, delivered_on
    notice.received_by, notice.tracking = received_by.strip(), tracking.strip()
    keep_file(notice, "proof", proof)
    with acting(actor, reason or "登记送达"):
        notice.save()
    return notice


@transaction.atomic
def record_recall(
    notice, *, actor, today, delivery, delivered_on, received_by="", tracking="", proof=None, reason=""
):
    """Record how the borrower was told that a demand is taken back: by the rules of delivery. `proof` as above."""
    require(actor, "lending.add_demandnotice", "登记告知借款人")
    must_act_for(notice.bank, actor, "登记告知借款人")
    notice.refresh_from_db(from_queryset=DemandNotice._base_manager.select_for_update())
    problems = list(_recall_problems(notice, delivery, delivered_on, received_by, tracking, proof, today))
    if problems:
        raise Refusal(problems)
    notice.recall_delivery, notice.recall_delivered_on = delivery, delivered_on
    notice.recall_received_by, notice.recall_tracking = received_by.strip(), tracking.strip()
    keep_file(notice, "recall_proof", proof)
    with acting(actor, reason or "登记告知借款人催收已撤回"):
        notice.save()
    return notice


def _recall_problems(notice, delivery, delivered_on, received_by, tracking, proof, today):
    if notice.withdrawn_on is None:
        yield f"催收通知书{notice}没有撤回，不用告知借款人。"
        return
    if notice.recall_delivered_on:
        yield f"已于{written(notice.recall_delivered_on)}登记告知借款人，不必重复办理。"
    facts = DeliveryFacts(delivery, notice.withdrawn_on, delivered_on, received_by, tracking, bool(proof))
    yield from map(str, delivery_problems(facts, today=today))
