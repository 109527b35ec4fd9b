"""The end of a round: its opinions given more time, closed, what is unfinished carried into the next (R25, R61)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.policy.dates import written

from .asking import ask_again
from .models import ANSWERABLE, DepartmentOpinion

UNFINISHED = ("submitted", "supplement", "screening", "screened")


def unfinished(round):
    """Applications handed in but not decided."""
    return round.applications.filter(status__in=UNFINISHED)


@transaction.atomic
def extend(round, *, actor, today, reason, due_on):
    """Move the day for opinions to a later one, for the round and every open question in it; the silent are told."""
    if due_on < today or (round.opinions_due_on and due_on <= round.opinions_due_on):
        now = written(round.opinions_due_on) if round.opinions_due_on else "未定"
        raise Refusal(f"新的期限{written(due_on)}应在今天以后，并晚于现在的期限（{now}）。请改填更晚的日期。")
    change = perform(
        round, "extend", actor=actor, today=today, reason=reason, facts={"due_on": due_on.isoformat()}
    )
    round.opinions_due_on = due_on
    with acting(actor, reason):
        round.save(update_fields=["opinions_due_on"])
        waiting = _reset_due(round, due_on)
    post(
        key=f"extend:{round.pk}:{change.ordinal}", kind="opinion", to=waiting, about=round, today=today,
        subject=f"甄别意见期限延长：{round}",
        body=f"{round}的部门意见期限延长至{written(due_on)}。理由：{reason} 请在期限内答复；未答复不视为通过。",
    )  # fmt: skip
    return change


def _reset_due(round, due_on):
    rows = DepartmentOpinion.objects.owed().filter(application__round=round).select_related("institution")
    codes = []
    for opinion in rows:
        opinion.due_on = due_on
        opinion.save(update_fields=["due_on"])
        codes.append(opinion.institution.code)
    return codes


@transaction.atomic
def close_round(round, *, actor, today, reason=""):
    """End the round once its window is over; what is unfinished stays where it is until it is carried over."""
    if today <= round.closes_on:
        raise Refusal(
            f"{round}的申报截止日为{written(round.closes_on)}，尚未截止，不能结束。请在截止之后办理。"
        )
    left = unfinished(round).count()
    change = perform(round, "close", actor=actor, today=today, reason=reason, facts={"unfinished": left})
    round.closed_on = today
    with acting(actor, reason or "结束本轮"):
        round.save(update_fields=["closed_on"])
    return change


@transaction.atomic
def carry_over(round, *, actor, today, reason, into):
    """Carry every unfinished application into a later open round, told to its recommender.

    Opinions that still count are kept, expired ones are asked again. Raises Refusal with every reason; then none is.
    """
    moved = list(unfinished(round).select_related("business", "recommender"))
    problems = _carry_problems(round, into, moved)
    if problems:
        raise Refusal(problems)
    facts = {"into": into.pk, "receipts": [application.receipt_number for application in moved]}
    change = perform(round, "carry_over", actor=actor, today=today, reason=reason, facts=facts)
    for application in moved:
        _carry(application, into, actor, today, reason)
    return change


def _carry_problems(round, into, moved):
    if into.status != "open" or into.opens_on <= round.opens_on:
        return [f"{into}不是本轮之后、仍在进行的轮次，不能结转到该轮。请先开设下一轮，或另选一轮。"]
    if not moved:
        return [f"{round}没有未办结的申报，不必结转。"]
    there = set(into.applications.exclude(status="withdrawn").values_list("business_id", flat=True))
    return [
        f"{application.business}在{into.batch}已有申报，受理号{application.receipt_number}的申报不能结转。请先撤回其中一件。"
        for application in moved
        if application.business_id in there
    ]


def _carry(application, into, actor, today, reason):
    application.round = into
    with acting(actor, f"结转到{into}：{reason}"):
        application.save(update_fields=["round"])
        if into.opinions_due_on and into.opinions_due_on >= today:
            for opinion in application.opinions.unanswered():
                opinion.due_on = into.opinions_due_on
                opinion.save(update_fields=["due_on"])
    if application.status in ANSWERABLE and application.opinions.expired(today).exists():
        ask_again(application, actor=actor, today=today, reason=reason)
    post(
        key=f"carry:{application.receipt_number}:{into.pk}", kind="application", about=application, today=today,
        to=[application.owner_code] if application.owner_code else [],
        subject=f"申报结转：{application.receipt_number}",
        body=f"{application.business}的申报结转到{into}继续办理，不必重新申报。理由：{reason}",
    )  # fmt: skip
