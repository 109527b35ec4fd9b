"""Random ledgers, with corrections told late, against a slow reckoning that asks the told rows and nothing else."""

import random
from collections import namedtuple
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests import builders

from .scenes import row, section, told

pytestmark = pytest.mark.django_db
Told = namedtuple("Told", "recorded note as_of balance since start amount")
FIRST, DAYS = date(2026, 3, 1), 240
BUCKETS = {
    "d1": (1, 29),
    "d30": (30, 59),
    "d60": (60, 90),
    "d91": (91, 270),
    "d271": (271, 360),
    "d361": (361, 9999),
}


class Bank:
    """What one bank believes of its notes, and what it has told: it may believe something else later, and tells it again."""

    def __init__(self, chance, firm, notes):
        self.chance, self.firm, self.told = chance, firm, []
        self.notes = {f"N{n}": self._believed() for n in range(notes)}

    def _believed(self):
        start = FIRST + timedelta(days=self.chance.randrange(60))
        amount = Decimal(self.chance.randrange(5, 50) * 10_000)
        since = start + timedelta(days=self.chance.randrange(20, 120)) if self.chance.random() < 0.5 else None
        until = (
            since + timedelta(days=self.chance.randrange(5, 150))
            if since and self.chance.random() < 0.6
            else None
        )
        over = (
            start + timedelta(days=self.chance.randrange(100, 220))
            if self.chance.random() < 0.3 and not (since and not until)
            else None
        )
        if over and until and over <= until:
            over = until + timedelta(days=1)
        return {
            "start": start,
            "amount": amount,
            "since": since,
            "until": until,
            "over": over,
            "cut": self.chance.randrange(1, 9),
        }

    def says(self, note, as_of):
        b = self.notes[note]
        late = b["since"] is not None and b["since"] < as_of and (b["until"] is None or as_of < b["until"])
        over = b["over"] is not None and as_of >= b["over"]
        months = (as_of - b["start"]).days // 30
        balance = Decimal(0) if over else b["amount"] * max(1, 10 - months * b["cut"] // 10) / 10
        return balance.quantize(Decimal("0.01")), b["since"] if late else None

    def tell(self, day, as_ofs):
        rows = []
        for as_of in as_ofs:
            for note, b in self.notes.items():
                if b["start"] <= as_of:
                    balance, since = self.says(note, as_of)
                    rows.append(Told(day, note, as_of, balance, since, b["start"], b["amount"]))
        told(day, [
            row(t.note, self.firm, as_of=t.as_of, balance=t.balance, unpaid_since=t.since, start=t.start, loan_amount=t.amount)
            for t in rows
        ])  # fmt: skip
        self.told += rows


def known(rows, day):
    """{note: {as_of: the row told last by then}}."""
    found = {}
    for t in rows:
        if t.recorded <= day:
            found.setdefault(t.note, {})[t.as_of] = t
    return found


def reckoned(rows, on, by):
    """(balance, {bucket: balance}, {note}) on a day as known on a day, row by row."""
    whole, late, notes = Decimal(0), dict.fromkeys(BUCKETS, Decimal(0)), set()
    for note, told_rows in known(rows, by).items():
        some = next(iter(told_rows.values()))
        if some.start > on:
            continue
        until_then = [day for day in told_rows if day <= on]
        balance = told_rows[max(until_then)].balance if until_then else some.amount
        since = oldest_unpaid(told_rows, on)
        if balance == 0 and since is None and until_then:
            continue
        notes.add(note)
        whole += balance
        if since:
            days = (on - since).days
            late[next(code for code, (first, last) in BUCKETS.items() if first <= days <= last)] += balance
    return whole, late, notes


def oldest_unpaid(told_rows, on):
    found = []
    for since in {t.since for t in told_rows.values() if t.since}:
        last = max(day for day, t in told_rows.items() if t.since == since)
        ends = [day for day in told_rows if day > last]
        if since < on and (not ends or on < min(ends)):
            found.append(since)
    return min(found, default=None)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_day_and_every_knowledge_agrees_with_the_reckoning(seed):
    chance = random.Random(seed)
    bank = Bank(chance, builders.qualified(), 8)
    ends = [FIRST + timedelta(days=n) for n in range(30, DAYS, 30)]
    for at, end in enumerate(ends):
        bank.tell(end + timedelta(days=chance.randrange(3)), [end])
        if at in (3, 5):  # it thinks better of two notes and tells the past again
            for note in chance.sample(sorted(bank.notes), 2):
                bank.notes[note] |= {
                    k: v for k, v in bank._believed().items() if k in ("since", "until", "over", "cut")
                }
                b = bank.notes[note]
                shift = b["start"] - FIRST
                b["since"] = b["since"] and max(b["since"], b["start"] + shift)
                b["until"] = b["until"] and max(b["until"], b["since"] + timedelta(days=3))
                b["over"] = b["over"] and max(b["over"], (b["until"] or b["start"]) + timedelta(days=1))
            bank.tell(end + timedelta(days=4), ends[: at + 1])
    _compare(bank.told, chance)


def _compare(rows, chance):
    late_seen = different = 0
    for _ in range(25):
        on = FIRST + timedelta(days=chance.randrange(DAYS))
        by = max(on, FIRST + timedelta(days=chance.randrange(DAYS + 10)))
        whole, late, notes = reckoned(rows, on, by)
        page, arrears = section("balances", on, by), section("arrears", on, by)
        assert page.cell("all.balance").value == whole, (on, by)
        assert {loan.number for loan in page.cell("all.count").rows} == notes, (on, by)
        assert {code: arrears.cell(f"{code}.balance").value for code in BUCKETS} == late, (on, by)
        late_seen += any(late.values())
        different += reckoned(rows, on, FIRST + timedelta(days=400)) != (whole, late, notes)
    assert late_seen and different, "the scene shows nothing"
