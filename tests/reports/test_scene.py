"""A county of three loans whose every figure is worked out by hand here.

| loan | bank | whose               | drawn      | told                                                         |
|------|------|---------------------|------------|--------------------------------------------------------------|
| A    | NSH  | enterprise, 100100  | 2026-01-10 | 300,000 on 01-31; 200,000 on 02-28; 200,000 on 03-31          |
| B    | NSH  | individual, 100101  | 2026-02-05 | 50,000 on 02-28; 50,000 on 03-31, unpaid since 03-20          |
| C    | ZGYH | enterprise, 100100  | 2026-01-20 | 100,000 on 01-31; nought on 03-31                             |
"""

from datetime import date
from decimal import Decimal

import pytest

from registry.lending.models import ShareAgreement
from registry.reports.facts.clocks import At
from registry.reports.facts.gathering import Facts
from registry.reports.sight import Sight
from tests import builders

from .scenes import rate, row, section, told, value

pytestmark = pytest.mark.django_db
D = date
JAN, FEB, MAR = D(2026, 1, 31), D(2026, 2, 28), D(2026, 3, 31)


@pytest.fixture
def three_loans():
    firm, shop = builders.qualified(), builders.qualified(builders.INDIVIDUAL_CODES[0], town="150627101")
    a = {"loan_amount": Decimal("300000.00"), "start": D(2026, 1, 10), "rate": Decimal("4")}
    b = {
        "loan_amount": Decimal("50000.00"),
        "start": D(2026, 2, 5),
        "balance": Decimal("50000.00"),
        "rate": Decimal("5"),
    }
    c = {"loan_amount": Decimal("100000.00"), "start": D(2026, 1, 20)}
    told(JAN, [row("A", firm, as_of=JAN, balance=Decimal("300000.00"), **a)])
    told(JAN, [row("C", firm, as_of=JAN, balance=Decimal("100000.00"), **c)], bank="ZGYH")
    told(FEB, [row("A", firm, as_of=FEB, balance=Decimal("200000.00"), **a), row("B", shop, as_of=FEB, **b)])
    told(MAR, [
        row("A", firm, as_of=MAR, balance=Decimal("200000.00"), **a),
        row("B", shop, as_of=MAR, unpaid_since=D(2026, 3, 20), **b),
    ])  # fmt: skip
    told(MAR, [row("C", firm, as_of=MAR, balance=Decimal(0), **c)], bank="ZGYH")


@pytest.mark.parametrize(
    ("on", "notes", "clients", "balance"),
    [
        (D(2026, 1, 9), 0, 0, "0"),
        (D(2026, 1, 10), 1, 1, "300000"),  # drawn, not yet told: as drawn
        (JAN, 2, 1, "400000"),
        (D(2026, 2, 5), 3, 2, "450000"),
        (FEB, 3, 2, "350000"),
        (D(2026, 3, 30), 3, 2, "350000"),
        (MAR, 2, 2, "250000"),
    ],
)
def test_in_force_on_each_day(three_loans, on, notes, clients, balance):
    page = section("balances", on)
    assert page.cell("all.count").value == notes
    assert page.cell("all.clients").value == clients
    assert page.cell("all.balance").value == Decimal(balance)


def test_by_bank_kind_town_size_and_industry(three_loans):
    from registry.parties.models import Institution

    nsh, page = Institution.objects.get(code="NSH").pk, section("balances", FEB)
    assert page.cell(f"bank.{nsh}.balance").value == 250_000
    assert page.cell("kind.individual.balance").value == 50_000
    assert page.cell("kind.enterprise.count").value == 2
    assert page.cell("town.150627101.clients").value == 1
    assert page.cell("industry.批发和零售业.balance").value == 50_000
    assert page.cell("industry.制造业.balance").value == 300_000
    assert page.cell("size.小型.count").value == 3


def test_average_prices(three_loans):
    """March: A 200,000 at 4%, B 50,000 at 5% -> (8,000 + 2,500) / 250,000 = 4.2%; fee 0.5%; together 4.7%."""
    assert rate("balances", "rate", MAR).value == Decimal("4.2")
    assert rate("balances", "fee", MAR).value == Decimal("0.5")
    assert rate("balances", "cost", MAR).value == Decimal("4.7")


@pytest.mark.parametrize(
    ("on", "bucket", "balance"),
    [(D(2026, 3, 20), "d1", 0), (D(2026, 3, 21), "d1", 50_000), (D(2026, 4, 18), "d1", 50_000), (D(2026, 4, 19), "d30", 50_000),
     (D(2026, 5, 19), "d60", 50_000), (D(2026, 6, 18), "d60", 50_000), (D(2026, 6, 19), "d91", 50_000), (D(2027, 3, 16), "d361", 50_000)],
)  # fmt: skip
def test_buckets_go_by_calendar_days_from_the_day_after(three_loans, on, bucket, balance):
    page = section("arrears", on)
    assert page.cell(f"{bucket}.balance").value == balance
    assert page.cell("late.balance").value == balance


def test_arrears_and_bad_loans(three_loans):
    """50,000 of 250,000 overdue: 20%. No grade told: bad from the 91st day on."""
    assert rate("arrears", "all.arrears", MAR).value == 20
    assert rate("arrears", "all.badshare", MAR).value == 0
    assert rate("arrears", "all.badshare", D(2026, 6, 18)).value == 0
    assert rate("arrears", "all.badshare", D(2026, 6, 19)).value == 20


def test_what_was_released(three_loans):
    """To March 2026: 0 at New Year + 450,000 drawn − 250,000 left = 200,000; in March C's 100,000 alone."""
    assert value("compensation", "paid.bottom", MAR) == 200_000
    assert value("trend", "202603.released", MAR) == 100_000
    assert value("trend", "202602.released", MAR) == 100_000
    assert value("trend", "202602.amount", MAR) == 50_000
    assert value("trend", "202601.balance", MAR) == 400_000
    assert rate("compensation", "paid", MAR).value == 0


def test_from_month_to_month(three_loans):
    page = section("migration", MAR)
    assert page.cell("202603.normal.normal.count").value == 1
    assert page.cell("202603.normal.d1.balance").value == 50_000
    assert page.cell("202603.normal.over.balance").value == 100_000
    assert rate("migration", "202603.normal.rate", MAR).value == Decimal(50_000) * 100 / 350_000


def test_vintage(three_loans):
    """Drawn in February: 50,000, overdue by the end of March. Drawn in January: 400,000, none overdue."""
    assert rate("vintage", "202602.1.rate", MAR).value == 100
    assert rate("vintage", "202602.0.rate", MAR).value == 0
    assert rate("vintage", "202601.2.rate", MAR).value == 0
    assert rate("vintage", "all.1.rate", MAR).value == Decimal(50_000) * 100 / 450_000


def test_nothing_at_all_is_nought_and_no_rate(db):
    page = section("arrears", MAR)
    assert page.cell("late.balance").value == 0
    assert rate("arrears", "all.arrears", MAR).value is None


def test_the_banks_own_agreement_decides_what_the_guarantor_answers_for(three_loans):
    """Signed from 2026-01-15 on, ZGYH's loan C lies under its agreement; A and B bear the policy's whole."""
    zgyh = builders.institution("ZGYH")
    with builders.as_system():
        ShareAgreement(
            bank=zgyh,
            document="风险分担协议",
            guarantor_share=80,
            bank_share=20,
            in_force_from=D(2026, 1, 15),
        ).save()
    loans = Facts(Sight(builders.clerk()), At(FEB, None)).loans
    assert {loan.number: loan.share for loan in loans} == {"A": 1, "B": 1, "C": Decimal("0.8")}
