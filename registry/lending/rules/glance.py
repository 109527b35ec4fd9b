"""Nearly every row of a ledger is in order: told at one look, so that the rules are asked about the others only."""

from datetime import date
from decimal import Decimal

from registry.policy.rules import plainly_within
from registry.policy.terms import PolicyTerms

from ..rows import LedgerRow
from .telling import Before


def in_order(
    row: LedgerRow,
    *,
    kind: str,
    terms: PolicyTerms,
    today: date,
    others: Decimal,
    names,
    before: Before | None,
) -> bool:
    """Whether amounts, caps, days, arrears and name of a row are plainly in order: the rules would say nothing of them.

    What is given is as in `check_row` and `telling_warnings`; the price is not looked at. False decides nothing.
    """
    loan, balance = row.loan_amount, row.balance
    return (
        row.unpaid_since is None and row.ext_due is None and not row.od_days
        and (row.name in names or not row.name)
        and row.start <= row.as_of <= today and row.start <= row.due
        and 0 <= balance <= loan and loan > 0 and row.rate >= 0 and (row.fee_rate is None or row.fee_rate >= 0)
        and plainly_within(row.line_amount, loan, balance + others, kind, terms)
        and not (row.od_principal or row.od_interest or row.penalty or row.compound)
        and (before is None or row.as_of >= before.as_of and balance <= before.balance)
    )  # fmt: skip
