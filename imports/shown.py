"""A row as it was shown, kept as plain words, and read back exactly as it was judged. Pure."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import get_args

from registry.lending.rows import LedgerRow

_READ = {date: date.fromisoformat, Decimal: Decimal, int: int, str: str}
_READERS = {field.name: _READ[(get_args(field.type) or (field.type,))[0]] for field in fields(LedgerRow)}


def said(ledger) -> dict:
    """What the bank said, cell by cell, as text; what it did not say is left out."""
    return {name: told for name, value in vars(ledger).items() if value is not None and (told := str(value))}


def ledger_of(clean) -> LedgerRow | None:
    """The LedgerRow out of what `said` kept of a row, or None when it could not be read."""
    if not clean:
        return None
    return LedgerRow.of({name: _READERS[name](value) for name, value in clean.items()})
