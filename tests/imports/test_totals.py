"""A file's own sum against its rows, how the book moves, and what is not in the file."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine

from imports.control import control_lines
from imports.mapping import Layout
from imports.models import Upload
from imports.totals import movement, stated_totals, total_problems
from imports.uploading import confirm
from registry.lending.rules import Before
from tests import builders

from .test_uploading import DAY, confirmed, row, staged

HEADER = ["借据号", "贷款金额", "贷款余额"]
LAYOUT = Layout(1, {"note_no": 0, "loan_amount": 1, "balance": 2}, Decimal(10_000))


@pytest.mark.parametrize(
    ("foot", "stated"),
    [
        ([], {}),
        ([["合计", 100, 90.5]], {"loan_amount": Decimal("1000000.00"), "balance": Decimal("905000.00")}),
        ([["合 计", "", "90.5"]], {"balance": Decimal("905000.00")}),
        ([["总计：", "一百", "90.5万元"]], {"balance": Decimal("905000.00")}),
        ([["小计", 1, 1], ["合计", 2]], {"loan_amount": Decimal("20000.00")}),
        ([["填报人：张三"]], {}),
    ],
)
def test_the_sum_line_is_read_in_yuan(foot, stated):
    assert stated_totals([HEADER, ["JJ1", 100, 90.5], *foot], LAYOUT) == stated


@pytest.mark.parametrize(
    ("stated", "unread", "said"),
    [
        ({}, 0, ""),
        ({"balance": Decimal(30)}, 0, ""),
        ({"balance": Decimal(35)}, 0, "贷款余额是35.00元，逐行相加是30.00元，相差5.00元"),
        ({"balance": Decimal(35)}, 2, "（有2行读不出，没有计入）"),
    ],
)
def test_a_sum_that_is_not_the_sum_is_told(stated, unread, said):
    rows = [SimpleNamespace(balance=Decimal(10)), SimpleNamespace(balance=Decimal(20))]
    assert said in "".join(total_problems(stated, rows, unread=unread))
    assert bool(total_problems(stated, rows, unread=unread)) is bool(said)


def one(balance, before=None, **given):
    seen = Before(date(2026, 5, 31), Decimal(before)) if before is not None else None
    facts = {"refusals": [], "late": False, "before": seen, "row": SimpleNamespace(balance=Decimal(balance))}
    return SimpleNamespace(**facts | given)


def test_opening_and_movements_make_the_closing():
    found = movement([one(90, 100), one(50, 50), one(30), one(7, 9, late=True), one(8, refusals=["x"])])
    assert (found.notes, found.opening, found.drawn_notes, found.drawn) == (2, 150, 1, 30)
    assert (found.moved, found.closing) == (-10, 170)
    assert found.opening + found.drawn + found.moved == found.closing


@pytest.mark.django_db
def test_a_preview_tells_sums_movement_and_the_notes_not_reported():
    confirmed(staged(row(), row(note_no="JJ002", contract_no="HT002")))
    upload = staged(row(balance="900000", as_of="2026-07-31"), today=date(2026, 8, 3))
    kept = control_lines(Upload.objects.get(pk=upload.pk))
    assert kept["table"][:4] == [
        ("上次余额", 1, "1,000,000.00元"), ("新增借据", 0, "0.00元"), ("本期增减", "", "-100,000.00元"), ("本次余额", 1, "900,000.00元"),
    ]  # fmt: skip
    assert (kept["unreported_count"], kept["unreported"]) == (1, [["JJ002", "1,000,000.00元"]])


@pytest.mark.django_db
def test_a_customer_whose_name_begins_like_a_sum_is_none():
    loans = row(name="合计商贸有限公司"), row(note_no="JJ002", contract_no="HT002")
    upload = staged(*loans)
    assert (upload.control["stated"], upload.control["problems"]) == ({}, [])
    assert upload.rows == len(loans)


@pytest.mark.django_db
@time_machine.travel(datetime(2026, 6, 30, 9, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False)
def test_warnings_are_confirmed_at_the_desk(client):
    upload = staged(row(name="别的公司"))
    assert upload.warnings == 1
    client.force_login(builders.bank_maker())
    address = f"/admin/imports/upload/{upload.pk}/do/confirm_all/"
    page = client.get(address).content.decode()
    assert "提醒已逐条核对" in page and "有1行有提醒" in page
    client.post(address, {"reason": "月报"})
    assert Upload.objects.get(pk=upload.pk).status == "received"
    client.post(address, {"reason": "月报", "seen": "on"})
    assert Upload.objects.get(pk=upload.pk).status == "accepted"


@pytest.mark.django_db
def test_without_warnings_nothing_is_asked(client):
    upload = staged()
    client.force_login(builders.bank_maker())
    assert "逐条核对" not in client.get(f"/admin/imports/upload/{upload.pk}/do/confirm_all/").content.decode()
    confirm(upload, actor=builders.bank_maker(), today=DAY)
