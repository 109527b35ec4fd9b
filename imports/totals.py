"""What a file says in sum: its own 合计 line against the rows, and how the book moves from before to after. Pure."""

import re
from dataclasses import asdict, dataclass
from decimal import Decimal

from registry.policy.money import yuan

from . import cells

_SUM = re.compile(r"^(合\s*计|总\s*计)")
SUMMED = {"loan_amount": "贷款金额", "balance": "贷款余额"}


@dataclass(frozen=True)
class Movement:
    """The book of the notes in the file, in 元: what stood before, what was newly drawn, what stands after.

    `opening + drawn + moved = closing`; `moved` is below zero where borrowers repaid. Older periods are left out.
    """

    notes: int
    opening: Decimal
    drawn_notes: int
    drawn: Decimal
    moved: Decimal
    closing: Decimal

    def words(self) -> dict:
        """As text, for keeping."""
        return {name: str(value) for name, value in asdict(self).items()}


def stated_totals(grid, layout) -> dict:
    """What the first 合计 line below the header says, by column name, in 元; empty without such a line.

    Asked once the rows are read, which the grid has given up by then: what is left is little, and none of it a loan.
    """
    for at in range(layout.header_row, len(grid)):
        for cell in grid[at]:
            if cell.__class__ is str and "计" in cell and _SUM.match(cells.text(cell)):
                found = {name: _figure(grid[at], layout, name) for name in SUMMED}
                return {name: value for name, value in found.items() if value is not None}
    return {}


def _figure(row, layout, name):
    place = layout.places.get(name, len(row))
    try:
        return cells.money(row[place], layout.factor) if place < len(row) else None
    except cells.CellError:
        return None


def total_problems(stated, rows, *, unread: int) -> list[str]:
    """Where the file's own sum is not the sum of its rows. `unread` rows could not be read and are not counted."""
    found = []
    for name, said in stated.items():
        counted = sum((getattr(row, name) for row in rows), Decimal(0))
        if counted != said:
            left_out = f"（有{unread}行读不出，没有计入）" if unread else ""
            found.append(
                f"文件合计行的{SUMMED[name]}是{yuan(said)}，逐行相加是{yuan(counted)}{left_out}，相差{yuan(abs(said - counted))}。"
                "请核对是否漏行、重行或者合计没有更新。"
            )
    return found


def movement(judged) -> Movement:
    """How the good rows move the book; each judged row has `row`, `before`, `new`, `late`."""
    seen = [one for one in judged if not one.refusals and not one.late]
    known = [one for one in seen if one.before is not None]
    fresh = [one for one in seen if one.before is None]
    opening = sum((one.before.balance for one in known), Decimal(0))
    drawn = sum((one.row.balance for one in fresh), Decimal(0))
    closing = sum((one.row.balance for one in seen), Decimal(0))
    return Movement(len(known), opening, len(fresh), drawn, closing - opening - drawn, closing)
