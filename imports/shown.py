"""A row as it was shown, kept as plain words, and read back exactly as it was judged. Pure."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import get_args

from registry.lending.rows import LedgerRow

MOST_KNOWN = 5_000
_READ = {date: date.fromisoformat, Decimal: Decimal, int: int, str: str}
_READERS = {field.name: _READ[(get_args(field.type) or (field.type,))[0]] for field in fields(LedgerRow)}


def said(ledger) -> dict:
    """What the bank said, cell by cell, as text; what it did not say is left out."""
    return {name: told for name, value in vars(ledger).items() if value is not None and (told := str(value))}


def ledgers_of(kept):
    """The LedgerRows out of what `said` kept of many rows, each different word read once; rows without are left out."""
    known = {name: _Known(read) for name, read in _READERS.items()}
    for clean in kept:
        if clean:
            yield LedgerRow.of({name: known[name][told] for name, told in clean.items()})


class _Known(dict):
    """Words of one column and what they mean; numbers and balances differ too much to keep them all."""

    def __init__(self, read):
        self.read = read

    def __missing__(self, told):
        value = self.read(told)
        if len(self) < MOST_KNOWN:
            self[told] = value
        return value
