"""Numbers of persons that a layout has broken: set letter by letter, or wrapped in a narrow column. Pure.

`privacy.personal_numbers` sees through the spacing people type. A PDF has no words, only places of letters, so a number comes
out of it in pieces, and the pieces of the next cell follow at once. Here neighbouring pieces are put together and asked again;
the digits of a table of figures would often make a number, so a check digit has to fit, or a person has to look.
"""

import re
from collections.abc import Iterator

from .identifiers import check_resident_id
from .privacy import is_card, visible

_PIECE = r"(?<![\dA-Za-z])(?<!\d[.,])(?:\d+[Xx]?|[Xx])(?![\dA-Za-z]|[.,]\d)"
_RUN = re.compile(rf"{_PIECE}(?:\s{{1,3}}{_PIECE})+")
_SPACED = re.compile(r"(?<!\d)(?<!\d )(?<!\d  )1(?: {1,2}\d){10}(?! {0,2}\d)")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_ID, _PHONE, _CARD, _USUAL = 18, 11, range(16, 20), (16, 19)
_LONGEST = 19
_FEW = 4
_WIDE = 5


def mended(text: str) -> str:
    """The text, and below it every broken number that certainly is one, whole: an ID whose check digit fits, a card wrapped
    in lines of one width whose check digit fits, a mobile number set letter by letter."""
    spaced = ("".join(found.split()) for found in _SPACED.findall(visible(text)))
    sure = (one for one, lines in _joined(text) if _is_id(one) or lines > 2 and _is_usual_card(one))
    return "\n".join([text, *dict.fromkeys([*filter(_MOBILE.fullmatch, spaced), *sure])])


def doubtful(text: str) -> list[str]:
    """“手机号码” and “银行账号” where pieces beside or below each other make one: as likely two figures of a table."""
    found = [one for one, _ in _joined(text)]
    phone, card = any(map(_MOBILE.fullmatch, found)), any(map(_is_union_pay, found))
    return ["手机号码"] * phone + ["银行账号"] * card


def _joined(text) -> Iterator[tuple[str, int]]:
    """(number, how many pieces) for all that pieces in a row make together and that has a length to be asked about."""
    for run in _RUN.findall(visible(text)):
        pieces = run.split()
        for first in range(len(pieces)):
            yield from _from(pieces[first : first + _LONGEST])


def _from(pieces):
    """Those that begin with the first of the pieces."""
    whole = pieces[0]
    for count, piece in enumerate(pieces[1:], start=2):
        whole += piece
        if len(whole) > _LONGEST:
            return
        even, wide = _is_even(pieces[:count]), len(pieces[0])
        if (
            len(whole) == _ID and (even or count <= _FEW)
            or len(whole) in _CARD and (count == 2 or even and wide >= _WIDE)
            or len(whole) == _PHONE and (count == 2 or even and wide > 1)
        ):  # fmt: skip
            yield whole, count


def _is_even(pieces):
    """Whether they are one width, as lines of a column are, but for the last."""
    *lines, last = map(len, pieces)
    return len({*lines}) == 1 and last <= lines[0]


def _is_id(number):
    """A check digit that fits, a place that was one when this person was born, a year people are born in."""
    if len(number) != _ID or not number[:17].isdecimal() or not 1900 <= int(number[6:10]) <= 2100:
        return False
    check = check_resident_id(number)
    return check.ok and not check.warnings


def _is_union_pay(number):
    return len(number) in _CARD and number.isdecimal() and number.startswith("62") and is_card(number)


def _is_usual_card(number):
    return len(number) in _USUAL and _is_union_pay(number)
