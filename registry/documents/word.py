"""A paper as a Word file: its frozen text, set in the layout that was in force on the day it was issued (GB/T 9704-2012)."""

from django.conf import settings

from registry.policy.dates import written

from .choosing import in_force, layout_bytes
from .layouts.filling import fill
from .layouts.sheet import Sheet

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def check_address(code) -> str:
    """What the QR code of a paper leads to."""
    return f"{settings.SITE_URL}/chaxun/?code={code}"


def sheet_of(document) -> Sheet:
    """An IssuedDocument as it is printed."""
    return Sheet(
        document.title, document.number, document.addressee, document.body, document.issuer_name,
        written(document.issued_on), document.check_code, document.sha256, check_address(document.check_code),
        tuple(document.annex),
    )  # fmt: skip


def word_file(document) -> bytes:
    """The .docx of one IssuedDocument, made anew; what is given out is the kept copy (copies.py)."""
    return set_in_layout(sheet_of(document), document.kind, document.issued_on)


def set_in_layout(sheet, slot, day) -> bytes:
    """The .docx of a sheet in what was in force for `slot` on `day`."""
    return fill(layout_bytes(slot, in_force(slot, day)), sheet)
