"""The template of a bank: its live notes are in it, it is known when it comes back, and it reads as it was written."""

import io
import time
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from imports.blank.filling import known_rows
from imports.blank.ledger import HEADER, ledger_template
from imports.blank.version import PROPERTY, VERSION, Mark
from imports.columns import COLUMNS
from imports.uploading import confirm, stage
from registry.history.errors import Refusal
from registry.lending.models import LoanNote, Position
from registry.workbooks.reading import read_sheet
from tests import builders
from tests.workbooks.files import changed, xlsx

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)
LABELS = [column.label for column in COLUMNS]
AT = {column.name: index for index, column in enumerate(COLUMNS, start=1)}
FIRST = HEADER + 2


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel("2026-06-30T10:00:00+08:00", tick=False):
        yield


def told(**given):
    return {
        "note_no": "JJ001", "contract_no": "HT001", "guarantee_no": "BZ1", "name": "内蒙古测试有限公司", "uscc": builders.ENTERPRISE_CODES[0],
        "line_amount": 2000000, "loan_amount": 1000000, "balance": 1000000, "start": "2026-06-01", "due": "2027-06-01",
        "rate": "4.1", "basis": "LPR", "fee_rate": "0.25%", "guarantee_type": "保证", "method": "按月付息", "as_of": "2026-06-01",
    } | given  # fmt: skip


def sent(content, name="台账.xlsx", code="NSH", today=DAY):
    return stage(name, content, bank=builders.institution(code), actor=builders.bank_maker(code), today=today)


def booked(*rows, code="NSH"):
    builders.qualified()
    table = [list(rows[0]), *(list(one.values()) for one in rows)]
    table[0] = [LABELS[AT[name] - 1] for name in table[0]]
    return confirm(
        sent(xlsx(table, options={"strings_to_formulas": False}), code=code),
        actor=builders.bank_maker(code),
        today=DAY,
    )


def template(code="NSH", day=DAY):
    notes = (
        LoanNote.objects.visible_to(builders.bank_maker(code)).filter(bank=builders.institution(code)).live()
    )
    return ledger_template(builders.institution(code), known_rows(notes), day=day)


