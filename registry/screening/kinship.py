"""Which applications belong together: one operator, one place, one telephone (task of the office, not a refusal). Pure."""

import re
import unicodedata
from dataclasses import dataclass

SAME_CODE, SAME_DOCUMENT, SAME_PERSON = "同一信用代码", "经营者证件相同", "经营者姓名和电话相同"
SAME_ADDRESS, SAME_PHONE = "经营地址相同", "联系电话相同"
_PREFIXES = ("内蒙古自治区", "内蒙古", "鄂尔多斯市", "鄂尔多斯", "伊金霍洛旗", "伊旗")
_PLACES = {"阿镇": "阿勒腾席热镇", "扎萨克镇": "札萨克镇"}
_LEAST = 6  # characters of an address that can still tell two places apart
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@dataclass(frozen=True)
class Applicant:
    """What is compared. `document_key` is the keyed hash of the operator's ID number, "" when not given."""

    uscc: str
    operator: str = ""
    document_key: str = ""
    phones: frozenset[str] = frozenset()
    address: str = ""


def comparable_address(text: str) -> str:
    """An address without width, blanks, punctuation and the county's own prefixes; towns by their full name."""
    folded = unicodedata.normalize("NFKC", text or "")
    plain = re.sub(r"[^\w]|_", "", folded).upper()
    for prefix in _PREFIXES:
        plain = plain.removeprefix(prefix)
    for said, meant in _PLACES.items():
        if plain.startswith(said):
            plain = meant + plain.removeprefix(said)
    return plain.translate(_NUMERALS)


def ties(one: Applicant, other: Applicant) -> list[str]:
    """Every way the two are tied, in the order of weight.

    | same code | same document | same name | shared telephone | same address | answer |
    |-----------|---------------|-----------|------------------|--------------|--------|
    | yes       | –             | –         | –                | –            | one code, and nothing else |
    | no        | yes           | –         | no               | –            | document |
    | no        | no            | yes       | yes              | –            | name and telephone |
    | no        | no            | yes       | no               | –            | nothing: names repeat |
    | no        | –             | no        | yes              | –            | telephone |
    | no        | –             | –         | –                | yes          | address as well |
    """
    if one.uscc == other.uscc:
        return [SAME_CODE]
    shared = bool(one.phones & other.phones)
    named = bool(one.operator) and one.operator == other.operator
    found = []
    if one.document_key and one.document_key == other.document_key:
        found.append(SAME_DOCUMENT)
    if shared:
        found.append(SAME_PERSON if named else SAME_PHONE)
    place = comparable_address(one.address)
    if len(place) >= _LEAST and place == comparable_address(other.address):
        found.append(SAME_ADDRESS)
    return found
