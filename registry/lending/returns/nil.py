"""零报告: a bank says in one step that nothing has changed and nothing is overdue; refused where that would hide a loan (R44)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery, Sum

from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.doors import may_happen, may_person, perform
from registry.ledger.errors import Refusal
from registry.policy.money import yuan

from ..addressees import must_act_for
from ..models import LoanNote, Position, ReportingPeriod
from ..rules import LiveNote, nil_problems
from .periods import miss
from .silence import LAST_DAY

DEED = "零报告"


@transaction.atomic
def declare_nil(period, *, actor, today, reason=""):
    """The bank's nil return for a period that is over; after the last day it is one given late. Returns the StatusChange.

    Raises NotAllowed for another bank, IllegalMove when the period is answered, Refusal naming every loan it would hide.
    """
    must_act_for(period.bank, actor, DEED)
    period.refresh_from_db(from_queryset=ReportingPeriod._base_manager.select_for_update())
    if period.status == "due" and period.due_on < today:
        miss(period, actor=system_actor(), today=today)
    move = "declare_nil_late" if period.status == "late" else "declare_nil"
    step = period.TABLE.by_name[move]
    may_happen(period, step, period.TABLE)
    may_person(period, step, period.TABLE, actor)
    problems = [str(found) for found in problems_of(period, today)]
    if problems:
        raise Refusal(problems)
    period.received_on = today
    with acting(actor, reason or DEED):
        period.save(update_fields=["received_on"])
    return perform(period, move, actor=actor, today=today, reason=reason or statement(period))


def problems_of(period, today):
    """Why the period may not be answered by a nil return, loan by loan (Reasons)."""
    day = max(period.ends_on, today - timedelta(days=1))
    doubtful = _live(period).filter(Q(status="overdue") | Q(last_day__lte=day)).order_by("note_no")
    return nil_problems(today, ends_on=period.ends_on, notes=[_told(note) for note in doubtful])


def statement(period) -> str:
    """What the bank says by it."""
    return f"{period.label}没有新发放、没有收回贷款，各笔余额没有变化，没有到期未还和逾期的借据。"


def words_before(period, today) -> list[str]:
    """Sentences for the page that asks: what is declared about how many loans, or what stands against it."""
    notes = _live(period).filter(start_on__lte=period.ends_on)
    count, total = notes.count(), notes.aggregate(sum=Sum("owed"))["sum"]
    about = f"登记的在保借据{count}笔，余额合计{yuan(total or 0)}。" if count else "登记中没有在保借据。"
    found = [f"现在不能作零报告：{problem}" for problem in problems_of(period, today)]
    return found or [f"声明：{statement(period)}", about]


def _live(period):
    last = Position.objects.standing().filter(note=OuterRef("pk")).order_by("-as_of")
    notes = LoanNote.objects.filter(bank=period.bank_id).live().annotate(last_day=LAST_DAY)
    return notes.annotate(
        owed=Subquery(last.values("balance")[:1]), unpaid=Subquery(last.values("unpaid_since")[:1])
    )


def _told(note):
    return LiveNote(note.note_no, note.last_day, note.owed or 0, note.unpaid)


def excuse(period, *, actor, today, reason):
    """The office lets a bank off one period, with its reason (a bank that closed, a register that was down)."""
    return perform(period, "excuse", actor=actor, today=today, reason=reason)
