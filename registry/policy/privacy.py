"""R72: only conclusions are kept. Recognises identity, phone and account numbers typed into free text, and hides them. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from .answers import Reason
from .identifiers import birth_date, check_uscc
from .identifiers.legacy import is_legacy_number

_EIGHTEEN = re.compile(r"(?<!\d)\d(?:[ \-]?\d){16}[ \-]?[\dXx](?![\dA-Za-z])")
_FIFTEEN = re.compile(r"(?<![\dA-Za-z.])\d(?:[ \-]?\d){14}(?![\dA-Za-z.])")
_PROVINCES = (11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65)
_PHONE = re.compile(r"(?<![\dA-Za-z])(?:\+?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?![\dA-Za-z])")
_ACCOUNT = re.compile(r"(?<![\dA-Za-z])\d(?:[ \-]?\d){15,18}(?![\dA-Za-z])")
_NAMED_ACCOUNT = re.compile(r"(?:账号|帐号|账户|卡号)\D{0,4}\d(?:[ \-]?\d){11,24}(?!\d)")


def holds_resident_id(text: str) -> bool:
    """Whether the text holds 18 places that read as a resident ID number: a possible birth date in places 7–14."""
    return any(_reads_as_id(re.sub(r"[ \-]", "", found)) for found in _EIGHTEEN.findall(visible(text)))


def holds_contact_or_account(text: str) -> bool:
    """Whether the text holds a mobile number, or 16–19 digits in a row that read as an account number."""
    seen = visible(text)
    return bool(_PHONE.search(seen) or _ACCOUNT.search(seen))


def hidden(text: str) -> str:
    """The text with identity, phone and account numbers reduced to their first three places."""
    for pattern in (_EIGHTEEN, _ACCOUNT, _PHONE):
        text = pattern.sub(_stars, unicodedata.normalize("NFC", text or ""))
    return text


def _stars(found):
    company = found[0][:2] in {"91", "92", "93"} and check_uscc(found[0]).ok
    return found[0] if company else found[0][:3] + "*" * (len(found[0]) - 3)


def visible(text):
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


def personal_numbers(text: str) -> list[str]:
    """What a text for everybody must not hold: “身份证号码”, “手机号码”, “银行账号”, each once (trust PRV-1).

    Full-width and invisible characters and the usual spacing are seen through. An account is a bank card whose check
    digit fits, or 16–19 digits after a word that says so; credit codes, amounts, dates and serials are none.
    """
    seen = visible(text)
    found = []
    if any(_reads_as_id(number) for number in _joined(_EIGHTEEN, seen)) or any(
        _reads_as_old_id(number) for number in _joined(_FIFTEEN, seen)
    ):
        found.append("身份证号码")
    if _PHONE.search(seen):
        found.append("手机号码")
    if _NAMED_ACCOUNT.search(seen) or any(is_card(number) for number in _ACCOUNT.findall(seen)):
        found.append("银行账号")
    return found


def phones_in(text: str) -> list[str]:
    """Mobile numbers in a text, eleven digits each."""
    return [re.sub(r"\D", "", number)[-11:] for number in _PHONE.findall(visible(text))]


def _joined(pattern, text):
    return [re.sub(r"[ \-]", "", number) for number in pattern.findall(text)]


def _reads_as_old_id(number):
    """15 places as issued before 1999: a province, a birth date of the 1900s, and no registration number of a firm."""
    place = int(number[:2])
    try:
        date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    except ValueError:
        return False
    return any(first <= place <= last for first, last in _PROVINCES) and not is_legacy_number(number)


def is_card(number):
    """Cards of Chinese banks: 62…, 16–19 places, check digit by Luhn (ISO/IEC 7812-1)."""
    digits = re.sub(r"[ \-]", "", number)
    doubled = [int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits))]
    return (
        digits[:1] in "3456"
        and sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
        and not _reads_as_id(digits)
    )


def publication_problems(texts: Mapping[str, str], *, contact=False) -> list[str]:
    """One sentence per text (label → text) that may not be published as it stands. The numbers are not repeated.

    A `contact` of the office itself may hold its telephone, also a mobile one.
    """
    problems = []
    for label, text in texts.items():
        found = [sort for sort in personal_numbers(text) if not (contact and sort == "手机号码")]
        if found:
            problems.append(
                f"“{label}”中有像{'、'.join(found)}的数字，公开的内容不得出现个人的完整号码（个人信息保护法第六条）。"
                "请删去或遮盖后重新发布。"
            )
    return problems
