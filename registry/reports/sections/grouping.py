"""Loans by bank, kind, size, town and industry. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..facts.clients import KINDS


@dataclass(frozen=True)
class Dimension:
    """One way to group loans: `of` gives (code, name) of a loan; `declared`: only for whoever reads what it rests on."""

    code: str
    title: str
    of: Callable
    declared: str = ""


DIMENSIONS = (
    Dimension("bank", "银行", lambda loan: (loan.bank, loan.bank_name)),
    Dimension("kind", "类别", lambda loan: (loan.client.kind, KINDS[loan.client.kind])),
    Dimension("size", "规模", lambda loan: (loan.client.size, loan.client.size), "sizes"),
    Dimension("town", "镇（园区）", lambda loan: (loan.client.town_code or "none", loan.client.town)),
    Dimension("industry", "行业", lambda loan: (loan.client.industry, loan.client.industry)),
)


def dimensions(sight) -> list[Dimension]:
    return [d for d in DIMENSIONS if not d.declared or getattr(sight, d.declared)]


def grouped(rows: Iterable, of: Callable) -> list[tuple]:
    """[(code, name, rows)], the largest balance first."""
    found: dict = {}
    for row in rows:
        found.setdefault(of(row), []).append(row)
    ordered = sorted(found.items(), key=lambda pair: (-sum(_weight(row) for row in pair[1]), str(pair[0])))
    return [(code, name, held) for (code, name), held in ordered]


def _weight(row):
    return getattr(row, "balance", 1)
