"""Booking rows of a bank's ledger: line, note, position, then what the facts call for (R31–R36, R65, R70)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import register
from registry.ledger.errors import Refusal

from .desk import Desk
from .judging import NOTE_FIELDS, POSITION_FIELDS, Judged, judge
from .models import CreditLine, LoanNote, Position
from .overdue import follow_facts


def review_rows(rows, *, bank, actor, today, because=None) -> list[Judged]:
    """What booking would do, row by row: booked for trial, then taken back. Nothing stays."""
    with transaction.atomic():
        judged = _all(rows, bank, actor, today, "review", "核对", because)
        transaction.set_rollback(True)
    return judged


@transaction.atomic
def book_rows(rows, *, bank, actor, today, source, reason="", partial=False, because=None) -> list[Judged]:
    """Book every good row. Without `partial`, one bad row refuses all. `source` names the upload (upload:12).

    `because` is the StatusChange of the confirmed upload. The same rows again change nothing.
    """
    with transaction.atomic():
        judged = _all(rows, bank, actor, today, source, reason or "台账入账", because)
        bad = [one for one in judged if one.refusals]
        if bad and not partial:
            raise Refusal(f"有{len(bad)}行不符合要求，全部没有入账。请更正后重新上传，或者只入账无误的行。")
    return judged


def _all(rows, bank, actor, today, source, reason, because):
    desk, judged = Desk(today), []
    for row in rows:
        one = judge(row, bank=bank, desk=desk)
        if one.action in ("created", "updated"):
            one.told = _book(one, bank, actor, desk, source, reason, because)
        judged.append(one)
    return judged


def _book(judged, bank, actor, desk, source, reason, because):
    created = judged.note is None
    with acting(actor, reason, source=source):
        note = _new_note(judged, bank, actor, desk, reason) if created else _update_note(judged)
        _place(judged, note, source)
    told = follow_facts(note, actor=actor, today=desk.today, because=because, desk=desk)
    if not created:
        return told
    judged.changes = [("借据", "", note.note_no)]
    return told


def _new_note(judged, bank, actor, desk, reason):
    row = judged.row
    line = judged.line or _new_line(judged, bank, actor, desk, reason)
    note = LoanNote(bank=bank, business=judged.business, line=line, note_no=row.note_no)
    _copy(row, note, NOTE_FIELDS)
    note.rate_over_cap = any(f.reason.clause.startswith("R09") for f in judged.warnings)
    register(note, actor=actor, today=desk.today, effective_on=row.start, reason=reason, clause="R33",
             policy=desk.policy(row.start))  # fmt: skip
    return note


def _new_line(judged, bank, actor, desk, reason):
    row = judged.row
    line = CreditLine(
        bank=bank, business=judged.business, contract_no=row.contract_no, guarantee_no=row.guarantee_no,
        amount=row.line_amount or row.loan_amount, amount_inferred=row.line_amount is None,
        basis=row.basis or desk.terms(row.start).rate_basis_default, fee_rate=row.fee_rate, signed_on=row.start,
    )  # fmt: skip
    register(line, actor=actor, today=desk.today, effective_on=row.start, reason=reason, clause="R06",
             policy=desk.policy(row.start))  # fmt: skip
    return line


def _update_note(judged):
    note = judged.note
    if not judged.late and _copy(judged.row, note, NOTE_FIELDS):
        note.save()
    return note


def _copy(row, record, fields):
    """Bring what the row says into the record; empty cells say nothing. True when something changed."""
    changed = False
    for name, source in fields.items():
        said = getattr(row, source)
        if said not in (None, "") and getattr(record, name) != said:
            setattr(record, name, said)
            changed = True
    return changed


def _place(judged, note, source):
    """The standing position of the day: new, unchanged, or a correction that supersedes the one before (R70)."""
    before = judged.position
    fresh = Position(bank_id=note.bank_id, note=note, as_of=judged.row.as_of, source=source, corrects=before)
    if before is not None:
        for name in POSITION_FIELDS:
            setattr(fresh, name, getattr(before, name))
    _copy(judged.row, fresh, POSITION_FIELDS)
    fresh.unpaid_since = judged.row.unpaid_since
    if before is None:
        fresh.save()
    elif any(getattr(fresh, name) != getattr(before, name) for name in POSITION_FIELDS):
        before.standing = False
        before.save(update_fields=["standing"])
        fresh.save()
