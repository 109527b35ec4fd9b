"""What one good row makes of line, note and position, not yet written (R31–R33, R70)."""

from operator import attrgetter

from registry.history.making import made

from .judging import NOTE_FIELDS, POSITION_FIELDS, Held, Standing, says_nothing
from .models import CreditLine, LoanNote, Position


def lay(judged, bank, desk):
    """Fill in `draft` or `note`, `line` and `fresh` of a row that creates or updates something."""
    if judged.known is None:
        judged.line = judged.line or _new_line(judged, bank, desk)
        judged.new, judged.draft = True, _new_note
        judged.changes = (("借据", "", judged.row.note_no),)
    elif not judged.late:
        judged.touched = _copy(judged)
    judged.fresh = _standing(judged)


def _new_note(judged):
    row, business, line = judged.row, judged.business, judged.line
    keys = {"bank": line.bank, "business": business, "line": line}
    told = _said(row) | {"note_no": row.note_no, **_ids(keys)}
    note = made(LoanNote, told, keys)
    note.rate_over_cap = any(finding.reason.clause.startswith("R09") for finding in judged.warnings)
    return note


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


_note_of_row = attrgetter(*NOTE_FIELDS.values())


def _said(row):
    """Columns of the note and what the row says of them; empty cells say nothing."""
    return {
        name: value
        for name, value in zip(NOTE_FIELDS, _note_of_row(row), strict=True)
        if value is not None and (value or value.__class__ is not str)
    }


def _copy(judged):
    """Bring what the row says into the note; empty cells say nothing. True when something changed."""
    known = judged.known
    said = {name: value for name, value in _said(judged.row).items() if getattr(known, name) != value}
    if said and known.__class__ is Held:
        judged.known = known._replace(**said)
    elif said:
        vars(known).update(said)
    return bool(said)


_OWED = tuple(Position._meta.get_field(name).get_default() for name in list(POSITION_FIELDS)[2:-1])
_UNSAID = [None] * len(_OWED)
_of_row, _of_position = attrgetter(*POSITION_FIELDS.values()), attrgetter(*POSITION_FIELDS)


def _standing(judged):
    """What stands of the row's day, not yet numbered, or None when the one that stands says the same already."""
    before, row = judged.position, judged.row
    if before is None:
        return _first_standing(row)
    kept = _of_position(before)
    balance, _, *others = map(_or, _of_row(row), kept)
    told = balance, row.unpaid_since, *others
    if told == kept:
        return None
    return Standing._make((None, row.as_of, *told))


def _first_standing(row):
    """The same where nothing stood, as of nearly all rows."""
    balance, since, *money, grade = _of_row(row)
    owed = _OWED
    if money != _UNSAID:
        owed = [unsaid if said is None else said for said, unsaid in zip(money, _OWED, strict=True)]
    return Standing._make((None, row.as_of, balance, since, *owed, grade))


def _or(said, kept):
    return kept if says_nothing(said) else said


def positions(booked, bank, source):
    """The columns of the Positions out of `fresh`, to be written once the notes are; every other one has its default."""
    fresh = [one.fresh[1:] for one in booked]
    return {
        **dict(zip(Standing._fields[1:], zip(*fresh, strict=True), strict=True)),
        "bank_id": [bank.pk] * len(booked),
        "note_id": [one.note.id for one in booked],
        "corrects_id": [one.position and one.position.pk for one in booked],
        "source": [source] * len(booked),
    }
