"""Loans as far as a lending test needs them, by the chapters of the stories."""

from datetime import date, timedelta
from decimal import Decimal

from cms.duties import bring_to
from registry.lending import claiming, paying, reporting
from registry.lending.models import CreditLine, LoanNote, OverdueEpisode
from tests import builders
from tests.stories import chapters

LENT = date(2026, 6, 15)
SINCE = date(2026, 6, 30)
FULL = SINCE + timedelta(days=60)
PRINCIPAL, INTEREST = Decimal("1000000"), Decimal("12000")


def lent(business=None):
    """A booked note of a qualified business. Returns the LoanNote."""
    chapters.book(business or builders.qualified(), LENT)
    return LoanNote.objects.get()


def line():
    lent()
    return CreditLine.objects.get()


def overdue(seen=date(2026, 7, 1)):
    """One episode unpaid since SINCE, seen on `seen`."""
    business = builders.qualified()
    lent(business)
    chapters.book(business, seen, unpaid_since=SINCE, od_interest=Decimal("3500.00"))
    bring_to(seen)
    return OverdueEpisode.objects.get()


def full(**papers):
    """60 days full, with report and demand unless one is left out (`report=False`, `demand=False`)."""
    episode, maker = overdue(FULL), builders.bank_maker()
    if papers.get("report", True):
        report = episode.reports.get(kind="day60")
        reporting.make_report(report, actor=maker, today=FULL, cause="经营困难", plan="上门催收")
    if papers.get("demand", True):
        reporting.issue_demand(
            episode, actor=maker, today=FULL, principal=PRINCIPAL, interest=INTEREST,
            pay_by=FULL + timedelta(days=7),
        )  # fmt: skip
    return episode


def drafted(episode, **given):
    fields = {
        "principal": PRINCIPAL,
        "interest": INTEREST,
        "interest_to": FULL,
        "accelerated_on": FULL,
    } | given
    return claiming.open_claim(episode, actor=builders.bank_maker(), today=FULL, **fields)


def lodged():
    claim = drafted(full())
    claiming.lodge(claim, actor=builders.bank_maker(), today=FULL)
    return claim


def approved(day=FULL):
    claim = lodged()
    claiming.approve(
        claim, actor=builders.head(), today=day, minutes_number="〔2026〕9号", amount=claim.requested
    )
    return claim


def paid(day=FULL):
    claim = approved(day)
    paying.pay(claim, actor=builders.guarantor(), today=day, amount=claim.requested, voucher_no="P1")
    return claim
