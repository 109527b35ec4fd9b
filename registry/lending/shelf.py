"""What the register holds about the rows of one bank's ledger: read in a few queries, kept up as rows are judged."""

from collections import Counter, defaultdict
from decimal import Decimal

from django.db.models import Max

from registry.history.making import CHUNK, loaded, tuples
from registry.history.writing import batched
from registry.parties.models import Business
from registry.policy.identifiers import check_uscc

from .judging import Held, Judged, Standing, comparing
from .known import by_legacy_number
from .models import CreditLine, LoanNote, OverdueEpisode, Position
from .rules import Before

LIVE, FIRST = ("active", "overdue"), LoanNote.TABLE.initial
ANSWERING = (*LIVE, "settled", "annulled")
NOTHING = Decimal(0)


class Shelf:
    """Notes, lines and positions of one bank, as far as `rows` name them; good for one judging, on one day.

    Notes are kept as `Held` and positions as `Standing`, the figures only: there are as many as rows, and most stay as they are.

    What a row would change is laid down here at once, so that the next row is judged against it; nothing is written.
    """

    def __init__(self, bank, rows):
        self.bank, self.compared = bank, comparing(rows)
        self.checks = {code: check_uscc(code) for code in {row.uscc for row in rows}}
        self.businesses = named(Business.objects, "uscc", {c.code for c in self.checks.values() if c.ok})
        self.legacy = by_legacy_number(bank, [code for code, check in self.checks.items() if not check.ok])
        known = {code: self.businesses.get(c.code) for code, c in self.checks.items() if c.ok}
        self.customers = {code: one for code, one in known.items() if one and code not in self.legacy}
        self.businesses |= {business.uscc: business for business in self.legacy.values()}
        self.notes = _held(bank, {r.note_no for r in rows})
        self.lines = named(CreditLine.objects.filter(bank=bank), "contract_no", {r.contract_no for r in rows})
        self._names = {}
        self._belongings()
        self._positions(rows)
        self._owing()

    def _belongings(self):
        """Lines with their bank and business at hand, those of every note among them: one object for one row."""
        self.line_of = {line.pk: line for line in self.lines.values()}
        others = {note.line_id for note in self.notes.values()} - set(self.line_of)
        self.line_of |= named(CreditLine.objects, "pk", others)
        self.owners = {business.pk: business for business in self.businesses.values()}
        for line in self.line_of.values():
            self._bind(line)

    def _bind(self, record, **related):
        """Give a record the objects its keys lead to, as far as they are at hand."""
        owner = self.owners.get(record.business_id)
        record._state.fields_cache.update(
            {"bank": self.bank}, **related, **({"business": owner} if owner else {})
        )
        return record

    def whole(self, notes):
        """The notes on record (Held) as they now stand there, by number: LoanNotes with bank, business and line."""
        found = {}
        for pks in batched([note.id for note in notes], CHUNK):
            for note in loaded(LoanNote.objects.filter(pk__among=pks)):
                found[note.note_no] = self._bind(note, line=self.line_of[note.line_id])
        return found

    def contract(self, note):
        """The number of the contract under which a note is registered, or will be by an earlier row."""
        line = self.line_of[note.line_id] if note.__class__ is Held else note.line
        return line.contract_no

    def owner(self, record):
        """The business in whose name a line or note is registered."""
        if record.business_id not in self.owners:
            self.owners[record.business_id] = Business.objects.get(pk=record.business_id)
        return self.owners[record.business_id]

    def _positions(self, rows):
        """`newest` is what stands last of each note, by number; `standing` what stands of the days the rows speak of."""
        numbers = {note.id: note.note_no for note in self.notes.values()}
        days = {row.as_of for row in rows}
        self.newest, self.standing = {}, {}
        for pks in batched(numbers, CHUNK):
            self._place(pks, numbers, days, min(days))

    def _place(self, pks, numbers, days, first):
        kept = Position.objects.standing().filter(note__among=pks).order_by()
        at = [
            (told[0], Standing._make(told[1:]))
            for told in tuples(kept.filter(as_of__in=days), "note_id", *Standing._fields)
        ]
        last = _last_days(kept.filter(as_of__gt=first))
        seen = last.keys() | {note for note, position in at if position.as_of == first}
        last |= (
            _last_days(kept.filter(note__among=unseen))
            if (unseen := [pk for pk in pks if pk not in seen])
            else {}
        )
        for note, position in at:
            self.standing[numbers[note], position.as_of] = position
            if position.as_of == last.get(note, first):
                self.newest[numbers[note]] = Before(position.as_of, position.balance)
        beyond = {*last.values()} - days
        for note, day, balance in (
            tuples(kept.filter(as_of__in=beyond), "note_id", "as_of", "balance") if beyond else ()
        ):
            if day == last.get(note):
                self.newest[numbers[note]] = Before(day, balance)

    def _owing(self):
        """`owed[contract][note]`: what the live notes of each contract owe by their latest positions, in 元."""
        self.owed = defaultdict(dict)
        contracts, others = {line.pk: line.contract_no for line in self.lines.values()}, {}
        for note in self.notes.values():
            if note.line_id in contracts and note.status in LIVE and note.note_no in self.newest:
                self.owed[contracts[note.line_id]][note.note_no] = self.newest[note.note_no].balance
        here = Counter(note.line_id for note in self.notes.values() if note.status in LIVE)
        for pks in batched(contracts, CHUNK):
            live = LoanNote.objects.filter(line__among=pks, status__in=LIVE).order_by()
            if live.count() == sum(map(here.__getitem__, pks)):
                continue
            for pk, line, number in tuples(live.order_by("pk"), "pk", "line_id", "note_no"):
                if number not in self.notes:
                    others[pk] = contracts[line], number
        for pk, balance in _last_balances(others):
            contract, number = others[pk]
            self.owed[contract][number] = balance

    def names(self, business):
        """What the business is called on record."""
        if business.id not in self._names:
            called = business.name, business.display_name, business.operator_name
            self._names[business.id] = [name for name in called if name]
        return self._names[business.id]

    def before(self, row):
        """The newest standing position of the row's note on another day, or None."""
        known = self.newest.get(row.note_no)
        return None if known is None or known.as_of == row.as_of else known

    def others(self, row):
        """What the other live notes of the row's contract owe, in 元."""
        owed = self.owed.get(row.contract_no)
        if not owed:
            return NOTHING
        return sum(owed.values(), NOTHING) - owed.get(row.note_no, 0)

    def note(self, number):
        """The note on record, the one an earlier row makes, or None."""
        found = self.notes.get(number)
        return found.note if found.__class__ is Judged else found

    def lay_down(self, judged):
        """What this row will have changed, for the rows after it."""
        row, status = judged.row, judged.known.status if judged.known else FIRST
        if judged.new:
            self.notes[row.note_no], self.lines[row.contract_no] = judged, judged.line
        elif judged.touched:
            self.notes[row.note_no] = judged.known
        self.standing[row.note_no, row.as_of] = judged.fresh or judged.position
        if judged.late:
            return
        self.newest[row.note_no] = Before(row.as_of, row.balance)
        if status in ANSWERING:
            self.owed[row.contract_no][row.note_no] = row.balance

    def eventful(self, booked):
        """The last rows of the notes about which facts have something to say; the others stay as they are (A17, R65)."""
        last = {one.row.note_no: one for one in booked}
        busy = {number for (number, _), position in self.standing.items() if position.unpaid_since}
        stored = {one.known.id for one in last.values() if one.known and one.known.id}
        for pks in batched(stored, CHUNK):
            busy.update(
                OverdueEpisode.objects.filter(note__among=pks).values_list("note__note_no", flat=True)
            )
            unpaid = Position.objects.standing().filter(note__among=pks, unpaid_since__isnull=False)
            busy.update(unpaid.values_list("note__note_no", flat=True))
        return [one for number, one in last.items() if number in busy or not self._agrees(number, one.known)]

    def _agrees(self, number, note):
        """Whether the note's state is the one its newest position calls for, nothing being due unpaid."""
        newest, status = self.newest.get(number), note.status if note else FIRST
        if newest is None or status == "active":
            return status == "active" and (newest is None or newest.balance > 0)
        return status == "settled" and newest.balance == 0


def _held(bank, numbers):
    found, kept = {}, LoanNote.objects.filter(bank=bank)
    for chunk in batched(numbers, CHUNK):
        told = map(Held._make, tuples(kept.filter(note_no__among={*chunk}).order_by(), *Held._fields))
        found |= {note.note_no: note for note in told}
    return found


def named(records, name, values):
    """{value: record} of those records whose `name` is among `values`."""
    found = {}
    for chunk in batched(values, CHUNK):
        found |= {
            getattr(record, name): record for record in loaded(records.filter(**{f"{name}__among": {*chunk}}))
        }
    return found


def _last_days(positions):
    """{note: the last day of these positions}."""
    return dict(positions.values_list("note").annotate(day=Max("as_of")).order_by())


def _last_balances(notes):
    for pks in batched(notes, CHUNK):
        kept = Position.objects.standing().filter(note__among=pks)
        last = _last_days(kept)
        for pk, day, balance in tuples(
            kept.filter(as_of__in=set(last.values())), "note_id", "as_of", "balance"
        ):
            if day == last[pk]:
                yield pk, balance
