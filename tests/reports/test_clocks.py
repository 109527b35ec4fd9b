"""As of any day, and as known on any day: a correction changes what is known, never what was known."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from registry.history.acting import acting
from registry.reports.models import GuarantorWorth
from tests import builders

from .scenes import noon, rate, row, told, value

pytestmark = pytest.mark.django_db
D = date
JUN, JUL, LATER = D(2026, 6, 30), D(2026, 7, 31), D(2026, 8, 10)


@pytest.fixture
def corrected():
    """Told on 06-30: 80,000. Told on 07-31: 60,000, unpaid since 07-10. On 08-10 the bank corrects: 06-30 was 75,000, and nothing was unpaid."""
    firm = builders.qualified()
    told(JUN, [row("A", firm, as_of=JUN, balance=Decimal("80000.00"))])
    told(JUL, [row("A", firm, as_of=JUL, balance=Decimal("60000.00"), unpaid_since=D(2026, 7, 10))])
    told(LATER, [
        row("A", firm, as_of=JUN, balance=Decimal("75000.00")), row("A", firm, as_of=JUL, balance=Decimal("60000.00")),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("on", "known", "balance", "late"),
    [
        (JUN, None, 75_000, 0),
        (JUN, JUN, 80_000, 0),
        (JUN, D(2026, 8, 9), 80_000, 0),
        (JUN, LATER, 75_000, 0),
        (JUL, JUL, 60_000, 60_000),
        (JUL, D(2026, 8, 9), 60_000, 60_000),
        (JUL, LATER, 60_000, 0),
        (JUL, JUN, 80_000, 0),  # nothing newer was known yet
        (D(2026, 7, 10), JUL, 80_000, 0),  # the due day itself is not overdue
        (D(2026, 7, 11), JUL, 80_000, 80_000),
        (JUN, D(2026, 6, 29), 0, 0),  # not known at all
    ],
)
def test_two_clocks(corrected, on, known, balance, late):
    assert value("balances", "all.balance", on, known) == balance
    assert value("arrears", "late.balance", on, known) == late


def test_what_a_note_s_own_columns_were_known_as():
    """The rate told wrong in June and put right in August."""
    firm = builders.qualified()
    told(JUN, [row("A", firm, as_of=JUN, rate=Decimal("4"))])
    told(LATER, [row("A", firm, as_of=LATER, rate=Decimal("5"))])
    assert rate("balances", "rate", LATER).value == 5
    assert rate("balances", "rate", LATER, known=D(2026, 8, 9)).value == 4


@pytest.fixture
def worth():
    guarantor, actor = builders.institution("GUARANTOR", "guarantor"), builders.guarantor()
    with time_machine.travel(noon(JUL), tick=False), acting(actor, "报送"):
        kept = GuarantorWorth(guarantor=guarantor, as_of=JUN, net_assets=Decimal("50000.00"), source="报表")
        kept.save()
    with time_machine.travel(noon(LATER), tick=False), acting(actor, "更正"):
        kept.net_assets = Decimal("40000.00")
        kept.save()
    return kept


@pytest.mark.parametrize(
    ("on", "known", "answer"),
    [(JUL, None, Decimal("1.5")), (JUL, JUL, Decimal("1.2")), (LATER, LATER, Decimal("1.5")), (D(2026, 6, 29), None, None), (JUL, D(2026, 7, 30), None)],
)  # fmt: skip
def test_how_far_the_guarantor_stretches(corrected, worth, on, known, answer):
    """60,000 over 50,000 as first told, over 40,000 as put right; before the day of the figures it cannot be said."""
    found = rate("compensation", "gearing", on, known=known)
    assert found.value == answer
    if answer is None:
        assert "没有登记" in found.why_not and "净资产" in found.why_not
