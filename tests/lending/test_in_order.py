"""What is told to be in order at one look is what every rule says nothing of, whatever the row."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from registry.lending.rows import LedgerRow
from registry.lending.rules import (
    Before,
    arrears_problems,
    check_row,
    in_order,
    price_findings,
    telling_warnings,
)
from registry.policy.terms import PolicyTerms

TODAY, NAMES = date(2026, 10, 31), ["内蒙古测试有限公司", "张三"]
TERMS = PolicyTerms.of_2019()
PLAIN = LedgerRow(
    note_no="JJ1", contract_no="HT1", uscc="91150627MAXXXXX15T", name=NAMES[0], loan_amount=Decimal(1000), balance=Decimal(900),
    line_amount=Decimal(2000), start=date(2025, 1, 1), due=date(2027, 1, 1), rate=Decimal("4.1"), as_of=TODAY,
)  # fmt: skip
DAYS = [date(2024, 12, 31), date(2025, 1, 1), TODAY, TODAY + timedelta(1), date(2027, 1, 1)]
FIGURES = [Decimal(at) for at in (-1, 0, 900, 1000, 1001, 2000, 500_001, 5_000_001)]
UNSAID = [None, *(Decimal(at) for at in (-1, 0, 3))]
FIELDS = {
    "loan_amount": FIGURES, "balance": FIGURES, "line_amount": [None, *FIGURES], "rate": FIGURES, "fee_rate": UNSAID,
    "start": DAYS, "due": DAYS, "as_of": DAYS, "ext_due": [None, *DAYS], "unpaid_since": [None, *DAYS],
    "od_principal": UNSAID, "od_interest": UNSAID, "penalty": UNSAID, "compound": UNSAID, "od_days": [None, 0, 5],
    "name": [*NAMES, "", "别人"], "grade": ["", "正常", "损失"],
}  # fmt: skip
KNOWN = [
    None,
    *(Before(day, Decimal(owed)) for day in (TODAY - timedelta(1), TODAY, DAYS[3]) for owed in (899, 900)),
]
SURROUNDINGS = list(
    product(KNOWN, ["enterprise", "individual"], ["contract", "subject"], map(Decimal, (0, 1100, 1101)))
)


def said(row, before, kind, terms, others):
    checked = check_row(row, kind=kind, terms=terms, references=[], today=TODAY, others=others)
    price = price_findings(row, terms, [])
    return [
        *checked.refusals[: len(checked.refusals) - len(price.refusals)], *arrears_problems(row),
        *telling_warnings(row, names=NAMES, before=before),
    ]  # fmt: skip


@pytest.mark.parametrize("one", FIELDS)
def test_of_a_row_in_order_no_rule_says_anything(one):
    for other, (before, kind, scope, others) in product(FIELDS, SURROUNDINGS):
        terms = replace(TERMS, cap_scope=scope)
        for values in product(FIELDS[one], FIELDS[other]):
            row = PLAIN._replace(**dict(zip((one, other), values, strict=True)))
            plain = in_order(
                row, kind=kind, terms=terms, today=TODAY, others=others, names=NAMES, before=before
            )
            assert not (plain and said(row, before, kind, terms, others)), row


def test_the_rows_of_nearly_every_ledger_are_in_order():
    given = {"kind": "enterprise", "terms": TERMS, "today": TODAY, "others": Decimal(0), "names": NAMES}
    assert in_order(PLAIN, **given, before=None)
    assert in_order(PLAIN, **given, before=Before(TODAY - timedelta(30), Decimal(1000)))
    for told in (
        {"balance": Decimal(1001)},
        {"name": "别人"},
        {"unpaid_since": TODAY},
        {"line_amount": None},
    ):
        assert not in_order(PLAIN._replace(**told), **given, before=None)