def filled(content, change):
    """The template as a person saves it after `change(sheet)`."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book["贷款台账"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def fill(sheet, at=FIRST, balance=900000, as_of=DAY, **more):
    for name, value in ({"balance": balance, "as_of": as_of} | more).items():
        sheet.cell(at, AT[name], value)


def test_it_holds_the_banks_live_notes_and_no_other_banks():
    booked(told(), told(note_no="JJ002", start="2026-05-01"))
    booked(told(note_no="ZG001", contract_no="ZGHT1"), code="ZGYH")
    content = template()
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["贷款台账"]
    assert [cell.value for cell in sheet[HEADER + 1]] == LABELS and sheet.max_row == FIRST + 1
    first = {name: sheet.cell(FIRST, at).value for name, at in AT.items()}
    assert (first["note_no"], first["uscc"], first["loan_amount"], first["rate"]) == (
        "JJ001",
        builders.ENTERPRISE_CODES[0],
        1000000,
        4.1,
    )
    assert (first["balance"], first["as_of"], first["unpaid_since"], first["grade"]) == (None,) * 4
    assert (first["line_amount"], first["guarantee_no"], first["basis"], first["method"]) == (
        2000000,
        "BZ1",
        "LPR",
        "按月付息",
    )
    assert not [c for line in sheet for c in line if "ZG" in str(c.value)]


def test_its_columns_are_ready_to_be_filled_in_and_explained():
    booked(told())
    content = template()
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["贷款台账"]
    for name in ("note_no", "contract_no", "uscc", "guarantee_no"):
        assert (
            sheet.cell(FIRST, AT[name]).number_format == "@"
            and sheet.column_dimensions[sheet.cell(1, AT[name]).column_letter].width > 20
        )
    assert (
        sheet.cell(FIRST, AT["due"]).number_format,
        sheet.cell(FIRST, AT["loan_amount"]).number_format,
    ) == ("yyyy-mm-dd", "#,##0.00")
    lists = {str(check.sqref): check.formula1 for check in sheet.data_validations.dataValidation}
    assert sorted(lists.values()) == [
        '"LPR,基准利率"',
        '"保证,信用保证,连带责任保证,抵押,质押"',
        '"正常,关注,次级,可疑,损失"',
    ]
    assert all(area.startswith(tuple("NPR")) and area.split(":")[0][1:] == str(FIRST) for area in lists)
    assert all(
        cell.comment and ("必填" in cell.comment.text or "留空" in cell.comment.text)
        for cell in sheet[HEADER + 1]
    )
    assert book.custom_doc_props[PROPERTY].value == f"{VERSION}|NSH|2026-06-30"
    assert "第2版 · 银行代码NSH · 2026-06-30" in sheet["A2"].value
    assert book.sheetnames == ["贷款台账", "填写说明"] and "填写说明" in book["填写说明"]["A1"].value
    assert read_sheet("台账.xlsx", content).remarks == []


def test_a_filled_template_books_and_changes_only_what_was_filled_in():
    booked(told())
    upload = sent(filled(template(), fill))
    assert (upload.rows, upload.updated, upload.rejected, upload.remarks) == (1, 1, 0, [])
    assert {change[0] for change in upload.staged.get().changes} <= {"贷款余额（元）", "数据日期"}
    confirm(upload, actor=builders.bank_maker(), today=DAY)
    note = LoanNote.objects.get()
    assert (note.latest_position().balance, note.latest_position().as_of) == (900000, DAY)
    assert (note.fee_rate, note.rate) == (Decimal("0.25"), Decimal("4.1"))


def test_a_new_loan_written_into_an_empty_template_books():
    builders.qualified()
    with pytest.raises(Refusal, match="表头下面没有数据行"):
        sent(template())
    row = told(start=date(2026, 6, 1), due=date(2027, 6, 1), grade="正常")
    upload = sent(filled(template(), lambda sheet: fill(sheet, **(row | {"balance": 1000000, "as_of": DAY}))))
    confirm(upload, actor=builders.bank_maker(), today=DAY)
    assert Position.objects.get().grade == "正常"


def test_unfilled_it_is_refused_in_one_sentence_and_partly_filled_each_row_is_named():
    booked(told(), told(note_no="JJ002"))
    with pytest.raises(Refusal, match="2笔借据都还没有填“贷款余额”.*结清的填0") as refused:
        sent(template())
    assert len(refused.value.sentences) == 1
    upload = sent(filled(template(), fill))
    (bad,) = upload.staged.filter(action="rejected")
    assert (upload.rejected, bad.row) == (1, FIRST + 1)
    assert [(one["column"], one["code"]) for one in bad.errors] == [
        ("贷款余额", "missing"),
        ("数据日期", "missing"),
    ]


def test_another_banks_template_is_refused_and_its_facts_are_not_taken():
    booked(told())
    content = filled(template(), fill)
    csv = "模板第2版 · 银行代码NSH · 2026-06-30生成 · 金额单位：元\n借据号,合同号,客户名称\n1,2,3\n".encode()
    for name, file in (("台账.xlsx", content), ("台账.csv", csv)):
        with pytest.raises(Refusal, match="用的是银行代码NSH的模板.*银行代码是ZGYH.*没有收下") as refused:
            sent(file, name, code="ZGYH")
        assert "下载本行的模板" in str(refused.value)
    assert Position.objects.count() == 1


def test_the_property_alone_is_enough():
    booked(told())

    def without_print(sheet):
        fill(sheet)
        sheet["A2"] = None

    with pytest.raises(Refusal, match="用的是银行代码NSH的模板"):
        sent(filled(template(), without_print), code="ZGYH")


def test_an_older_template_is_read_and_named_with_what_has_changed():
    booked(told())

    def older(sheet):
        fill(sheet)
        sheet["A2"] = Mark(1, "NSH", date(2026, 1, 5)).printed()

    upload = sent(filled(template(), older))
    assert upload.updated == 1
    assert "第1版模板，现行的是第2版" in upload.remarks[0] and "下载本行的模板" in upload.remarks[0]
    assert "填写说明" in upload.remarks[0]


@pytest.mark.parametrize(
    "part",
    [b"<broken", b"<Properties/>", f'<P><property name="{PROPERTY}"><x>2|no</x></property></P>'.encode()],
)
def test_a_damaged_mark_is_no_mark(part):
    booked(told())
    content = filled(template(), lambda sheet: (fill(sheet), sheet.cell(2, 1, "甲")))
    assert sent(changed(content, parts={"docProps/custom.xml": part})).updated == 1


def test_what_looks_like_a_formula_is_text_in_the_template():
    booked(told(note_no="JJ001", contract_no="HT=1", method="=cmd|' /C calc'!A0", guarantee_no="+1"))
    bank = builders.institution("FRM", name="=1+1银行")
    for content in (template(), ledger_template(bank, [{"name": "@x", "note_no": "-1"}], day=DAY)):
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert not [c for page in book for line in page.iter_rows() for c in line if c.data_type == "f"]
        live = [
            c
            for line in book["贷款台账"].iter_rows(min_row=FIRST)
            for c in line
            if str(c.value or "").startswith(("=", "+", "-", "@"))
        ]
        assert live and all(cell.quotePrefix and cell.data_type == "s" for cell in live)


def test_ten_thousand_notes_take_seconds():
    rows = [{"note_no": f"JJ{n}", "name": f"企业{n}", "uscc": builders.ENTERPRISE_CODES[0], "loan_amount": Decimal(n), "start": DAY,
             "due": DAY, "rate": Decimal("4.1")} for n in range(10_000)]  # fmt: skip
    start = time.process_time()
    content = ledger_template(builders.institution("NSH"), rows, day=DAY)
    assert time.process_time() - start < 8
    assert len(read_sheet("台账.xlsx", content).grid) == 10_000 + FIRST - 1


def test_the_page_gives_each_person_the_template_of_their_own_bank(client):
    booked(told())
    address = reverse("admin:imports_upload_template")
    client.force_login(builders.bank_maker())
    own = client.get(address)
    assert (
        own.status_code == 200
        and "no-store" in own["Cache-Control"]
        and "NSH-2026-06-30.xlsx" in own["Content-Disposition"]
    )
    assert openpyxl.load_workbook(io.BytesIO(own.content))["贷款台账"].cell(FIRST, 1).value == "JJ001"
    page = client.get(reverse("admin:imports_upload_add")).content.decode()
    assert f"{address}?bank={builders.institution('NSH').pk}" in page
    client.force_login(builders.bank_maker("ZGYH"))
    assert client.get(address, {"bank": builders.institution("NSH").pk}).status_code == 404
    other = client.get(address, {"bank": builders.institution("ZGYH").pk}).content
    assert openpyxl.load_workbook(io.BytesIO(other))["贷款台账"].max_row == HEADER + 1
    client.force_login(builders.clerk())
    assert client.get(address).status_code == 403
