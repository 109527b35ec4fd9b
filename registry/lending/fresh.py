"""New notes of a file that was judged before, booked by columns: no object is made of a row about which nobody asks.

What is written is what `booking` writes of the same rows one by one (a test compares). `told` is {field of LedgerRow: values}.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from registry.history.acting import acting
from registry.history.bulk import create_columns
from registry.history.progress import watched
from registry.history.writing import CHUNK, batched
from registry.ledger.doors import register_columns
from registry.parties.models import Business
from registry.policy.identifiers import check_uscc

from .desk import Desk
from .judging import NOTE_FIELDS, POSITION_FIELDS
from .known import by_legacy_number
from .loading import notes_read
from .models import CreditLine, LoanNote, Position
from .overdue import follow_facts
from .rows import LedgerRow
from .rules import price_findings
from .shelf import named


@dataclass
class Fresh:
    """New notes of one bank, row by row: whose they are, by which contract; `noted` are row numbers with a warning."""

    bank: Any
    desk: Desk
    told: dict
    owners: list
    lines: dict[str, Any]
    noted: set
    judged: Sequence = ()
    moved: list = field(default_factory=list)

    @property
    def counted(self):
        """How many rows create, update and leave unchanged."""
        return len(self.owners), 0, 0

    def write(self, actor, source, reason):
        """Lines, notes and positions with history, and the links of lines and notes. Returns the days the rows speak of."""
        act = {"actor": actor, "reason": reason}
        with acting(actor, reason, source=source):
            keys = self._write_lines(act)
            ids = self._write_notes(keys, act)
            for start in range(0, len(ids), CHUNK):
                create_columns(Position, self._positions(ids, source, slice(start, start + CHUNK)))
        self.moved = [pk for at, pk in enumerate(ids) if self._eventful(at)]
        return {*self.told["as_of"]}

    def follow(self, actor, because):
        """What the facts written call for."""
        for some in batched(self.moved, CHUNK):
            notes = {note.pk: note for note in notes_read(LoanNote.objects.filter(pk__among=some))}
            for pk in watched(some, "following"):
                follow_facts(notes[pk], actor=actor, today=self.desk.today, because=because, desk=self.desk)

    def _eventful(self, at):
        """Facts have something to say of what is unpaid and of what owes nothing; other notes stay as they begin (A17, R65)."""
        return self.since[at] is not None or not self.told["balance"][at]

    @property
    def since(self):
        return self.told.get("unpaid_since") or [None] * len(self.owners)

    def row(self, at):
        return LedgerRow(**{name: values[at] for name, values in self.told.items()})

    def _write_lines(self, act):
        """{number of a contract: key} with the contracts that are new, each by the first row that names it."""
        firsts = {}
        for at, contract in enumerate(self.told["contract_no"]):
            if contract not in self.lines and contract not in firsts:
                firsts[contract] = at
        keys = {contract: line.pk for contract, line in self.lines.items()}
        for some in batched(firsts.values(), CHUNK):
            rows = [self.row(at) for at in some]
            keys.update(zip((row.contract_no for row in rows), self._register(
                CreditLine, self._lines(rows, [self.owners[at] for at in some]), [row.contract_no for row in rows],
                [row.start for row in rows], some, clause="R06", **act,
            ), strict=True))  # fmt: skip
        return keys

    def _lines(self, rows, owners):
        terms = [self.desk.terms(row.start) for row in rows]
        return {
            "bank_id": [self.bank.pk] * len(rows), "business_id": [owner.pk for owner in owners],
            "contract_no": [row.contract_no for row in rows], "guarantee_no": [row.guarantee_no for row in rows],
            "amount": [row.line_amount or row.loan_amount for row in rows],
            "amount_inferred": [row.line_amount is None for row in rows],
            "basis": [row.basis or known.rate_basis_default for row, known in zip(rows, terms, strict=True)],
            "fee_rate": [row.fee_rate for row in rows], "signed_on": [row.start for row in rows],
        }  # fmt: skip

    def _write_notes(self, keys, act):
        ids, dear = [], self._over_cap()
        for places in batched(range(len(self.owners)), CHUNK):
            cut = slice(places[0], places[-1] + 1)
            numbers, starts = self.told["note_no"][cut], self.told["start"][cut]
            columns = self._said(LoanNote, NOTE_FIELDS, cut) | {
                "bank_id": [self.bank.pk] * len(places), "business_id": [one.pk for one in self.owners[cut]],
                "line_id": [keys[contract] for contract in self.told["contract_no"][cut]], "note_no": numbers,
                "rate_over_cap": [at in dear for at in places],
            }  # fmt: skip
            ids += self._register(LoanNote, columns, numbers, starts, places, clause="R33", **act)
        return ids

    def _register(self, model, columns, numbers, days, places, **act):
        owners = [self.owners[at] for at in places]
        called = {owner: model.called("", owner.shown) for owner in {*owners}}
        policy = {day: self.desk.policy(day).pk for day in {*days}}
        return register_columns(
            model, columns, **act, shared={"owner_code": self.bank.code},
            told={
                "record_key": [(no + called[one])[:200] for no, one in zip(numbers, owners, strict=True)],
                "subject_code": [owner.uscc for owner in owners], "effective_on": days,
                "policy_version_id": [policy[day] for day in days],
            },
        )  # fmt: skip

    def _over_cap(self):
        """Places of the rows whose rate is above the cap (R09); only about noted rows was there anything to say."""
        numbers, dear = self.told["row_number"] if self.noted else (), set()
        for at in (at for at, number in enumerate(numbers) if number in self.noted):
            row = self.row(at)
            found = price_findings(row, self.desk.terms(row.start), self.desk.references, self.desk.quiet)
            if any(finding.reason.clause.startswith("R09") for finding in found.warnings):
                dear.add(at)
        return dear

    def _positions(self, ids, source, cut):
        many = len(ids[cut])
        return self._said(Position, POSITION_FIELDS, cut) | {
            "as_of": self.told["as_of"][cut], "bank_id": [self.bank.pk] * many, "note_id": ids[cut], "source": [source] * many,
        }  # fmt: skip

    def _said(self, model, fields, cut):
        """Columns of the model as the rows fill them; an empty cell says nothing."""
        return {
            name: _filled(self.told[said][cut], model._meta.get_field(name).get_default())
            for name, said in fields.items()
            if said in self.told
        }


def _filled(values, default):
    """An empty cell says nothing, so that the default stays."""
    if default is None or default == "":
        return values
    if isinstance(default, str):
        return [value or default for value in values]
    return [default if value is None else value for value in values]


class Owner(NamedTuple):
    """Of a business what its rows ask for, row by row."""

    pk: int
    uscc: str
    shown: str


def fresh(told, *, bank, today, noted) -> Fresh | None:
    """The rows as new notes of the bank. None where one of them is anything else: then they are looked at one by one."""
    numbers, contracts = told["note_no"], told["contract_no"]
    owner_of = _owners(bank, {*told["uscc"]})
    if len({*numbers}) < len(numbers) or None in owner_of.values() or _on_record(bank, numbers):
        return None
    owners = [owner_of[code] for code in told["uscc"]]
    lines = named(CreditLine.objects.filter(bank=bank), "contract_no", {*contracts})
    of = {contract: line.business_id for contract, line in lines.items()}
    if any(of.setdefault(no, one.pk) != one.pk for no, one in zip(contracts, owners, strict=True)):
        return None
    return Fresh(bank, Desk(today), told, owners, lines, noted)


def _owners(bank, codes):
    """{code as written: Owner or None}: by credit code, or by the old registration number, which is only an alias."""
    checks = {code: check_uscc(code) for code in codes}
    legacy = by_legacy_number(bank, [code for code, check in checks.items() if not check.ok])
    found = named(Business.objects, "uscc", {check.code for check in checks.values() if check.ok})
    found = {code: legacy.get(code) or found.get(check.code) for code, check in checks.items()}
    return {code: one and Owner(one.pk, one.uscc, str(one)) for code, one in found.items()}


def _on_record(bank, numbers):
    kept = LoanNote.objects.filter(bank=bank)
    return any(kept.filter(note_no__among={*some}).exists() for some in batched(numbers, CHUNK))
