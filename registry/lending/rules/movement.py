"""What happened between two reports of a note, as far as they tell it: derived, never booked. Money in 元. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Told:
    """The figures of one standing position. `source` names the upload."""

    as_of: date
    balance: Decimal
    overdue_principal: Decimal = Decimal(0)
    overdue_interest: Decimal = Decimal(0)
    unpaid_since: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Movement:
    """One report against the one before: `repaid` of the principal (negative: it rose), changes of what is overdue."""

    told: Told
    since: date | None
    repaid: Decimal
    principal: Decimal
    interest: Decimal


def movements(positions: Iterable[Told]) -> list[Movement]:
    """One movement per report, oldest first; the first is against nothing, so nothing was repaid by it.

    Ledgers carry balances, no payments and no list of instalments: when between the two days the money came, is not told.
    """
    found, before = [], None
    for told in sorted(positions, key=lambda p: p.as_of):
        last = before or Told(told.as_of, told.balance)
        found.append(
            Movement(
                told, before and before.as_of, last.balance - told.balance,
                told.overdue_principal - last.overdue_principal, told.overdue_interest - last.overdue_interest,
            )
        )  # fmt: skip
        before = told
    return found
