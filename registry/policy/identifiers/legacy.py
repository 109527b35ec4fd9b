"""The 15-digit registration number used before 2015: an alias of a business, never its key."""

from stdnum.iso7064 import mod_11_10

from .checks import CodeCheck, refused
from .text import clean

_STANDARD = "GS 15-2006"


def is_legacy_number(text: object) -> bool:
    """15 digits with a right check digit (ISO 7064 MOD 11,10)."""
    return check_legacy_number(text).ok


def check_legacy_number(text: object) -> CodeCheck:
    """Accepts the whole number a spreadsheet returns as 150627600012349.0 too: 15 digits survive."""
    number = f"{text:.0f}" if isinstance(text, float) and text.is_integer() else clean(text)
    if len(number) != 15 or not number.isdecimal():
        return refused(
            number,
            "malformed",
            _STANDARD,
            f"工商注册号“{number}”应为15位数字。请对照旧版营业执照重新填写，或改填18位统一社会信用代码。",
        )
    if not mod_11_10.is_valid(number):
        return refused(
            number,
            "check-digit",
            _STANDARD,
            f"工商注册号“{number}”的校验位不正确，至少有一位录错。请对照旧版营业执照重新填写。",
        )
    return CodeCheck(number)
