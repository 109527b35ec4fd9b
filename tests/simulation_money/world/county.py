"""The scenery, written in sets: businesses long recognised, a bank, contracts, notes with a first word each."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import connection

from benchmarks.ledger import county
from registry.history.writing import insert
from registry.lending.models import CreditLine, LadderStep, LoanNote, Position
from registry.lending.rows import LedgerRow
from registry.parties.models import Business
from registry.policy.versions import approve_version, draft_after, policy_on, propose_version
from tests import builders

AMOUNT, BALANCE = Decimal("100000.00"), Decimal("90000.00")
DUE, RATE = date(2049, 12, 31), Decimal("4.1000")
FIRST_DUE, AGREED = 40, 110  # days after the start


def settle(profile, start):
    """`profile.notes` notes of one bank from `start` on. Returns bank, clerk, {number: LoanNote}."""
    count = profile.notes
    _leave_steps(profile.steps)
    county.settle(count)
    bank, clerk = county.bank_and_clerk("MONEY")
    businesses = list(Business.objects.filter(qualifications__status="qualified").order_by("pk"))
    lines = [
        CreditLine(
            bank=bank, business=one, contract_no=f"HT{n}", amount=AMOUNT * county.NOTES_EACH, signed_on=start, status="active", version=1,
            guarantee_kind="joint", guarantee_until=None if n % 2 else start + timedelta(days=AGREED),
        )
        for n, one in enumerate(businesses)
    ]  # fmt: skip
    insert(lines)
    notes = [
        LoanNote(
            bank=bank, business=lines[n % len(lines)].business, line=lines[n % len(lines)], note_no=f"JJ{n:04d}", amount=AMOUNT,
            start_on=start, due_on=last_day(n, start, profile), rate=RATE, status="active", version=1,
        )
        for n in range(count)
    ]  # fmt: skip
    insert(notes)
    insert(
        [
            Position(bank=bank, note=note, as_of=start, balance=BALANCE, source="upload:0", version=1)
            for note in notes
        ]
    )
    return bank, clerk, {note.note_no: note for note in notes}


def last_day(n, start, profile):
    """One in `profile.maturing` notes falls due while the world lives, `profile.spread` days apart."""
    k, rest = divmod(n, profile.maturing)
    soon = start + timedelta(days=FIRST_DUE + k * profile.spread)
    return soon if rest == profile.maturing - 1 else DUE


def _leave_steps(days):
    """The ladder keeps its steps of these days; more of them are more of the same."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM lending_ladderstep WHERE day NOT IN ({', '.join(map(str, days))})")


def steps():
    """(name, day, obligatory) of the steps of the ladder."""
    return LadderStep.objects.order_by("day").values_list("name", "day", "obligatory")


def be_strict(start, today):
    """A policy version for due days from `start` on: sixty whole days (A16)."""
    version = draft_after(
        policy_on(today), in_force_from=start, document_number="〔2026〕9号", od_full_days=True
    )
    proposed = propose_version(version, actor=builders.clerk(), today=today)
    approve_version(proposed, actor=builders.head(), today=today)


def row(note, as_of, since, balance):
    """What the bank says of a note as of a day, as a row of its ledger."""
    return LedgerRow(
        note_no=note.note_no, contract_no=note.line.contract_no, uscc=note.business.uscc, loan_amount=AMOUNT,
        balance=balance, start=note.start_on, due=note.due_on, rate=RATE, as_of=as_of, unpaid_since=since,
    )  # fmt: skip
