"""Cells as people fill them in, read into plain values or refused with a reason (domain §8.2). Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

EMPTY = {"", "-", "--", "—", "/", "无", "99991231", "9999-12-31", "0000-00-00"}
_EPOCH = date(1899, 12, 30)
_SERIALS = range(36526, 73051)  # 2000-01-01 … 2099-12-31
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]0?0:00(?::00)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4}")
_FORMULA_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")


@dataclass(frozen=True)
class CellError(ValueError):
    """Why a cell cannot be read: a stable word, what was found, what was expected, and the sentence."""

    kind: str
    found: str
    expected: str

    def __str__(self):
        return f"内容为“{self.found}”，应为{self.expected}。请更正后重新上传。"


def text(value) -> str:
    """A cell as text: NFKC, without invisible characters, outer blanks and a leading apostrophe."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    folded = unicodedata.normalize("NFKC", str(value))
    visible = "".join(c for c in folded if unicodedata.category(c) != "Cf")
    return visible.strip().lstrip("'").strip()


def is_empty(value) -> bool:
    return text(value) in EMPTY


def number_text(value) -> str:
    """A number that is an identifier. Raises CellError when a spreadsheet has destroyed it (over 15 digits)."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) >= 1e15:
        raise CellError(
            "destroyed-number", str(value), "按文本保存的完整编号（该格被存成数值，后几位已丢失，须重新录入）"
        )
    cleaned = re.sub(r"\s", "", text(value)).upper()
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", cleaned):
        raise CellError(
            "destroyed-number", cleaned, "按文本保存的完整编号（科学计数法已丢失后几位，须重新录入）"
        )
    return cleaned


def day(value) -> date | None:
    """A date in any of the written forms; None for an empty cell. Raises CellError."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = text(value)
    if written in EMPTY:
        return None
    if isinstance(value, (int, float)) and int(value) in _SERIALS and value == int(value):
        return _EPOCH + timedelta(days=int(value))
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
    if isinstance(value, bool):
        raise CellError("not-a-number", str(value), "数字")
    if isinstance(value, (int, float)):
        return Decimal(repr(value)) if value == value else None
    written = text(value)
    if written in EMPTY:
        return None
    if written.startswith("=") or written.upper() in _FORMULA_ERRORS:
        raise CellError("formula", written, "算好的数字（公式没有计算结果，请复制后“选择性粘贴—数值”）")
    plain = re.sub(r"[,\s¥￥]", "", written).removesuffix("元")
    negative = re.fullmatch(r"\((.+)\)", plain)
    try:
        found = Decimal(negative[1] if negative else plain)
    except InvalidOperation as error:
        raise CellError("not-a-number", written, "数字") from error
    if not found.is_finite():
        raise CellError("not-a-number", written, "数字")
    return -found if negative else found


def money(value, factor=Decimal(1)) -> Decimal | None:
    """An amount in 元 with two decimals; `factor` turns the file's unit into 元, “万元” in the cell wins."""
    written = text(value)
    if written.endswith(("万元", "万")):
        value, factor = written.removesuffix("元").removesuffix("万"), Decimal(10_000)
    found = decimal(value)
    if found is None:
        return None
    yuan = found * factor
    rounded = yuan.quantize(Decimal("0.01"))
    if abs(yuan - rounded) > Decimal("0.0001"):
        raise CellError("too-precise", written or str(value), "精确到分的金额")
    if abs(rounded) >= Decimal(10) ** 15:
        raise CellError("too-large", written or str(value), "合理范围内的金额，请核对单位")
    return rounded


def percent(value, *, fraction=False) -> Decimal | None:
    """A yearly rate in percent (4.3 means 4.30 %). `fraction`: a percent-formatted cell holds 0.043. “‰” is monthly."""
    written = text(value)
    if written.endswith("‰"):
        return _rounded(decimal(written[:-1]) * Decimal("1.2"))
    if written.endswith("%"):
        return _rounded(decimal(written[:-1]))
    found = decimal(value)
    if found is None:
        return None
    if fraction or (0 < found < Decimal("0.3")):
        found *= 100
    return _rounded(found)


def _rounded(value):
    return value.quantize(Decimal("0.0001")).normalize() + Decimal(0)
