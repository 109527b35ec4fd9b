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
    return {name: str(value) for name, value in vars(ledger).items() if value not in (None, "")}


def ledger_of(staged) -> LedgerRow | None:
    """The LedgerRow of a staged row, or None when it could not be read."""
    if not staged.clean:
        return None
    return LedgerRow(**{name: _READERS[name](value) for name, value in staged.clean.items()})
