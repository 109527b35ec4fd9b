"""What one good row makes of line, note and position, not yet written (R31–R33, R70)."""

from registry.history.making import made

from .judging import NOTE_FIELDS, POSITION_FIELDS, Standing
from .models import CreditLine, LoanNote, Position


def lay(judged, bank, desk):
    """Fill in `note`, `line` and `fresh` of a row that creates or updates something."""
    if judged.note is None:
        _new_note(judged, bank, desk)
        judged.changes = [("借据", "", judged.note.note_no)]
    elif not judged.late:
        judged.touched = _copy(judged.row, judged.note, NOTE_FIELDS)
    judged.fresh = _standing(judged)


def _new_note(judged, bank, desk):
    row = judged.row
    judged.line = judged.line or _new_line(judged, bank, desk)
    keys = {"bank": bank, "business": judged.business, "line": judged.line}
    note = made(LoanNote, {"note_no": row.note_no, **_ids(keys), **_said(row, NOTE_FIELDS)}, keys)
    note.rate_over_cap = any(finding.reason.clause.startswith("R09") for finding in judged.warnings)
    judged.note, judged.new = note, True


def _new_line(judged, bank, desk):
    row = judged.row
    keys = {"bank": bank, "business": judged.business}
    return made(CreditLine, {
        **_ids(keys), "contract_no": row.contract_no, "guarantee_no": row.guarantee_no,
        "amount": row.line_amount or row.loan_amount, "amount_inferred": row.line_amount is None,
        "basis": row.basis or desk.terms(row.start).rate_basis_default, "fee_rate": row.fee_rate,
        "signed_on": row.start,
    }, keys)  # fmt: skip


def _ids(keys):
    return {f"{name}_id": record.id for name, record in keys.items()}


def _said(row, fields):
    """Columns and what the row says of them; empty cells say nothing."""
    told = {name: getattr(row, source) for name, source in fields.items()}
    return {name: value for name, value in told.items() if value is not None and value != ""}


def _copy(row, record, fields):
    """Bring what the row says into the record; empty cells say nothing. True when something changed."""
    changed = False
    for name, said in _said(row, fields).items():
        if getattr(record, name) != said:
            setattr(record, name, said)
            changed = True
    return changed


_UNSAID = {name: Position._meta.get_field(name).get_default() for name in POSITION_FIELDS}


def _standing(judged):
    """What stands of the row's day, not yet numbered, or None when the one that stands says the same already."""
    before, row = judged.position, judged.row
    kept = _UNSAID if before is None else {name: getattr(before, name) for name in POSITION_FIELDS}
    told = kept | _said(row, POSITION_FIELDS) | {"unpaid_since": row.unpaid_since}
    if before is not None and told == kept:
        return None
    return Standing(None, row.as_of, *told.values())


def position(judged, source):
    """The Position out of `fresh`, to be written once the note is."""
    note, told = judged.note, judged.fresh._asdict()
    del told["pk"]
    keys = {
        "bank_id": note.bank_id,
        "note_id": note.id,
        "corrects_id": judged.position and judged.position.pk,
    }
    return made(Position, told | keys | {"source": source})
