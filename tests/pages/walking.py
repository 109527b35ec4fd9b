"""A shop owner at the public pages: what she types, and how she goes from step to step."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.screening.models import Application
from tests import builders
from tests.stories import chapters

NOON = datetime(2026, 5, 6, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
CODE, PHONE = builders.INDIVIDUAL_CODES[0], "13900001234"
SUBJECT = {"uscc": f" {CODE.lower()} ", "contact_name": "王小兰", "contact_phone": "139 0000 1234"}
SHOP = {
    "name": "小兰超市",
    "operator_name": "王小兰",
    "town": "150627100",
    "address": "阿镇文明街12号",
    "phone": "",
}
FIGURES = {
    "trade_words": "小超市", "industry_code": "52", "figures_year": "2025", "employees": "３人", "revenue_wan": "36.5万元",
    "assets_wan": "20", "tax_since": "2020年3月15日", "tax_grade": "", "tax_grade_year": "",
}  # fmt: skip
CONSENTS = dict.fromkeys(
    ("registered_here", "taxed_here", "has_premises", "privacy_notice", "consents_publication", "consents_credit_query"),
    "on",
)  # fmt: skip


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def window():
    return chapters.round_of()


def paper(kind, content=b"", name=""):
    return {
        "kind": kind,
        "file": SimpleUploadedFile(name or f"{kind}.pdf", content or chapters.PDF + kind.encode()),
    }


def at(client, step):
    return client.get(f"/shenbao/{step}/").content.decode()


def send(client, step, given):
    return client.post(f"/shenbao/{step}/", given)


def leads_to(answer, step):
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == f"/shenbao/{step}/"


def fill(client, *, figures=FIGURES, subject=SUBJECT, particulars=SHOP):
    """Everything up to the last page."""
    leads_to(send(client, "zhuti", subject), "xinxi")
    leads_to(send(client, "xinxi", particulars), "jingying")
    leads_to(send(client, "jingying", figures), "panduan")
    leads_to(send(client, "shengming", CONSENTS), "cailiao")
    for kind in ("credit_report", "form"):
        leads_to(send(client, "cailiao", paper(kind)), "cailiao")
    leads_to(send(client, "cailiao", {"next": "1"}), "hedui")


def handed_in(client, **given):
    fill(client, **given)
    leads_to(send(client, "hedui", {}), "huizhi")
    return Application.objects.get()
