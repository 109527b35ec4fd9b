"""R72: opinions keep conclusions only. Recognises resident ID numbers typed into free text. Pure."""

import re
import unicodedata
from collections.abc import Mapping

from registry.policy.answers import Reason
from registry.policy.identifiers import birth_date, check_uscc

_EIGHTEEN = re.compile(r"(?<!\d)\d(?:[ \-]?\d){16}[ \-]?[\dXx](?![\dA-Za-z])")


def holds_resident_id(text: str) -> bool:
    """Whether the text holds 18 places that read as a resident ID number: a possible birth date in places 7–14."""
    folded = unicodedata.normalize("NFKC", text or "")
    visible = "".join(c for c in folded if unicodedata.category(c) != "Cf")
    return any(_reads_as_id(re.sub(r"[ \-]", "", found)) for found in _EIGHTEEN.findall(visible))


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
