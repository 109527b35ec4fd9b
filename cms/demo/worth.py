"""The guarantor's net assets as it told them: last year's end, and the last quarter's, put right once."""

from datetime import date, timedelta
from decimal import Decimal

from registry.history.acting import acting
from registry.parties.models import Institution
from registry.reports.models import GuarantorWorth
from registry.reports.rules.spans import QUARTER, span_of

from .accounts import person


def build(today):
    guarantor, actor = Institution.objects.get(kind="guarantor"), person("guarantor")
    quarter = span_of(today, QUARTER).first - timedelta(days=1)
    told = (
        (date(today.year - 1, 12, 31), "50000000.00", "年度审计报告"),
        (quarter, "52300000.00", "季度财务报表"),
    )
    with acting(actor, "按期报送净资产"):
        for day, amount, source in told:
            row = GuarantorWorth(guarantor=guarantor, as_of=day, net_assets=Decimal(amount), source=source)
            row.save()
    with acting(actor, "报表调整后更正"):
        row.net_assets = Decimal("52180000.00")
        row.save()
