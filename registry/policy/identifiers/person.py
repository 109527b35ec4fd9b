"""居民身份证号码, GB 11643-1999. Sentences never repeat the number: it is personal information."""

from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from ..answers import Reason
from .checks import CodeCheck, refused
from .text import clean, looks_destroyed

_STANDARD = "GB 11643-1999"


def birth_date(number: str) -> date | None:
    """The birth date written in the number, None when there is no such day."""
    try:
        return ric.get_birth_date(clean(number))
    except (InvalidComponent, ValueError):
        return None


def check_resident_id(text: object) -> CodeCheck:
    """Errors: destroyed number, form, check digit, impossible birth date. Warning: place unknown at birth.

    stdnum refuses 150627 for people born before 2001 (the county's code was 152728 then) with the same exception
    as an impossible date; re-issued numbers exist, so the place is only a warning.
    """
    number = clean(text)
    kind, sentence = _problem(text, number)
    if kind:
        return refused(number, kind, _STANDARD, sentence)
    return CodeCheck(number, warnings=_place_warnings(number))


def _problem(text, number):
    if looks_destroyed(text):
        return "destroyed-number", (
            "身份证号码读到的是数值，后几位已被表格软件改写，无法还原。请把该列设为“文本”格式后重新录入18位号码。"
        )
    if not number:
        return "missing", "身份证号码为空。请按居民身份证填写18位号码。"
    if len(number) != 18 or not number[:17].isdecimal() or number[17] not in "0123456789X":
        return "malformed", (
            f"身份证号码应为18位（前17位数字，末位数字或X），现为{len(number)}位或含有其他字符。请按居民身份证重新填写。"
        )
    if birth_date(number) is None:
        return "impossible-date", (f"身份证号码中的出生日期“{number[6:14]}”不存在。请按居民身份证重新填写。")
    if number[17] != ric.calc_check_digit(number):
        return (
            "check-digit",
            "身份证号码的校验位不正确，至少有一位录错。请按居民身份证重新填写。",
        )
    return "", ""


def _place_warnings(number):
    try:
        ric.get_birth_place(number)
    except (InvalidComponent, KeyError):  # KeyError: a place the tables of stdnum know only in part
        return (
            Reason(
                f"身份证号码前六位“{number[:6]}”在出生年份尚无对应的行政区划。换发过证件的人属正常情形，请核对证件。",
                _STANDARD,
                "place",
            ),
        )
    return ()
