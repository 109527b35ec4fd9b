"""Notes within a span: opening balance, drawn, closing balance and what was released (domain §9.1). Money in 元."""

from dataclasses import dataclass
from decimal import Decimal

from ..facts.loans import Loan
from ..rules.rates import borne, released

NOUGHT = Decimal(0)


@dataclass(frozen=True)
class Released:
    """One note between two days."""

    loan: Loan
    opening: Decimal
    drawn: Decimal
    closing: Decimal

    REGISTER = "lending_loannote"
    COLUMNS = (
        ("number", "借据号"), ("bank_name", "银行"), ("name", "企业（户）"), ("opening", "期初余额（元）"), ("drawn", "本期发放（元）"),
        ("closing", "期末余额（元）"), ("released", "本期解除（元）"), ("borne", "其中担保责任（元）"),
    )  # fmt: skip

    @property
    def pk(self):
        return self.loan.pk

    @property
    def number(self):
        return self.loan.number

    @property
    def bank_name(self):
        return self.loan.bank_name

    @property
    def name(self):
        return self.loan.name

    @property
    def released(self):
        return released(self.opening, self.drawn, self.closing)

    @property
    def borne(self):
        """The guarantor's part of what was released (A22)."""
        return borne(self.released, self.loan.share)


def released_within(before: list[Loan], after: list[Loan], span) -> list[Released]:
    """Notes on which anything stood or happened from the eve of `span` (`before`) to its last day (`after`)."""
    opening = {loan.pk: loan.balance for loan in before if loan.in_force}
    found = [
        Released(
            loan, opening.get(loan.pk, NOUGHT), loan.amount if span.holds(loan.start) else NOUGHT,
            loan.balance if loan.in_force else NOUGHT,
        )
        for loan in after
    ]  # fmt: skip
    return [one for one in found if one.opening or one.drawn or one.closing]
