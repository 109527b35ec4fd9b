"""What one good row makes of line, note and position, as objects not yet written (R31–R33, R70)."""

from .judging import NOTE_FIELDS, POSITION_FIELDS
from .models import CreditLine, LoanNote, Position


def lay(judged, bank, desk):
    """Fill in `note`, `line` and `fresh` of a row that creates or updates something."""
    if judged.note is None:
        _new_note(judged, bank, desk)
        judged.changes = [("借据", "", judged.note.note_no)]
    elif not judged.late:
        judged.touched = _copy(judged.row, judged.note, NOTE_FIELDS)
    judged.fresh = _position(judged)


def _new_note(judged, bank, desk):
    row = judged.row
    judged.line = judged.line or _new_line(judged, bank, desk)
    note = LoanNote(bank=bank, business=judged.business, line=judged.line, note_no=row.note_no)
    _copy(row, note, NOTE_FIELDS)
    note.rate_over_cap = any(finding.reason.clause.startswith("R09") for finding in judged.warnings)
    judged.note, judged.new = note, True


def _new_line(judged, bank, desk):
    row = judged.row
    return CreditLine(
        bank=bank, business=judged.business, contract_no=row.contract_no, guarantee_no=row.guarantee_no,
        amount=row.line_amount or row.loan_amount, amount_inferred=row.line_amount is None,
        basis=row.basis or desk.terms(row.start).rate_basis_default, fee_rate=row.fee_rate, signed_on=row.start,
    )  # fmt: skip


def _copy(row, record, fields):
    """Bring what the row says into the record; empty cells say nothing. True when something changed."""
    changed = False
    for name, source in fields.items():
        said = getattr(row, source)
        if said not in (None, "") and getattr(record, name) != said:
            setattr(record, name, said)
            changed = True
    return changed


def _position(judged):
    """The position of the row's day, or None when the one that stands says the same already."""
    before, row = judged.position, judged.row
    fresh = Position(bank_id=judged.note.bank_id, note=judged.note, as_of=row.as_of, corrects=before)
    if before is not None:
        for name in POSITION_FIELDS:
            setattr(fresh, name, getattr(before, name))
    _copy(row, fresh, POSITION_FIELDS)
    fresh.unpaid_since = row.unpaid_since
    if before is not None and all(getattr(fresh, name) == getattr(before, name) for name in POSITION_FIELDS):
        return None
    return fresh
