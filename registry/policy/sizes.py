"""SME size classes (R13): 《中小企业划型标准规定》, thresholds passed in as dated data. Pure.

Large, medium and small must meet the lower bound of every indicator of their industry row at once; whoever falls
short of one drops a class; the rest is micro. A missing figure is never guessed: the business is then 无法划型.
Figures: employees in persons, revenue and assets in 万元.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .answers import Reason
from .industries import IndustryUnknown, industry_row
from .money import plain

LARGE, MEDIUM, SMALL, MICRO, UNKNOWN = "large", "medium", "small", "micro", "unknown"
SIZE_LABELS = {
    LARGE: "大型",
    MEDIUM: "中型",
    SMALL: "小型",
    MICRO: "微型",
    UNKNOWN: "无法划型",
}
BANK_SIZE_CODES = {"CS01": LARGE, "CS02": MEDIUM, "CS03": SMALL, "CS04": MICRO}

_INDICATORS = (
    ("employees", "从业人员", "人"),
    ("revenue", "营业收入", "万元"),
    ("assets", "资产总额", "万元"),
)
_CLAUSE = "R13"


@dataclass(frozen=True)
class SizeRow:
    """One industry row: lower bounds (large, medium, small) per indicator, None where it has no such indicator.

    `codes` are GB/T 4754-2017 divisions or groups: "06-46", "591", "592-599". One row is the `fallback`.
    """

    industry: str
    codes: tuple[str, ...]
    employees: tuple[Decimal, Decimal, Decimal] | None = None
    revenue: tuple[Decimal, Decimal, Decimal] | None = None
    assets: tuple[Decimal, Decimal, Decimal] | None = None
    fallback: bool = False
    standard: str = ""


@dataclass(frozen=True)
class SizeResult:
    """`size` is one of the constants above, `industry` the row it was judged by ("" when none could be found)."""

    size: str
    industry: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def label(self) -> str:
        return SIZE_LABELS[self.size]


def classify(gbt_code, thresholds: Iterable[SizeRow], *, employees, revenue_wan, assets_wan) -> SizeResult:
    """The size of a business of industry `gbt_code` (C3484, 3484, 34, C) with last full year's figures."""
    try:
        row, remarks = industry_row(gbt_code, thresholds)
    except IndustryUnknown as unknown:
        return SizeResult(UNKNOWN, reasons=(Reason(str(unknown), _CLAUSE, "industry"),))
    figures = {"employees": employees, "revenue": revenue_wan, "assets": assets_wan}
    gaps = _gaps(row, figures)
    if gaps:
        return SizeResult(UNKNOWN, row.industry, (*remarks, *gaps))
    return _placed(row, figures, remarks)


def _used(row):
    """The indicators this row is judged by, with their bounds."""
    return [
        (n, label, unit, getattr(row, n)) for n, label, unit in _INDICATORS if getattr(row, n) is not None
    ]


def _gaps(row, figures):
    missing = [f"{label}（{unit}）" for name, label, unit, _ in _used(row) if figures[name] is None]
    negative = [label for name, label, _, _ in _used(row) if figures[name] is not None and figures[name] < 0]
    if missing:
        yield_text = f"“{row.industry}”按{_names(row)}划型，缺少{'、'.join(missing)}，无法划型。请补填上一完整年度的数据。"
        return (Reason(yield_text, _CLAUSE, "missing"),)
    if negative:
        text = f"{'、'.join(negative)}为负数，无法划型。请核对上一完整年度的数据。"
        return (Reason(text, _CLAUSE, "negative"),)
    return ()


def _names(row):
    return "、".join(label for _, label, _, _ in _used(row))


def _placed(row, figures, remarks):
    shortfalls = []
    for column, size in enumerate((LARGE, MEDIUM, SMALL)):
        short = [
            f"{label}{plain(figures[name])}{unit}低于{SIZE_LABELS[size]}下限{plain(bounds[column])}{unit}"
            for name, label, unit, bounds in _used(row)
            if figures[name] < bounds[column]
        ]
        if not short:
            return SizeResult(
                size,
                row.industry,
                (*remarks, _explained(row, size, figures, shortfalls)),
            )
        shortfalls = short
    return SizeResult(MICRO, row.industry, (*remarks, _explained(row, MICRO, figures, shortfalls)))


def _explained(row, size, figures, shortfalls):
    held = "、".join(f"{label}{plain(figures[name])}{unit}" for name, label, unit, _ in _used(row))
    why = f"，因{'、'.join(shortfalls)}" if shortfalls else ""
    standard = f"（{row.standard}）" if row.standard else ""
    return Reason(
        f"按“{row.industry}”标准{standard}，{held}，划为{SIZE_LABELS[size]}{why}。",
        _CLAUSE,
        size,
    )
