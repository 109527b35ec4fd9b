"""The same facts in another file, sheet, order or manner of writing change nothing, and the bank is told so (trust UPL-5)."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from imports.columns import COLUMNS
from imports.models import Upload
from imports.uploading import confirm, stage
from registry.ledger.models import StatusChange
from registry.lending.models import CreditLine, LoanNote, OverdueEpisode, Position
from tests import builders
from tests.workbooks.files import ods, xls, xlsx

from .test_uploading import DAY, row

pytestmark = pytest.mark.django_db
LABELS = {column.name: column.label for column in COLUMNS}
ROWS = [
    row(note_no="JJ001"),
    row(note_no="JJ002", contract_no="HT002", balance="123456.70", rate="4.35"),
    row(note_no="JJ003", contract_no="HT003", balance="900000", unpaid_since="2026-06-20"),
]
OTHER_WORDS = {"note_no": "放款编号", "contract_no": "借款合同号", "name": "借款人名称", "uscc": "证件号码", "loan_amount": "发放金额",
               "balance": "本金余额", "start": "起息日", "due": "贷款到期日期", "rate": "执行利率(%)", "as_of": "截至日期"}  # fmt: skip


def table(rows=ROWS, words=LABELS, names=None):
    names = names or list(rows[0])
    return [
        [words.get(name, LABELS[name]) for name in names],
        *([one[name] for name in names] for one in rows),
    ]


def csv_of(lines, encoding="utf-8-sig", by=","):
    return "\r\n".join(by.join(map(str, line)) for line in lines).encode(encoding)


def written(one):
    """The same row as somebody else writes it."""
    return one | {
        "start": "2026年6月1日", "due": "20270601", "as_of": "2026.6.30", "rate": f"{one['rate']}%", "name": f" {one['name']}　",
        "loan_amount": "100万元", "balance": f"¥{float(one['balance']):,.2f}".replace(",", "，"), "uscc": f"'{one['uscc']}",
    }  # fmt: skip


def in_wan():
    lines = table(
        [one | {name: float(one[name]) / 10_000 for name in ("loan_amount", "balance")} for one in ROWS]
    )
    return xlsx([["贷款台账"], ["单位：万元"], *lines, ["合计", "", "", "", 300]])


BACKWARDS = list(reversed(ROWS[0]))
SHAPES = {
    "another name": ("另一份.csv", csv_of(table())),
    "as a workbook": ("台账.xlsx", xlsx(第二张=table())),
    "as an old workbook": ("台账.xls", xls(table())),
    "as an open document": ("台账.ods", ods(table())),
    "from a Chinese Windows": ("台账.csv", csv_of(table(), "gb18030")),
    "in UTF-16": ("台账.csv", csv_of(table(), "utf-16", "\t")),
    "columns backwards": ("台账.csv", csv_of(table(names=BACKWARDS))),
    "rows backwards": ("台账.csv", csv_of(table(ROWS[::-1]))),
    "other header words": ("台账.csv", csv_of(table(words=LABELS | OTHER_WORDS))),
    "another column beside": ("台账.csv", csv_of([[*line, "阿镇支行"] for line in table()])),
    "written otherwise": ("台账.xlsx", xlsx(table([written(one) for one in ROWS]))),
    "in ten thousands": ("台账.xlsx", in_wan()),
    "another sheet before it": ("台账.xlsx", xlsx(封面=[["六月报表"], ["某银行"]], 数据=table())),
}


def held():
    models = LoanNote, CreditLine, Position, OverdueEpisode
    rows = [model._base_manager.order_by("pk").values_list() for model in models]
    history = [model.history.model.objects.count() for model in models]
    return (
        [list(one) for one in rows],
        history,
        StatusChange.objects.exclude(record_type="imports.upload").count(),
    )


@pytest.fixture
def maker(client):
    with time_machine.travel("2026-06-30T10:00:00+08:00", tick=False):
        builders.qualified()
        account = builders.bank_maker()
        client.force_login(account)
        first = stage("台账.csv", csv_of(table()), bank=builders.institution("NSH"), actor=account, today=DAY)
        assert confirm(first, actor=account, today=DAY).created == len(ROWS)
        yield account


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_facts_change_nothing_and_say_so(shape, client, maker):
    before, (name, content) = held(), SHAPES[shape]
    given = {"file": SimpleUploadedFile(name, content), "bank": builders.institution("NSH").pk, "unit": ""}
    answer = client.post(reverse("admin:imports_upload_add"), given)
    assert answer.status_code == 302, answer.context["form"].errors
    upload = Upload.objects.latest("pk")
    page = client.get(answer.url).content.decode()
    assert "新增0，更新0，无变化3，有误0" in page and "确认内容无变化" in page and "只入账" not in page
    step = reverse("admin:imports_upload_step", args=[upload.pk, "find_unchanged"])
    assert "内容无变化" in client.post(step, {"reason": ""}, follow=True).content.decode()
    upload.refresh_from_db()
    assert (upload.status, upload.created, upload.updated, upload.unchanged) == ("unchanged", 0, 0, 3)
    assert held() == before


def test_one_other_fact_is_seen_in_any_shape(client, maker):
    rows = [*ROWS[:2], ROWS[2] | {"balance": "899999.99"}]
    bank = builders.institution("NSH")
    upload = stage("台账.xlsx", xlsx(table(rows, names=BACKWARDS)), bank=bank, actor=maker, today=DAY)
    assert (upload.updated, upload.unchanged) == (1, 2)
