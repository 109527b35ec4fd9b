"""Loans as far as a lending test needs them, by the chapters of the stories."""

from datetime import date, timedelta
from decimal import Decimal

from cms.duties import bring_to
from registry.lending import claiming, paying, reporting, supervising
from registry.lending.dossier import papers
from registry.lending.dossier.opening import open_dossier
from registry.lending.models import CreditLine, LoanNote, OverdueEpisode, PaperRequirement
from tests import builders
from tests.stories import chapters
from tests.support.remembering import remembered

LENT = date(2026, 6, 15)
SINCE = date(2026, 6, 30)
FULL = SINCE + timedelta(days=60)
PRINCIPAL, INTEREST = Decimal("1000000"), Decimal("12000")


@remembered
def lent(business=None):
    """A booked note of a qualified business. Returns the LoanNote."""
    chapters.book(business or builders.qualified(), LENT)
    return LoanNote.objects.get()


@remembered
def line():
    lent()
    return CreditLine.objects.get()


@remembered
def overdue(seen=date(2026, 7, 1)):
    """One episode unpaid since SINCE, seen on `seen`."""
    business = builders.qualified()
    lent(business)
    chapters.book(business, seen, unpaid_since=SINCE, od_interest=Decimal("3500.00"))
    bring_to(seen)
    return OverdueEpisode.objects.get()


PDF = ("扫描件.pdf", b"%PDF-1.4\n%%EOF\n")
UPLOADED = ("contract", "guarantee", "note", "voucher", "statement", "acceleration")


def paper(code):
    return PaperRequirement.objects.get(code=code)


@remembered
def filed(episode, day=FULL, without=()):
    """Everything of the compensation file that is not made by `full`: files of the bank, day-1 report, check."""
    maker, dossier = builders.bank_maker(), open_dossier(episode, actor=builders.bank_maker(), today=day)
    for code in UPLOADED:
        if code not in without:
            papers.upload(dossier, actor=maker, today=day, paper=paper(code), file=PDF)
    first = episode.reports.get(kind="day1")
    if "day1" not in without and first.reported_on is None:
        reporting.make_report(first, actor=maker, today=day, cause="回款慢", plan="上门催收")
    if "check" not in without:
        supervising.record_check(
            episode.note, actor=maker, today=day, looked_at="流水和现场", finding="fits", remarks=""
        )
    return dossier


@remembered
def demanded(episode, day=FULL, delivered=True):
    """A demand, handed over on the same day unless told otherwise."""
    maker = builders.bank_maker()
    notice = reporting.issue_demand(
        episode,
        actor=maker,
        today=day,
        principal=PRINCIPAL,
        interest=INTEREST,
        pay_by=day + timedelta(days=7),
    )
    if delivered:
        reporting.record_delivery(
            notice, actor=maker, today=day, delivery="direct", delivered_on=day, received_by="张三"
        )
    return notice


@remembered
def full(**given):
    """60 days full, the file complete, unless one is left out (`report=False`, `demand=False`, `filed=False`)."""
    episode, maker = overdue(FULL), builders.bank_maker()
    if given.get("report", True):
        report = episode.reports.get(kind="day60")
        reporting.make_report(report, actor=maker, today=FULL, cause="经营困难", plan="上门催收")
    if given.get("demand", True):
        demanded(episode)
    if given.get("filed", True):
        filed(episode)
    return episode


@remembered
def drafted(episode, **given):
    fields = {
        "principal": PRINCIPAL,
        "interest": INTEREST,
        "interest_to": FULL,
        "accelerated_on": FULL,
    } | given
    return claiming.open_claim(episode, actor=builders.bank_maker(), today=FULL, **fields)


@remembered
def lodged():
    claim = drafted(full())
    claiming.lodge(claim, actor=builders.bank_maker(), today=FULL)
    return claim


@remembered
def approved(day=FULL):
    claim = lodged()
    claiming.approve(
        claim, actor=builders.head(), today=day, minutes_number="〔2026〕9号", amount=claim.requested
    )
    return claim


@remembered
def paid(day=FULL):
    claim = approved(day)
    paying.pay(claim, actor=builders.guarantor(), today=day, amount=claim.requested, voucher_no="P1")
    return claim
