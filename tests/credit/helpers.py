"""What the tests of this room share: rows, deliveries and people of the reporting institutions."""

from datetime import date

from registry.credit.delivering import book, judge, open_delivery
from registry.credit.models import CreditSource, Delivery
from registry.credit.rules import FactRow
from tests import builders

TODAY = date(2026, 6, 10)
PDF = b"%PDF-1.4 test"
PAPERS = {"purpose": "动态核查", "authority": "共享协议〔2026〕3号", "use_until": date(2027, 6, 10)}


def source(code="TAX"):
    return CreditSource.objects.select_related("institution").get(code=code)


def reporter(code="TAX"):
    return builders.user(f"reporter-{code}".lower(), "reporter", code)


def row(uscc=builders.ENTERPRISE_CODES[0], **given):
    fields = {
        "uscc": uscc, "kind": "纳税信用级别", "period_from": date(2025, 1, 1), "period_to": date(2025, 12, 31),
        "level": "adverse", "statement": "评价结果低于B级", "reference": "税信〔2026〕1号", "number": 2,
    } | given  # fmt: skip
    return FactRow(**fields)


def deliver(*rows, today=TODAY, code="TAX", partial=False):
    """Rows reported and booked on one day. Returns the Delivery."""
    judged = judge(rows, source=source(code), today=today)
    actor = reporter(source(code).institution.code)
    held = open_delivery(Delivery(source=source(code), channel="sheet", sha256="0" * 64, **PAPERS), judged, actor=actor, today=today)  # fmt: skip
    return book(held, judged, actor=actor, today=today, partial=partial)
