"""The leading group's decision, with its minutes number and meeting day (R27, R62)."""

import re

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.policy.dates import written

from .concluding import tell_recommender
from .models import LeadingGroupDecision

_NUMBER = re.compile(r"\d")


@transaction.atomic
def approve(application, *, actor, today, minutes_number, met_on, reason=""):
    """领导小组审核通过. Returns the StatusChange. Raises Refusal on a missing number or an impossible day."""
    return _decide(application, "approve", True, actor, today, minutes_number, met_on, reason)


@transaction.atomic
def decline(application, *, actor, today, minutes_number, met_on, reason):
    """领导小组审核不通过, told to the recommender with the reason."""
    change = _decide(application, "decline", False, actor, today, minutes_number, met_on, reason)
    tell_recommender(application, change, "领导小组审核未通过", reason, today)
    return change


def decision_problems(application, minutes_number, met_on, today) -> list[str]:
    """Every reason against these minutes."""
    problems = []
    if not _NUMBER.search(minutes_number or ""):
        problems.append(f"会议纪要号“{minutes_number}”没有编号。请照录纪要文号，例如“〔2026〕5号”。")
    if met_on > today:
        problems.append(f"会议日期{written(met_on)}晚于今天{written(today)}。请核对。")
    if application.received_on and met_on < application.received_on:
        problems.append(
            f"会议日期{written(met_on)}早于申报受理日期{written(application.received_on)}。请核对。"
        )
    return problems


def _decide(application, move, approved, actor, today, minutes_number, met_on, reason):
    problems = decision_problems(application, minutes_number, met_on, today)
    if problems:
        raise Refusal(problems)
    facts = {"minutes": minutes_number.strip(), "met_on": met_on.isoformat()}
    change = perform(application, move, actor=actor, today=today, reason=reason, facts=facts)
    with acting(actor, reason or "领导小组决定"):
        LeadingGroupDecision(
            application=application, minutes_number=minutes_number.strip(), met_on=met_on, approved=approved,
            reason=reason, decided_by=actor, decided_on=today,
        ).save()  # fmt: skip
    return change
