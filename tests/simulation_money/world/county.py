"""The scenery, written in sets: businesses long recognised, a bank, contracts, notes with a first word each."""

from datetime import date
from decimal import Decimal

from benchmarks.ledger import county
from registry.history.writing import insert
from registry.lending.models import CreditLine, LoanNote, Position
from registry.lending.rows import LedgerRow
from registry.parties.models import Business
from registry.policy.versions import approve_version, draft_after, policy_on, propose_version
from tests import builders

AMOUNT, BALANCE = Decimal("100000.00"), Decimal("90000.00")
DUE, RATE = date(2049, 12, 31), Decimal("4.1000")


def settle(count, start):
    """`count` notes of one bank from `start` on. Returns bank, clerk, {number: LoanNote}."""
    county.settle(count)
    bank, clerk = county.bank_and_clerk("MONEY")
    businesses = list(Business.objects.filter(qualifications__status="qualified").order_by("pk"))
    lines = [
        CreditLine(bank=bank, business=one, contract_no=f"HT{n}", amount=AMOUNT * county.NOTES_EACH, signed_on=start, status="active", version=1)
        for n, one in enumerate(businesses)
    ]  # fmt: skip
    insert(lines)
    notes = [
        LoanNote(
            bank=bank, business=lines[n % len(lines)].business, line=lines[n % len(lines)], note_no=f"JJ{n:04d}", amount=AMOUNT,
            start_on=start, due_on=DUE, rate=RATE, status="active", version=1,
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
