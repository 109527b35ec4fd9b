"""Mainland telephone numbers."""

import re

from ..answers import Reason
from .checks import CodeCheck, refused
from .text import clean, stripped

_PREFIX = re.compile(r"^(\+|00)86")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0(10|2\d|[3-9]\d{2})\d{7,8}")
_SERVICE = re.compile(r"[48]00\d{7}|9[56]\d{3,4}|1[12]\d{3}")
_LOCAL = re.compile(r"[2-8]\d{6,7}")
_HYPHEN_EXTENSION = re.compile(r"(\d{7,8})-(\d{1,5})$")
_EXTENSION = re.compile(r"(?:转|EXT\.?|#)\d{1,6}$")


def check_phone(text: object) -> CodeCheck:
    """Mobile, land line with area code (extension allowed), service number. Local numbers only warn."""
    marked = _HYPHEN_EXTENSION.sub(r"\1转\2", stripped(text))
    number = _PREFIX.sub("", re.sub(r"[()]", "", clean(marked)))
    main = _EXTENSION.sub("", number)
    if any(pattern.fullmatch(main) for pattern in (_MOBILE, _LANDLINE, _SERVICE)):
        return CodeCheck(number)
    if _LOCAL.fullmatch(main):
        return CodeCheck(
            number,
            warnings=(
                Reason(
                    f"电话号码“{number}”没有区号。外地拨不通，请补上区号（本旗为0477）。",
                    "",
                    "area-code",
                ),
            ),
        )
    return refused(
        number,
        "malformed" if number else "missing",
        "",
        f"电话号码“{number}”不是大陆手机号（11位）或带区号的固定电话。请重新填写，例如 13800000000 或 0477-8000000。"
        if number
        else "电话号码为空。请填写手机号或带区号的固定电话。",
    )


def check_personal_phone(text: object) -> CodeCheck:
    """A number at which a person is reached: as `check_phone`, but no short service number such as 12345."""
    check = check_phone(text)
    if check.errors or len(check.code) >= 7:
        return check
    said = f"“{check.code}”是服务号码，联系不到本人。请填写手机号或者带区号的固定电话。"
    return refused(check.code, "service", "", said)
