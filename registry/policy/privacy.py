"""R72: only conclusions are kept. Recognises identity, phone and account numbers typed into free text, and hides them. Pure."""

import re
import unicodedata
from collections.abc import Mapping

from .answers import Reason
from .identifiers import birth_date, check_uscc

_EIGHTEEN = re.compile(r"(?<!\d)\d(?:[ \-]?\d){16}[ \-]?[\dXx](?![\dA-Za-z])")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?!\d)")
_ACCOUNT = re.compile(r"(?<![\dA-Za-z])\d(?:[ \-]?\d){15,18}(?![\dA-Za-z])")


def holds_resident_id(text: str) -> bool:
    """Whether the text holds 18 places that read as a resident ID number: a possible birth date in places 7–14."""
    return any(_reads_as_id(re.sub(r"[ \-]", "", found)) for found in _EIGHTEEN.findall(_visible(text)))


def holds_contact_or_account(text: str) -> bool:
    """Whether the text holds a mobile number, or 16–19 digits in a row that read as an account number."""
    seen = _visible(text)
    return bool(_PHONE.search(seen) or _ACCOUNT.search(seen))


def hidden(text: str) -> str:
    """The text with identity, phone and account numbers reduced to their first three places."""
    for pattern in (_EIGHTEEN, _ACCOUNT, _PHONE):
        text = pattern.sub(_stars, unicodedata.normalize("NFC", text or ""))
    return text


def _stars(found):
    company = found[0][:2] in {"91", "92", "93"} and check_uscc(found[0]).ok
    return found[0] if company else found[0][:3] + "*" * (len(found[0]) - 3)


def _visible(text):
    folded = unicodedata.normalize("NFKC", text or "")
    return "".join(c for c in folded if unicodedata.category(c) != "Cf")


def _reads_as_id(number):
    born = birth_date(number)
    company = number[:2] in {"91", "92", "93"} and check_uscc(number).ok
    return born is not None and 1900 <= born.year <= 2100 and not company


def privacy_problems(texts: Mapping[str, str]) -> list[str]:
    """One sentence per field (label → text) that holds a resident ID number. The number is not repeated."""
    return [
        str(
            Reason(
                f"“{label}”一栏中有像居民身份证号码的18位数字。这里只写结论和文号，不写身份证号码、案情和征信内容，"
                "请删去后重新提交。",
                "R72",
            )
        )
        for label, text in texts.items()
        if holds_resident_id(text)
    ]


def raw_data_problems(texts: Mapping[str, str]) -> list[str]:
    """`privacy_problems`, and one sentence per field that holds a phone or account number (R72, domain §5.5)."""
    return privacy_problems(texts) + [
        str(
            Reason(
                f"“{label}”一栏中有像电话号码或账号的数字。这里只写结论，不写电话、账号、案情和征信内容，请删去后重新提交。",
                "R72",
            )
        )
        for label, text in texts.items()
        if not holds_resident_id(text) and holds_contact_or_account(text)
    ]
