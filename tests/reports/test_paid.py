"""Compensation and recovery, and reports in time, by hand: PRINCIPAL and INTEREST of tests/lending/scenes.py."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from registry.lending import paying, reporting
from registry.lending.models import BankReport, Countermand, OverdueEpisode
from registry.lending.ripple import deciding
from tests import builders
from tests.lending import scenes as lending
from tests.lending.test_ripple import corrected

from .scenes import noon, rate, section, value

pytestmark = pytest.mark.django_db
AFTER = lending.FULL + timedelta(days=30)
PAID = lending.PRINCIPAL + lending.INTEREST


def test_paid_and_recovered():
    """1,012,000 paid; the only loan (1,000,000) released by it; 253,000 back = 25%."""
    claim = lending.paid()
    paying.confirm_receipt(claim, actor=builders.bank_maker(), today=lending.FULL, received_on=lending.FULL)
    paying.record_recovery(
        claim, actor=builders.clerk(), today=AFTER, received_on=AFTER, amount=Decimal("253000.00"), source="归还", voucher_no="R1"
    )  # fmt: skip
    eve = lending.FULL - timedelta(days=1)
    assert (
        value("balances", "all.balance", eve) == 1_000_000
        and value("balances", "all.balance", lending.FULL) == 0
    )
    assert rate("compensation", "paid", eve).value is None
    found = rate("compensation", "paid", lending.FULL)
    assert (found.top.value, found.bottom.value) == (PAID, 1_000_000) and found.value == Decimal("101.2")
    assert rate("compensation", "all.recovery", lending.FULL).value == 0
    assert rate("compensation", "all.recovery", AFTER).value == 25
    assert "没有登记" in rate("compensation", "gearing", AFTER).why_not


def test_a_compensation_given_back_counts_until_the_day_of_the_refund():
    """Paid and 253,000 got back on day 60; never unpaid after all; given back on day 83, recorded on day 85."""
    full, told, back, recorded = (lending.FULL + timedelta(days=n) for n in (0, 21, 23, 25))
    with time_machine.travel(noon(full), tick=False):
        claim = lending.paid()
        paying.confirm_receipt(claim, actor=builders.bank_checker(), today=full, received_on=full)
        got = {"today": full, "received_on": full, "amount": Decimal("253000.00"), "source": "归还"}
        paying.record_recovery(claim, actor=builders.guarantor(), voucher_no="R1", **got)
    with time_machine.travel(noon(told), tick=False):
        corrected(told), corrected(told, as_of=full)
        payment = Countermand.objects.get(kind="payment")
        deciding.carry_out(payment, actor=builders.head(), today=told, reason="退还")
    with time_machine.travel(noon(recorded), tick=False):
        deciding.receive_refund(
            payment, actor=builders.guarantor(), today=recorded, refunded_on=back, voucher_no="T1"
        )
    eve = back - timedelta(days=1)
    for on, known, counted in ((eve, None, 1), (back, None, 0), (recorded, eve, 1), (recorded, recorded, 0)):
        page = section("compensation", on, known)
        assert page.cell("banks.count").value == counted
        assert page.cell("paid.top").value == page.cell("all.paid").value == counted * PAID
        assert page.cell("all.back").value == counted * 253_000
    assert "退还" in rate("compensation", "paid", on).remark


def test_reports_of_day_one():
    """Day 1 is 2026-07-01, a Wednesday, and the last day of the report (A19): nothing yet, then missing, then late."""
    episode = lending.overdue(date(2026, 7, 1))
    report, nsh = BankReport.objects.get(episode=episode, kind="day1"), episode.bank_id
    assert report.due_on == date(2026, 7, 1)
    page = section("timeliness", date(2026, 7, 1))
    assert [
        page.cell(f"day1.{nsh}.{code}").value for code in ("all", "in_time", "late", "missing", "open")
    ] == [1, 0, 0, 0, 1]
    assert rate("timeliness", f"day1.{nsh}.rate", date(2026, 7, 2)).value == 0
    reporting.make_report(
        report, actor=builders.bank_maker(), today=date(2026, 7, 3), cause="经营困难", plan="上门"
    )
    assert section("timeliness", date(2026, 7, 2)).cell(f"day1.{nsh}.missing").value == 1
    assert section("timeliness", date(2026, 7, 3)).cell(f"day1.{nsh}.late").value == 1


def test_a_report_in_time():
    episode = lending.overdue(date(2026, 7, 1))
    report = BankReport.objects.get(episode=episode, kind="day1")
    reporting.make_report(
        report, actor=builders.bank_maker(), today=date(2026, 7, 1), cause="经营困难", plan="上门"
    )
    assert (
        rate("timeliness", f"day1.{OverdueEpisode.objects.get().bank_id}.rate", date(2026, 7, 2)).value == 100
    )
