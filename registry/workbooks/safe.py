"""Text that a spreadsheet takes as text: no control characters, nothing that begins like a formula comes alive. Pure."""

import re

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST = 32_000
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


def writable(value) -> str:
    """A text as a cell holds it: control characters left out, returns as line ends, at most 32,000 characters."""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("", text)[:LONGEST]


def harmless(value) -> str:
    """A text for CSV, where no type protects it: an apostrophe before what could be a formula."""
    text = _UNWRITABLE.sub("", str(value))
    return f"'{text}" if text.startswith(LIVE) else text
