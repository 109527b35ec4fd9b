"""One row of a bank's ledger after reading and cleaning: the canonical columns of domain §8.1, as plain values."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class LedgerRow(NamedTuple):
    """What one bank says about one note as of one day. Money in 元, rates in percent a year (4.30 means 4.30 %).

    None or "" means that the bank did not say; such a cell never overwrites what is known.
    `unpaid_since` is the earliest due day still unpaid (逾期起始日); `row_number` is the row a person sees in the file.
    """

    note_no: str
    contract_no: str
    uscc: str
    loan_amount: Decimal
    balance: Decimal
    start: date
    due: date
    rate: Decimal
    as_of: date
    guarantee_no: str = ""
    name: str = ""
    line_amount: Decimal | None = None
    ext_due: date | None = None
    unpaid_since: date | None = None
    basis: str = ""
    fee_rate: Decimal | None = None
    guarantee_type: str = ""
    method: str = ""
    grade: str = ""
    od_principal: Decimal | None = None
    od_interest: Decimal | None = None
    penalty: Decimal | None = None
    compound: Decimal | None = None
    od_days: int | None = None
    row_number: int | None = None
