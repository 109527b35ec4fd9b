"""发文字号: 机关代字 + 〔年份〕 + 序号 + 号 (GB/T 9704-2012)."""

import re

from .checks import CodeCheck, refused
from .text import stripped

_STANDARD = "GB/T 9704-2012"
_BRACKETS = str.maketrans("[({【〖〘<《（［", "〔〔〔〔〔〔〔〔〔〔") | str.maketrans(
    "])}】〗〙>》）］", "〕〕〕〕〕〕〕〕〕〕"
)
_NUMBER = re.compile(r"(?P<office>[^〔〕\d]+)〔(?P<year>(19|20)\d{2})〕第?0*(?P<serial>[1-9]\d*)号?")


def normalise_document_number(text: object) -> str:
    """伊政办发[2019]053号 -> 伊政办发〔2019〕53号; text that is no such number comes back only stripped."""
    plain = stripped(text)
    found = _NUMBER.fullmatch(plain.translate(_BRACKETS))
    return f"{found['office']}〔{found['year']}〕{found['serial']}号" if found else plain


def check_document_number(text: object) -> CodeCheck:
    number = normalise_document_number(text)
    if _NUMBER.fullmatch(number):
        return CodeCheck(number)
    return refused(
        number,
        "malformed" if number else "missing",
        _STANDARD,
        f"发文字号“{number}”不符合“机关代字〔年份〕序号号”的格式，例如“伊政办发〔2019〕53号”。请按文件原文填写。",
    )
