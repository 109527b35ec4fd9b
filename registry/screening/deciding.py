"""The leading group's decision, with its minutes number and meeting day (R27, R62)."""

import re

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.policy.dates import written

from .concluding import open_reasons, tell_recommender
from .handling import hold
from .letters import refuse_by_letter
from .models import LeadingGroupDecision

_NUMBER = re.compile(r"\d")


@transaction.atomic
def approve(application, *, actor, today, minutes_number, met_on, reason="", tally=""):
    """领导小组审核通过. Returns the StatusChange. Raises Refusal on a missing number, an impossible day, or an
    opinion that no longer counts."""
    hold(application)
    stale = open_reasons(application, today=today) if application.status == "screened" else []
    return _decide(application, "approve", actor, today, minutes_number, met_on, reason, tally, stale)


@transaction.atomic
def decline(application, *, actor, today, minutes_number, met_on, reason, tally=""):
    """领导小组审核不通过, told to the recommender and by letter to the applicant, with the reason (N4)."""
    change = _decide(application, "decline", actor, today, minutes_number, met_on, reason, tally, [])
    tell_recommender(application, change, "领导小组审核未通过", reason, today)
    refuse_by_letter(application, "leading", [reason], actor=actor, today=today)
    return change


def minutes_problems(minutes_number, met_on, today) -> list[str]:
    """Every reason against a minutes number and a meeting day."""
    problems = []
    if not _NUMBER.search(minutes_number or ""):
        problems.append(f"会议纪要号“{minutes_number}”没有编号。请照录纪要文号，例如“〔2026〕5号”。")
    if met_on > today:
        problems.append(f"会议日期{written(met_on)}晚于今天{written(today)}。请核对。")
    return problems


def decision_problems(application, minutes_number, met_on, today) -> list[str]:
    """Every reason against these minutes for this application."""
    problems = minutes_problems(minutes_number, met_on, today)
    if application.received_on and met_on < application.received_on:
        problems.append(
            f"会议日期{written(met_on)}早于申报受理日期{written(application.received_on)}。请核对。"
        )
    return problems


def _decide(application, move, actor, today, minutes_number, met_on, reason, tally, stale):
    problems = [*decision_problems(application, minutes_number, met_on, today), *stale]
    if problems:
        raise Refusal(problems)
    facts = {"minutes": minutes_number.strip(), "met_on": met_on.isoformat(), "tally": tally}
    change = perform(application, move, actor=actor, today=today, reason=reason, facts=facts)
    with acting(actor, reason or "领导小组决定"):
        LeadingGroupDecision(
            application=application, minutes_number=minutes_number.strip(), met_on=met_on, reason=reason,
            approved=move == "approve", tally=tally, decided_by=actor, decided_on=today,
        ).save()  # fmt: skip
    return change
