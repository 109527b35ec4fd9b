"""Credit facts of the demonstration county: a delivery by sheet, one by interface, an authorisation, looks, an export."""

import csv
import io
import json
from datetime import timedelta

from cms.archive.gather import gather
from cms.archive.log import record_access
from cms.archive.pack import pack
from imports.credit.columns import COLUMNS
from imports.credit.receiving import receive
from imports.credit.taking import confirm, stage
from registry.credit import authorising, tokens
from registry.credit.models import ApiCall, ApiToken, CreditSource
from registry.history import clock
from registry.ledger.errors import Refusal
from registry.parties.models import Institution
from registry.screening.models import Application

from .accounts import person

PAPER = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n"
GIVEN = {"purpose": "信用企业（户）动态核查", "authority": "信易贷平台数据共享协议〔2026〕3号"}


def build(businesses, today):
    """Facts of the tax office about some qualified businesses, one of them adverse and waiting for the office."""
    source, reporter = CreditSource.objects.get(code="TAX"), person("reviewer")
    content = _sheet(businesses[:8], today)
    held = stage(
        f"纳税信用{today:%Y%m}.csv", content, source=source, use_until=today + timedelta(days=365), actor=reporter,
        today=today, **GIVEN,
    )  # fmt: skip
    confirm(held, actor=reporter, today=today, reason="按月报送")
    _interface(source, reporter, businesses[9], today)
    _looks(businesses, today)
    _export(today)


def _sheet(businesses, today):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.label for column in COLUMNS])
    for number, business in enumerate(businesses):
        adverse = number == 6
        writer.writerow([
            business.uscc, business.display_name, "纳税信用级别", f"{today.year - 1}-01-01", f"{today.year - 1}-12-31",
            "不良" if adverse else "正常", "评价结果低于B级" if adverse else "", f"税信〔{today.year}〕{number + 1}号", "",
        ])  # fmt: skip
    return text.getvalue().encode("utf-8-sig")


def _interface(source, reporter, business, today):
    token = ApiToken(
        name="税务信息系统", source=source, holder=reporter, expires_on=today + timedelta(days=180)
    )
    tokens.issue_token(token, actor=person("admin"), today=today)
    until = f"{today + timedelta(days=180)}"
    fact = {
        "uscc": business.uscc,
        "kind": "欠税公告",
        "to": f"{today - timedelta(days=3)}",
        "level": "normal",
    }
    told = GIVEN | {"source": "TAX", "use_until": until, "facts": [fact]}
    body = json.dumps(told, ensure_ascii=False).encode()
    delivery = receive(token, "demo-0000-0001", body, told, today=today)
    ApiCall.objects.create(
        token=token, address="127.0.0.1", answered=201, outcome="已全部登记", delivery=delivery
    )


def _looks(businesses, today):
    bank = person("bank")
    authorising.record_authorisation(
        businesses[0], institution=Institution.objects.get(code="NSH"), purpose="贷后管理", from_on=today,
        until_on=today + timedelta(days=180), name="征信查询授权书.pdf", content=PAPER, actor=bank, today=today,
    )  # fmt: skip
    authorising.query_profile(businesses[0], actor=bank, today=today, purpose="贷后管理")
    try:
        authorising.query_profile(businesses[12], actor=bank, today=today, purpose="贷前审查")
    except Refusal:
        return


def _export(today):
    auditor = person("auditor")
    application = Application.objects.filter(status="recognised").order_by("id").first()
    moment = clock.moment()
    stream, parts, sha = pack(gather(application, auditor), actor=auditor, moment=moment)
    stream.close()
    record_access(auditor, application, parts=parts, manifest_sha256=sha, moment=moment)
