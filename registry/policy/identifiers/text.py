"""Making typed and pasted codes comparable, and recognising numbers a spreadsheet has destroyed."""

import math
import re
import unicodedata
from decimal import Decimal

_QUOTES = "'\"`‘’“”′″"
_HYPHENS = "-‐‑‒–—―−"
_DROPPED = str.maketrans("", "", _QUOTES + _HYPHENS)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d{1,3}")
_EXACT_DIGITS = 15  # what a spreadsheet keeps of a number


def stripped(text: object) -> str:
    """Half-width (NFKC), without invisible characters (category Cf) and without any blank."""
    if text.__class__ is str and text.isascii() and text.isalnum():
        return text
    folded = unicodedata.normalize("NFKC", "" if text is None else str(text))
    return "".join(c for c in folded if unicodedata.category(c) != "Cf" and not c.isspace())


def clean(text: object) -> str:
    """A code as it is stored: `stripped`, without quotes and hyphens, upper case."""
    return stripped(text).translate(_DROPPED).upper()


def looks_destroyed(value: object) -> bool:
    """Was this identifier stored as a number and so lost its last digits (9.15E+17, 150627600012349000.0)?

    A spreadsheet keeps 15 digits of a number, so any longer numeric cell no longer holds what was typed.
    """
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float | Decimal):
        return not math.isnan(value) and abs(value) >= 10**_EXACT_DIGITS
    text = stripped(value).upper()
    return bool(_SCIENTIFIC.fullmatch(text)) or _long_decimal(text)


def _long_decimal(text):
    whole, dot, part = text.partition(".")
    return bool(dot) and whole.isdigit() and len(whole) > _EXACT_DIGITS and set(part) <= {"0"}
