"""One row of a bank's ledger after reading and cleaning: the canonical columns of domain §8.1, as plain values."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
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

    @classmethod
    def of(cls, values):
        """`LedgerRow(**values)` for rows by the hundred thousand: the names are known to be right, none is missing."""
        made, put = object.__new__(cls), object.__setattr__
        for name, unsaid in _UNSAID:
            put(made, name, values.get(name, unsaid))
        return made


_UNSAID = [(field.name, field.default) for field in fields(LedgerRow)]
