"""Booking rows of a bank's ledger: line, note, position, then what the facts call for (R31–R36, R65, R70)."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, partial

from django.db import transaction
from django.db.models import OuterRef, Subquery

from registry.history.acting import acting
from registry.history.bulk import create_columns, update_all
from registry.history.making import made
from registry.history.progress import watched
from registry.history.writing import CHUNK, batched
from registry.ledger.chain import hold
from registry.ledger.doors import register_all
from registry.ledger.errors import Refusal

from .desk import Desk
from .hand import Hand
from .judging import NOTE_FIELDS, Held, Judged, judge, recognise
from .laying import lay, positions
from .models import LoanNote, Position
from .overdue import follow_facts
from .returns.following import expect, take_account
from .ripple.preparing import last_key, prepared_after
from .shelf import Shelf


@dataclass
class Sitting:
    """Rows of one bank judged on one day against the register as it stood; good for one trial or one booking."""

    bank: object
    desk: Desk
    shelf: Shelf
    judged: list[Judged]

    @cached_property
    def booked(self):
        """The rows that change something, in the order of the file."""
        return [one for one in self.judged if one.action in ("created", "updated")]

    @property
    def refused(self):
        return [one for one in self.judged if one.refusals]

    @property
    def counted(self):
        """How many rows create, update and leave unchanged."""
        actions = Counter(one.action for one in self.judged)
        return actions["created"], actions["updated"], actions["unchanged"]

    def write(self, actor, source, reason):
        """Everything that the rows change, without what follows from it. Returns the days they speak of."""
        booked = self.booked
        self.moved = self.shelf.eventful(booked)
        _write(self, booked, actor, source, reason)
        return {one.row.as_of for one in booked}

    def follow(self, actor, because):
        """What the facts written call for."""
        _follow(self, self.moved, actor, because)


def judge_rows(rows, *, bank, today, noted=None) -> Sitting:
    """Judge rows in their order, each as if the ones before were booked. Nothing is written.

    `noted` (numbers of the rows about which there was a warning) says that the rows were judged before and found good,
    on a register that has not moved since: then they are only recognised.
    """
    rows = list(rows)
    look = judge if noted is None else partial(recognise, noted=noted)
    desk, shelf = Desk(today), Shelf(bank, rows)
    desk.recall(shelf.businesses.values())
    sitting = Sitting(bank, desk, shelf, [])
    for row in watched(rows, "judging"):
        one = look(row, shelf=shelf, desk=desk)
        if one.action in ("created", "updated"):
            lay(one, bank, desk)
            shelf.lay_down(one)
        sitting.judged.append(one)
    return sitting


def foresee(sitting, *, actor) -> list[Judged]:
    """What booking would raise, told row by row: the rows that raise anything are booked for trial, then taken back."""
    with transaction.atomic():
        eventful = sitting.shelf.eventful(sitting.booked)
        numbers = {one.row.note_no for one in eventful}
        _write(
            sitting, [one for one in sitting.booked if one.row.note_no in numbers], actor, "review", "核对"
        )
        last = last_key()
        _follow(sitting, eventful, actor, None)
        _rippled(sitting, prepared_after(last))
        transaction.set_rollback(True)
    return sitting.judged


def _rippled(sitting, prepared):
    """Give each note's last row the acts that would lose their ground or be noted, for the office's eyes."""
    last = {one.row.note_no: one for one in sitting.booked} if prepared else {}
    for note_no, acts in prepared.items():
        last[note_no].ripple = acts


@transaction.atomic
def book(sitting, *, actor, source, reason="", because=None) -> list[Judged]:
    """Book every row that is not refused, with history and ledger; then what the facts call for, note by note.

    `sitting` is a Sitting or a Fresh; `source` names the upload (upload:12), `because` is the StatusChange of the confirmed upload.
    """
    hold()
    expect(sitting.bank, sitting.desk.today)
    days = sitting.write(actor, source, reason or "台账入账")
    sitting.follow(actor, because)
    take_account(sitting.bank, days, Hand(actor, sitting.desk.today, because, sitting.desk))
    return sitting.judged


@transaction.atomic
def book_rows(rows, *, bank, actor, today, source, reason="", partial=False, because=None) -> list[Judged]:
    """Judge and book; without `partial` one bad row refuses all. The same rows again change nothing."""
    sitting = judge_rows(rows, bank=bank, today=today)
    if sitting.refused and not partial:
        raise Refusal(
            f"有{len(sitting.refused)}行不符合要求，全部没有入账。请更正后重新上传，或者只入账无误的行。"
        )
    return book(sitting, actor=actor, source=source, reason=reason, because=because)


def unreported(bank, numbers, as_of) -> list[tuple]:
    """Live notes of the bank that a ledger of `as_of` does not name: (note number, last balance in 元), largest first.

    Notes drawn or reported only after that day are not missed. Nothing is done to them: a missing row is no repayment.
    """
    last = Position.objects.standing().filter(note=OuterRef("pk")).order_by("-as_of")
    live = LoanNote.objects.filter(bank=bank, start_on__lte=as_of).live()
    live = live.annotate(day=Subquery(last.values("as_of")[:1]), owed=Subquery(last.values("balance")[:1]))
    found = live.filter(day__lt=as_of, owed__gt=0).values_list("note_no", "owed")
    return sorted(
        ((no, owed) for no, owed in found if no not in numbers), key=lambda pair: (-pair[1], pair[0])
    )


def _write(sitting, booked, actor, source, reason):
    """Lines, notes and positions in sets, each with its history and, for new ones, its place in the ledger."""
    desk = sitting.desk
    notes = list({one.row.note_no: one.note for one in booked if one.note.id is None}.values())
    lines = list({note.line.contract_no: note.line for note in notes if note.line.id is None}.values())
    with acting(actor, reason, source=source):
        register_all(
            lines, actor=actor, reason=reason, clause="R06",
            effective_on=lambda line: line.signed_on, policy=lambda line: desk.policy(line.signed_on),
        )  # fmt: skip
        for note in notes:
            note.line_id = note.line.id
        touched = {
            one.row.note_no: one.known for one in booked if one.touched and one.known.__class__ is Held
        }
        update_all((made(LoanNote, held._asdict()) for held in touched.values()), list(NOTE_FIELDS))
        register_all(
            notes, actor=actor, reason=reason, clause="R33",
            effective_on=lambda note: note.start_on, policy=lambda note: desk.policy(note.start_on),
        )  # fmt: skip
        _place([one for one in booked if one.fresh], sitting.bank, source)


def _place(booked, bank, source):
    """The standing positions of the rows' days; a correction supersedes the one before (R70)."""
    superseded = []
    for pks in batched(one.position.pk for one in booked if one.position):
        superseded += Position.objects.filter(pk__in=pks)
    for before in superseded:
        before.standing = False
    update_all(superseded, ["standing"])
    for some in batched(booked, CHUNK):
        create_columns(Position, positions(some, bank, source))


def _follow(sitting, eventful, actor, because):
    known = sitting.shelf.whole(one.known for one in eventful if one.known.__class__ is Held)
    for one in watched(eventful, "following"):
        note = known.get(one.row.note_no) or one.note
        one.told = follow_facts(
            note, actor=actor, today=sitting.desk.today, because=because, desk=sitting.desk
        )
