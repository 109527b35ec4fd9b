"""Overdue loans by how long they are overdue, and the five grades (domain §8.3). Pure."""

from dataclasses import dataclass

from registry.lending.rules.telling import GRADES, WORST_FROM

NORMAL, PAID_FOR, OVER = "normal", "paid", "over"
BAD = GRADES[2:]


@dataclass(frozen=True)
class Bucket:
    """Loans overdue from `first` to `last` days, both included (None: without end)."""

    code: str
    label: str
    first: int
    last: int | None


BUCKETS = (
    Bucket("d1", "1至29日", 1, 29),
    Bucket("d30", "30至59日", 30, 59),
    Bucket("d60", "60至90日", 60, 90),
    Bucket("d91", "91至270日", 91, 270),
    Bucket("d271", "271至360日", 271, 360),
    Bucket("d361", "360日以上", 361, None),
)
# From best to worst: where a loan can stand at the end of a month.
PLACES = (
    (NORMAL, "未逾期"),
    *((b.code, f"逾期{b.label}") for b in BUCKETS),
    (PAID_FOR, "已代偿"),
    (OVER, "已结清"),
)
RANK = {code: place for place, code in enumerate((OVER, NORMAL, *(b.code for b in BUCKETS), PAID_FOR))}


def bucket_of(days: int) -> str:
    """The code of the bucket for that many overdue days; NORMAL for none.

    | days | 0      | 1  | 29 | 30  | 59  | 60  | 90  | 91  | 270 | 271  | 360  | 361  |
    |------|--------|----|----|-----|-----|-----|-----|-----|-----|------|------|------|
    | code | normal | d1 | d1 | d30 | d30 | d60 | d60 | d91 | d91 | d271 | d271 | d361 |
    """
    return next((b.code for b in reversed(BUCKETS) if days >= b.first), NORMAL)


def place_of(state: str, days: int) -> str:
    """Where a loan of this state stands: a bucket, NORMAL, PAID_FOR (by the guarantor) or OVER."""
    if state in ("compensated", "written_off"):
        return PAID_FOR
    return bucket_of(days) if state in ("active", "overdue") else OVER


def grade_of(told: str, days: int) -> str:
    """The grade the bank told; where it told none, the least that the overdue days ask for (2023 年第 1 号令)."""
    return told or next((grade for first, grade in WORST_FROM if days >= first), GRADES[0])
