"""The guarantor's net assets as last told up to a day, by both clocks. 元."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .clocks import At, known_rows


@dataclass(frozen=True, slots=True)
class Worth:
    """One guarantor's net assets."""

    pk: int
    name: str
    as_of: date
    amount: Decimal
    source: str

    REGISTER = "reports_guarantorworth"
    COLUMNS = (("name", "担保公司"), ("as_of", "数据日期"), ("amount", "净资产（元）"), ("source", "依据"))


def worths(rows, at: At) -> list[Worth]:
    """The last told net assets of each guarantor; empty where none had been told."""
    told = known_rows(rows, at).filter(as_of__lte=at.on).order_by("as_of")
    last = {who: Worth(pk, name, day, sum_, source) for pk, who, name, day, sum_, source in told.values_list(
        "id", "guarantor_id", "guarantor__name", "as_of", "net_assets", "source")}  # fmt: skip
    return list(last.values())
