"""Loans that fell due while their bank said nothing: flagged on day 1 against the bank, never against the borrower (R44)."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce

from registry.history.acting import acting
from registry.ledger.doors import register
from registry.ledger.effects import once
from registry.ledger.outbox import post
from registry.policy.dates import written
from registry.policy.rules import day1_on, day1_report_by
from registry.policy.versions import terms_on

from ..addressees import codes_of
from ..hand import Hand
from ..models import LoanNote, SilentMaturity
from ..rules import answer_to
from . import wording

FLAG, ANSWER = "returns.flag", "returns.answer"
LAST_DAY = Coalesce("extended_due_on", "due_on")


def silent(today, bank=None):
    """Notes past their last day that by all the bank has said are neither settled, nor overdue, nor extended; of one bank or all.

    A balance reported after the last day without arrears answers nothing: the note stays among them.
    """
    known = Exists(
        SilentMaturity.objects.filter(note=OuterRef("pk"), due_on=OuterRef("last_day"), status="open")
    )
    notes = LoanNote.objects.filter(status="active").annotate(last_day=LAST_DAY)
    passed = notes.filter(last_day__lt=today).filter(~known).select_related("bank", "business")
    passed = passed.filter(bank=bank) if bank else passed
    if not passed.exists():
        return []
    terms = terms_on(today)
    return [note for note in passed.order_by("last_day", "pk") if day1_on(note.last_day, terms) <= today]


@transaction.atomic
def flag(note, *, actor, today):
    """Enter the note's last day in the register of silence from day 1 on; tell bank and office. Once."""
    hand = Hand(actor, today)
    row = SilentMaturity.objects.filter(note=note, due_on=note.last_day).first()
    if row is None:
        row = _enter(note, hand)
    elif row.status != "open":
        hand.move(row, "reopen", effective_on=today, reason="报送的还清、逾期或者展期已经撤销或者更正")
        _answered(row, None, None, hand, "恢复为未报送")
    else:
        return
    once(f"{FLAG}:{row.pk}:{row.version}", duty=FLAG, record=row, effective_on=row.flagged_on, clause="R44")
    text, to = wording.silent(row), [row.bank.code, *codes_of("office")]
    post(key=f"{FLAG}:{row.pk}:{row.version}", kind=FLAG, to=to, subject=text.title, body=text.body, today=today,
         about=row)  # fmt: skip


def _enter(note, hand):
    terms = hand.desk.terms(note.last_day)
    day1 = day1_on(note.last_day, terms)
    row = SilentMaturity(
        bank=note.bank, note=note, due_on=note.last_day, flagged_on=day1,
        answer_by=day1_report_by(note.last_day, terms, hand.desk.calendar),
    )  # fmt: skip
    return register(
        row, actor=hand.actor, today=hand.today, clause="R44", effective_on=day1, policy=hand.desk.policy(day1),
        reason=f"{written(note.last_day)}到期，银行没有报送还清、逾期或者展期",
    )  # fmt: skip


def answered(today):
    """Entries about which the register says more by now than when they were made."""
    rows = SilentMaturity.objects.filter(status="open").select_related("note", "bank")
    rows = rows.annotate(last_day=Coalesce("note__extended_due_on", "note__due_on"))
    return rows.exclude(note__status="active", last_day=F("due_on")).order_by("pk")


@transaction.atomic
def answer(row, *, actor, today, because=None):
    """Close the entry, telling how: repaid, overdue, extended, or the data were wrong."""
    hand, note = Hand(actor, today, because), row.note
    move = answer_to(row.due_on, status=note.status, due_now=note.extended_due_on or note.due_on)
    if not move:
        return
    newest = note.latest_position()
    _answered(row, today, newest and newest.as_of, hand, row.TABLE.by_name[move].label)
    once(f"{ANSWER}:{row.pk}:{row.version}", duty=ANSWER, record=row, effective_on=today, clause="R44")
    hand.move(row, move, effective_on=today)


def _answered(row, day, as_of, hand, reason):
    row.answered_on, row.as_of = day, as_of
    with acting(hand.actor, reason):
        row.save(update_fields=["answered_on", "as_of"])
