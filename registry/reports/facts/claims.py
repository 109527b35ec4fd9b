"""What the guarantor has paid and what came back, by both clocks (R47, R52). Money in 元."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .clocks import At, known_rows, status_at

CLAIM = "lending.compensationclaim"


@dataclass(frozen=True, slots=True)
class Payment:
    """One compensation paid to a bank."""

    pk: int
    number: str
    bank: int
    bank_name: str
    business: int
    name: str
    day: date
    amount: Decimal

    REGISTER = "lending_compensationclaim"
    COLUMNS = (
        ("number", "借据号"),
        ("bank_name", "银行"),
        ("name", "企业（户）"),
        ("day", "支付日期"),
        ("amount", "代偿金额（元）"),
    )


@dataclass(frozen=True, slots=True)
class Recovery:
    """One amount recovered after it."""

    pk: int
    number: str
    bank: int
    bank_name: str
    business: int
    name: str
    day: date
    amount: Decimal

    REGISTER = "lending_recoveryentry"
    COLUMNS = (
        ("number", "借据号"),
        ("bank_name", "银行"),
        ("name", "企业（户）"),
        ("day", "收回日期"),
        ("amount", "收回金额（元）"),
    )


def payments(claims, at: At, *, banks, names) -> list[Payment]:
    """Compensations paid up to the day and not given back by then; `names` maps keys of businesses to Client."""
    rows = _standing(claims, at, "id").filter(paid_on__lte=at.on)
    told = rows.values_list(
        "id", "episode__note__note_no", "bank_id", "business_id", "paid_on", "paid_amount"
    )
    return [
        Payment(pk, no, bank, banks[bank], who, names[who].name, day, sum_)
        for pk, no, bank, who, day, sum_ in told
    ]


def recoveries(entries, at: At, *, banks, names) -> list[Recovery]:
    """Amounts recovered up to the day; what was got back counts as long as the payment it made good."""
    rows = _standing(entries, at, "claim_id").filter(received_on__lte=at.on)
    told = rows.values_list(
        "id", "claim__episode__note__note_no", "bank_id", "claim__business_id", "received_on", "amount"
    )
    return [
        Recovery(pk, no, bank, banks[bank], who, names[who].name, day, sum_)
        for pk, no, bank, who, day, sum_ in told
    ]


def _standing(rows, at, claim):
    """Without those whose claim, named by the column `claim`, had been given back by then (0052)."""
    return known_rows(rows, at).annotate(held=status_at(CLAIM, at, claim)).exclude(held="refunded")
