"""Cells as people fill them in, read into plain values or refused with a reason (domain §8.2). Pure."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from math import isfinite

from registry.workbooks.protocol import Spoilt

EMPTY = {"", "-", "--", "—", "/", "无", "99991231", "9999-12-31", "0000-00-00"}
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIALS = range(36526, 73051)  # 2000-01-01 … 2099-12-31
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]0?0:00(?::00)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4}")
_FORMULA_ERRORS = {
    "#REF!": "引用的单元格已不存在", "#N/A": "没有查到对应的值", "#VALUE!": "公式里的内容类型不对", "#DIV/0!": "除数为零",
    "#NAME?": "公式里的名称写错了", "#NUM!": "数值超出范围", "#NULL!": "公式里的区域没有交集",
}  # fmt: skip
_WIDEST = (
    400  # digits before the point, more than any stored number has; far above it arithmetic itself gives up
)
_LARGEST, _CENT, _HAIR, _PLAIN = Decimal(10) ** 15, Decimal("0.01"), Decimal("0.0001"), 1e12
PASTE = "请复制后“选择性粘贴—数值”"


@dataclass(frozen=True)
class CellError(ValueError):
    """Why a cell cannot be read: a stable word, what was found, what was expected, and the sentence."""

    kind: str
    found: str
    expected: str

    def __str__(self):
        return f"内容为“{self.found}”，应为{self.expected}。请更正后重新上传。"


def text(value) -> str:
    """A cell as text: NFKC, without invisible and control characters, outer blanks and a leading apostrophe."""
    if type(value) is not str:
        return _text_of(value)
    if value.isascii() and value.isalnum():
        return value
    folded = value if value.isascii() else unicodedata.normalize("NFKC", value)
    visible = (folded if folded.isprintable() else _seen(folded)).strip()
    while visible.startswith("'"):
        visible = visible.lstrip("'").strip()
    return visible


def _text_of(value):
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    return text(str(value))


def _seen(folded):
    """Without invisible characters; what they kept apart is folded again."""
    return unicodedata.normalize("NFKC", "".join(c for c in folded if _is_seen(c)))


def _is_seen(character):
    return character in "\t\n\r" or unicodedata.category(character) not in ("Cf", "Cc", "Cs", "Co", "Cn")


def must_hold(value):
    """Raises CellError for a formula that was never calculated and for an error value, naming the cell where known."""
    written = value.strip().upper() if isinstance(value, str) else ""
    where = f"{value.address}单元格" if isinstance(value, Spoilt) and value.address else ""
    if written in _FORMULA_ERRORS:
        raise CellError(
            "error-value", written, f"真实的内容（{where or '这一格'}是错误值，{_FORMULA_ERRORS[written]}）"
        )
    if isinstance(value, Spoilt):
        raise CellError("formula", str(value), f"算好的内容（{where}的公式没有计算结果，{PASTE}）")


def word(value) -> str:
    """A cell of plain text. Raises CellError for what holds no value."""
    must_hold(value)
    return text(value)


def is_empty(value) -> bool:
    return text(value) in EMPTY


def number_text(value) -> str:
    """A number that is an identifier. Raises CellError when a spreadsheet has destroyed it (over 15 digits)."""
    must_hold(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) >= 1e15:
        raise CellError(
            "destroyed-number", str(value), "按文本保存的完整编号（该格被存成数值，后几位已丢失，须重新录入）"
        )
    cleaned = text(value).upper()
    if not cleaned.isalnum():
        cleaned = re.sub(r"\s", "", cleaned)
    if "E" in cleaned and re.fullmatch(r"\d(\.\d+)?E\+?\d+", cleaned):
        raise CellError(
            "destroyed-number", cleaned, "按文本保存的完整编号（科学计数法已丢失后几位，须重新录入）"
        )
    return cleaned


def day(value, since_1904=False) -> date | None:
    """A date in any of the written forms; None for an empty cell. Raises CellError.

    A bare number is the file's own count of days: from 1900, or from 1904 where the workbook says so.
    """
    must_hold(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = text(value)
    if written in EMPTY:
        return None
    if isinstance(value, (int, float)) and isfinite(value) and value == int(value):
        counted = int(value) + (_EPOCH_1904 - _EPOCH).days * since_1904
        if counted in _SERIALS:
            return _EPOCH + timedelta(days=counted)
    found = _DATE.fullmatch(written) or _COMPACT.fullmatch(written)
    if found:
        return _made(written, *map(int, found.groups()))
    if _SHORT.fullmatch(written):
        raise CellError("ambiguous-date", written, "四位年份的日期（例如 2026-01-31），两位年份分不清年月日")
    raise CellError("not-a-date", written, "日期（例如 2026-01-31）")


def _made(written, year, month, number):
    try:
        found = date(year, month, number)
    except ValueError as error:
        raise CellError("impossible-date", written, "真实存在的日期（例如 2026-01-31）") from error
    if not 2000 <= year <= 2099:
        raise CellError("impossible-date", written, "2000年至2099年之间的日期")
    return found


def decimal(value) -> Decimal | None:
    """A plain figure: thousands separators, ¥, brackets for negative; None for an empty cell. Raises CellError."""
    if type(value) is float and isfinite(value):
        return Decimal(repr(value))
    if isinstance(value, bool):
        raise CellError("not-a-number", str(value), "数字")
    must_hold(value)
    if isinstance(value, (int, float)):
        if not isfinite(value):
            raise CellError("not-a-number", str(value), "数字")
        return Decimal(repr(value))
    written = text(value)
    if written in EMPTY:
        return None
    if written.startswith("="):
        raise CellError("formula", written, f"算好的数字（公式没有计算结果，{PASTE}）")
    plain = re.sub(r"[,\s¥￥]", "", written).removesuffix("元")
    negative = re.fullmatch(r"\((.+)\)", plain)
    try:
        found = Decimal(negative[1] if negative else plain)
    except InvalidOperation as error:
        raise CellError("not-a-number", written, "数字") from error
    if not found.is_finite() or found.adjusted() > _WIDEST:
        raise CellError("not-a-number", written, "数字")
    return -found if negative else found


def _figure(part, whole):
    """The figure before its unit. Raises CellError that names the whole cell."""
    try:
        return decimal(part)
    except CellError as error:
        raise replace(error, found=whole) from error


def money(value, factor=Decimal(1)) -> Decimal | None:
    """An amount in 元 with two decimals; `factor` turns the file's unit into 元, “万元” in the cell wins."""
    if value.__class__ is float and factor == 1 and -_PLAIN < value < _PLAIN:
        plain = format(value, ".2f")
        if float(plain) == value:  # so few digits name one number only: the one that is meant
            return Decimal(plain)
    said = value
    if isinstance(value, str) and (written := text(value)).endswith(("万元", "万")):
        found, factor = _figure(written.removesuffix("元").removesuffix("万"), written), Decimal(10_000)
    else:
        found = decimal(value)
    if found is None:
        return None
    yuan = found * factor
    if abs(yuan) >= _LARGEST:
        raise CellError("too-large", text(said) or str(value), "合理范围内的金额，请核对单位")
    rounded = yuan.quantize(_CENT)
    if abs(yuan - rounded) > _HAIR:
        raise CellError("too-precise", text(said) or str(value), "精确到分的金额")
    return rounded


def percent(value, *, fraction=False) -> Decimal | None:
    """A yearly rate in percent (4.3 means 4.30 %). `fraction`: a percent-formatted cell holds 0.043. “‰” is monthly."""
    written = text(value)
    if written.endswith(("‰", "%")):
        found = _figure(written[:-1], written)
        if found is None:
            raise CellError("not-a-number", written, "数字")
        return _rounded(found * Decimal("1.2") if written.endswith("‰") else found)
    found = decimal(value)
    if found is None:
        return None
    if fraction or (0 < found < Decimal("0.3")):
        found *= 100
    return _rounded(found)


def _rounded(value):
    if abs(value) >= 1000:
        raise CellError("too-large", str(value), "合理范围内的利率，请核对")
    return value.quantize(Decimal("0.0001")).normalize() + Decimal(0)
