"""Amounts and percentages as people read them."""

from decimal import Decimal


def plain(value: Decimal | int) -> str:
    """A figure without exponent or needless zeros: 5.45, 100000, 5.655."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(amount: Decimal) -> str:
    """An amount in 元 with two decimals and thousands separators: 5,000,000.01元."""
    return f"{Decimal(amount):,.2f}元"


def percent(value: Decimal) -> str:
    """A percent value (4.30 means 4.30 %) with at least two decimals: 4.30%, 5.655%."""
    value = Decimal(value)
    places = max(2, -value.normalize().as_tuple().exponent)
    return f"{value:.{places}f}%"
