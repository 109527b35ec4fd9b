"""The rates of domain §9: one number over another, or the reason why there is none. Pure."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

_FEN = Decimal("0.01")
NO_BASE = "分母为零，无法计算。"


def over(top: Decimal | int, bottom: Decimal | int, *, times: int = 100) -> Decimal | None:
    """`top` ÷ `bottom` × `times` (100 for percent), or None over nought. Not rounded: rounding is for the eye."""
    return None if not bottom else Decimal(top) * times / Decimal(bottom)


def rounded(value: Decimal) -> Decimal:
    """Two decimals, half up."""
    return value.quantize(_FEN, ROUND_HALF_UP)


def borne(amount: Decimal, share: Decimal) -> Decimal:
    """The guarantor's part of an amount in 元 under its share (1 = all of it, A22), to the cent."""
    return (amount * share).quantize(_FEN, ROUND_HALF_UP)


def share_on(day, shares: Mapping) -> Decimal:
    """The guarantor's share of a loan drawn on `day`; `shares` maps the first days of policy versions to shares.

    Before the first version the earliest one is used, without any the guarantor bears all (A22).
    """
    if not shares:
        return Decimal(1)
    begun = [first for first in shares if first <= day]
    return shares[max(begun) if begun else min(shares)]


def agreed_on(day, agreements: Iterable, otherwise: Decimal) -> Decimal:
    """The guarantor's share by the newest agreement in force on `day`, each (first day, last day or None, share); else `otherwise`."""
    holding = (share for first, last, share in agreements if first <= day and (last is None or day <= last))
    return next(holding, otherwise)


def released(opening: Decimal, drawn: Decimal, closing: Decimal) -> Decimal:
    """What was released of a guarantee within some days, in 元: opening + drawn − closing (domain §9.1).

    | opening | drawn  | closing | released | |
    |---------|--------|---------|----------|--|
    | 100.00  | 0      | 60.00   | 40.00    | repaid in part |
    | 0       | 100.00 | 100.00  | 0.00     | drawn, nothing repaid |
    | 0       | 100.00 | 0       | 100.00   | drawn and settled within the days |
    | 50.00   | 0      | 50.00   | 0.00     | nothing happened |
    """
    return opening + drawn - closing
