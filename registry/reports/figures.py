"""What a report is made of: figures that know their rows, rates that know their formula, tables of both. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from .rules.rates import NO_BASE, over

YUAN, NOTES, HOUSEHOLDS, ITEMS, PERCENT, TIMES = "元", "笔", "户", "件", "%", "倍"


@dataclass(frozen=True)
class Cell:
    """One figure and the rows behind it. `measure`: how many there are, how many different `of`, or the sum of `of`."""

    key: str
    label: str
    rows: tuple
    measure: str = "count"
    of: str = ""
    unit: str = NOTES

    @cached_property
    def value(self):
        """int for counts; Decimal in 元 for sums."""
        if self.measure == "count":
            return len(self.rows)
        seen = [getattr(row, self.of) for row in self.rows]
        return len(set(seen)) if self.measure == "distinct" else sum(seen, Decimal(0))


@dataclass(frozen=True)
class Rate:
    """`top` over `bottom` by `formula` (clause of the source beside it). `missing` says which datum is not there."""

    key: str
    label: str
    formula: str
    clause: str
    top: Cell
    bottom: Cell | None
    unit: str = PERCENT
    missing: str = ""
    remark: str = ""

    @cached_property
    def value(self) -> Decimal | None:
        if self.missing or self.bottom is None:
            return None
        return over(self.top.value, self.bottom.value, times=100 if self.unit == PERCENT else 1)

    @property
    def why_not(self) -> str:
        """Why there is no value; "" when there is one."""
        return "" if self.value is not None else self.missing or NO_BASE


@dataclass(frozen=True)
class Line:
    """One line of a table: figures, words, or None for an empty cell."""

    label: str
    cells: tuple


@dataclass(frozen=True)
class Chart:
    """Bars of one series, direct labels; (label, None) where there is nothing to tell.

    `across`: bars lie, with long names; else they stand, in order of time. `goal` is marked across lying bars.
    """

    title: str
    unit: str
    bars: tuple
    across: bool = True
    goal: int | None = None


@dataclass(frozen=True)
class Table:
    """`heads` has one name per cell of a line; `first` names the column of labels."""

    title: str
    first: str
    heads: tuple
    lines: tuple
    total: Line | None = None
    remark: str = ""
    chart: Chart | None = None

    @property
    def all_lines(self):
        return (*self.lines, self.total) if self.total else self.lines


@dataclass(frozen=True)
class Section:
    """One page of the report."""

    slug: str
    title: str
    rates: tuple = ()
    tables: tuple = ()
    remark: str = ""

    def figures(self) -> Iterator[Cell | Rate]:
        """Every figure of the page, in the order of reading."""
        yield from self.rates
        for table in self.tables:
            for line in table.all_lines:
                yield from (cell for cell in line.cells if isinstance(cell, Cell | Rate))

    def find(self, key: str) -> Cell | Rate | None:
        """The figure of that key, be it in a table, a rate, or above or below the line of a rate."""
        for figure in self.figures():
            parts = (figure, figure.top, figure.bottom) if isinstance(figure, Rate) else (figure,)
            found = next((part for part in parts if part is not None and part.key == key), None)
            if found is not None:
                return found
        return None

    def cell(self, key: str) -> Cell | None:
        """The figure of that key that has rows of its own."""
        found = self.find(key)
        return found if isinstance(found, Cell) else None


def count(key, label, rows, unit=NOTES) -> Cell:
    return Cell(key, label, tuple(rows), "count", "", unit)


def total(key, label, rows, of, unit=YUAN) -> Cell:
    return Cell(key, label, tuple(rows), "sum", of, unit)


def distinct(key, label, rows, of, unit=HOUSEHOLDS) -> Cell:
    return Cell(key, label, tuple(rows), "distinct", of, unit)
