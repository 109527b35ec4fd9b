"""From an industry code of GB/T 4754-2017 to the row of the SME standard it is judged by. Pure."""

import re

from .answers import Reason
from .identifiers import clean

# Section letter -> first and last division.
SECTIONS = {
    "A": (1, 5),
    "B": (6, 12),
    "C": (13, 43),
    "D": (44, 46),
    "E": (47, 50),
    "F": (51, 52),
    "G": (53, 60),
    "H": (61, 62),
    "I": (63, 65),
    "J": (66, 69),
    "K": (70, 70),
    "L": (71, 72),
    "M": (73, 75),
    "N": (76, 79),
    "O": (80, 82),
    "P": (83, 83),
    "Q": (84, 85),
    "R": (86, 90),
    "S": (91, 96),
    "T": (97, 97),
}
_CODE = re.compile(r"(?P<letter>[A-T])?(?P<digits>\d{2,4})?")
_ADVICE = "请按营业执照填写《国民经济行业分类》（GB/T 4754-2017）代码，例如 C3484 或 3484。"


class IndustryUnknown(ValueError):
    """No row can be chosen; the message says why, in Chinese."""


def industry_row(gbt_code, rows):
    """The row of `rows` for the code, and remarks. Raises IndustryUnknown.

    The longest match wins (591 before 59). Industries the standard does not list are judged by the fallback row.
    """
    rows = list(rows)
    code = clean(gbt_code)
    letter, digits = _parsed(code)
    leaves = _leaves(letter, digits, rows)
    matches = {row.industry: row for row in (_listed(leaf, rows) for leaf in leaves)}
    if len(matches) > 1:
        raise IndustryUnknown(
            f"行业代码“{code}”不够细，对应{'、'.join(matches)}等多个划型标准。{_more(digits)}"
        )
    row = next(iter(matches.values()))
    by_analogy = row.fallback and not any(_covers(row, leaf) for leaf in leaves)
    return row, _analogy_remark(code, row) if by_analogy else ()


def _parsed(code):
    found = _CODE.fullmatch(code)
    if not code or not found:
        raise IndustryUnknown(f"行业代码“{code}”无法识别。{_ADVICE}" if code else f"行业代码为空。{_ADVICE}")
    letter, digits = found["letter"] or "", found["digits"] or ""
    if digits and not _section_of(digits):
        raise IndustryUnknown(f"行业代码“{code}”不在《国民经济行业分类》之内。{_ADVICE}")
    if letter and digits and _section_of(digits) != letter:
        raise IndustryUnknown(
            f"行业代码“{code}”的门类字母与大类不符：{digits[:2]} 属于门类 {_section_of(digits)}。{_ADVICE}"
        )
    return letter, digits


def _section_of(digits):
    division = int(digits[:2])
    return next((s for s, (first, last) in SECTIONS.items() if first <= division <= last), "")


def _leaves(letter, digits, rows):
    """The codes meant: the code itself, or every division (and listed group) under a coarser one."""
    if not digits:
        first, last = SECTIONS[letter]
        divisions = [f"{n:02d}" for n in range(first, last + 1)]
    else:
        divisions = [digits]
    return [leaf for division in divisions for leaf in _groups(division, rows)]


def _groups(code, rows):
    """Two digits whose groups the standard splits stand for all their groups; anything else for itself."""
    split = any(low[:2] == code and len(low) == 3 for row in rows for low, _ in _ranges(row))
    return [f"{code}{n}" for n in range(1, 10)] if split and len(code) == 2 else [code]


def _ranges(row):
    for part in row.codes:
        low, _, high = part.partition("-")
        yield low, high or low


def _covers(row, digits):
    return any(low <= digits[: len(low)] <= high for low, high in _ranges(row))


def _listed(digits, rows):
    found = [row for row in rows if _covers(row, digits)] or [row for row in rows if row.fallback]
    if not found:
        raise IndustryUnknown(f"行业代码“{digits}”没有对应的划型标准。请联系办公室补充划型标准。")
    return found[0]


def _more(digits):
    return f"请填写{'三' if digits else '两'}位以上的行业代码。"


def _analogy_remark(code, row):
    text = f"划型标准未列入行业代码“{code}”，参照“{row.industry}”划型。"
    return (Reason(text, "R13", "by-analogy"),)
