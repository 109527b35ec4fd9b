"""A credit line put into use, stopped for new drawdowns, opened again, closed (R06, R32, R35, R41)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.policy.dates import written
from registry.screening.rechecking import drawdown_problems

from .addressees import must_act_for
from .inquiring import inquiry_problems


@transaction.atomic
def activate(line, *, actor, today, committed_on, reason=""):
    """In use once the borrower has promised to use the money for its business only (R32).

    Refused while bank or guarantor stands by a finding against it (R33; a finding not recorded does not forbid it),
    and while a department's word on the business has expired, is awaited or is not a pass (R37, R61).
    """
    must_act_for(line.bank, actor, "启用授信")
    problems = (
        inquiry_problems(line) + drawdown_problems(line.business, today) if line.status == "signed" else []
    )
    if committed_on > today:
        problems.append(
            f"用途承诺日期{written(committed_on)}晚于今天{written(today)}。请在借款人签署承诺之后办理。"
        )
    if problems:
        raise Refusal(problems)
    change = perform(line, "activate", actor=actor, today=today, reason=reason)
    line.committed_on = committed_on
    with acting(actor, reason or "启用授信"):
        line.save(update_fields=["committed_on"])
    return change


@transaction.atomic
def suspend(line, *, actor, today, reason):
    return perform(line, "suspend", actor=actor, today=today, reason=reason)


@transaction.atomic
def resume(line, *, actor, today, reason):
    return perform(line, "resume", actor=actor, today=today, reason=reason)


@transaction.atomic
def close(line, *, actor, today, reason=""):
    """Close a line on which nothing is owed any more."""
    must_act_for(line.bank, actor, "结清授信")
    live = line.notes.exclude(status__in=("settled", "written_off", "annulled")).first()
    if live is not None:
        raise Refusal(
            f"合同{line.contract_no}下的借据{live.note_no}现在是“{live.get_status_display()}”，不能结清授信。请待借据结清后办理。"
        )
    return perform(line, "close", actor=actor, today=today, reason=reason)


def unpromised(lines):
    """Contracts drawn on although the borrower's promise about its use is not on record (R32)."""
    return lines.filter(status="signed", notes__status__in=("active", "overdue")).distinct()
