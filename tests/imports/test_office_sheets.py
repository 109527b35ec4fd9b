"""Roster and LPR by page: handed in by one, shown row by row, booked whole by another; twice is once; nothing half done."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.duties import bring_to
from imports.inbox import items
from imports.sheets.expiring import expire, unconfirmed
from imports.sheets.kinds import KINDS
from imports.sheets.models import SheetRow, SheetUpload
from imports.sheets.staging import book, put_aside, recheck, stage
from imports.sheets.template import blank_sheet
from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.doors import perform
from registry.ledger.errors import NotAllowed, Refusal
from registry.parties.models import Business, Qualification
from registry.policy.models import ReferenceRate
from registry.workbooks.words import plain
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
RECOGNISED = date(2025, 6, 30)
ROSTER = (settings.BASE_DIR / "samples" / "businesses.xlsx").read_bytes()
LPR = "公布日,期限,利率（%）\n2026-09-21,1年期,3.00\n2026-09-21,5年期以上,3.50\n2026-10-20,1年期,2.90\n"


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        yield


def roster(content=ROSTER, name="businesses.xlsx", day=RECOGNISED):
    return stage(name, content, kind="roster", recognised_on=day, actor=builders.clerk(), today=TODAY)


def rates(text=LPR):
    return stage("lpr.csv", text.encode(), kind="rates", actor=builders.clerk(), today=TODAY)


def booked(upload):
    book(upload, actor=builders.head(), today=TODAY, reason="核对无误")
    return upload


def spoiled(change):
    """The sample roster with `change(sheet, {header: column})` made."""
    workbook = openpyxl.load_workbook(io.BytesIO(ROSTER))
    sheet = workbook.active
    change(sheet, {plain(cell.value): cell.column for cell in sheet[1]})
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def set_cell(row, column, value):
    def change(sheet, header):
        sheet.cell(row, header[column]).value = value

    return spoiled(change)


def test_a_roster_is_shown_booked_by_another_person_and_counted_in_the_database():
    upload = roster()
    assert (upload.status, upload.rows, upload.created, upload.rejected) == ("received", 60, 60, 0)
    assert not Business.objects.exists() and not Qualification.objects.exists()
    assert upload.lines.count() == 60 and upload.lines.first().changes[-1][0] == "资格"
    with pytest.raises(NotAllowed, match="由另一人办理"):
        book(upload, actor=builders.clerk(), today=TODAY)
    booked(upload)
    assert Business.objects.count() == Qualification.objects.filter(status="qualified").count() == 60
    line = Business.objects.first().history.get()
    assert (line.history_source, line.history_username) == (upload.source, builders.head().username)
    with pytest.raises(Refusal):
        booked(upload)
    assert Qualification.objects.count() == 60


def test_the_same_roster_again_changes_nothing_and_says_so():
    booked(roster())
    histories = Business.history.count(), Qualification.history.count()
    again = roster()
    assert (again.created, again.updated, again.unchanged) == (0, 0, 60)
    book(again, actor=builders.clerk(), today=TODAY)
    assert (
        again.status == "unchanged" and (Business.history.count(), Qualification.history.count()) == histories
    )


def test_figures_are_updated_cell_by_cell_and_blanks_overwrite_nothing():
    booked(roster())

    def change(sheet, header):
        sheet.cell(2, header["从业人员"], 99)
        sheet.cell(3, header["联系电话"]).value = None

    upload = roster(spoiled(change))
    assert (upload.created, upload.updated, upload.unchanged) == (0, 1, 59)
    line = upload.lines.get(action="changed")
    assert [(label, new) for label, _, new in line.changes] == [("从业人员", "99")]
    before = Business.objects.exclude(phone="").count()
    booked(upload)
    assert (
        Business.objects.filter(employees=99).exists()
        and Business.objects.exclude(phone="").count() == before
    )


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("统一社会信用代码", "91150627MA0ABCDE1X", "校验"),
        ("统一社会信用代码", 911506270000000000, "后几位已丢失"),
        ("统一社会信用代码", None, "必须填写"),
        ("法定代表人/经营者", None, "必须填写"),
        ("主体类型", "机关", "企业、农民专业合作社、个体工商户之一"),
        ("所属镇", "东胜区", "之一"),
        ("从业人员", 1.5, "整数"),
        ("营业收入", "很多", "数字"),
        ("营业收入", -5, "不小于0"),
        ("纳税等级", "S", "A、B、M、C、D之一"),
        ("成立日期", "26.1.31", "四位年份"),
        ("联系电话", "1" * 31, "不超过30个字"),
        ("联系电话", "123", "电话"),
    ],
)
def test_a_wrong_cell_is_named_with_its_address_and_nothing_can_be_booked(column, value, told):
    upload = roster(set_cell(3, column, value))
    problem = upload.lines.get(action="rejected").problems[0]
    assert upload.rejected == 1 and upload.lines.get(action="rejected").number == 3
    assert told in problem["message"] and problem["column"] in (column, ""), problem
    assert not problem["column"] or "3单元格" in problem["message"]
    with pytest.raises(Refusal, match="全部没有登记"):
        booked(upload)
    assert not Business.objects.exists()


def test_a_business_twice_in_one_file_and_a_changed_name_are_refused():
    first = openpyxl.load_workbook(io.BytesIO(ROSTER)).active.cell(2, 3).value
    twice = roster(set_cell(4, "统一社会信用代码", first))
    assert "与第2行重复" in twice.lines.get(action="rejected").problems[0]["message"]
    booked(roster())
    renamed = roster(set_cell(2, "名称", "改了名字的有限责任公司"))
    problem = renamed.lines.get(action="rejected").problems[0]
    assert problem["column"] == "名称" and "办理变更" in problem["message"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("名册.xlsx", b"PK\x03\x04", "名册.xlsx"),
        ("名册.csv", "甲,乙\n1,2\n".encode(), "没有找到表头"),
        ("名册.csv", "统一社会信用代码,名称\n1,2\n".encode(), "表头缺少：法定代表人/经营者"),
        ("名册.csv", "统一社会信用代码,名称,名称,法定代表人\n1,2,3,4\n".encode(), "出现了两次"),
        ("名册.csv", "统一社会信用代码,名称,法定代表人\n".encode(), "没有数据行"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_whole_and_leaves_nothing(name, content, told):
    with pytest.raises(Refusal, match=told):
        roster(content, name)
    assert not SheetUpload.objects.exists()


def test_titles_units_and_a_foot_are_understood():
    code = builders.business().uscc
    text = f"某旗信用企业名册,,,\n单位：万元,,,\n统一社会信用代码,企业名称,法定代表人,营业收入\n{code},,{Business.objects.get().operator_name},12.5\n合计,,,12.5\n"
    upload = roster(text.encode("gb18030"), "名册.csv")
    assert upload.rows == 1 and "1行" in "".join(upload.remarks)
    assert ["营业收入", "125,000.00元"] in [[label, new] for label, _, new in upload.lines.get().changes]


def test_one_row_that_went_bad_after_the_preview_takes_every_row_back():
    upload = roster()
    last = openpyxl.load_workbook(io.BytesIO(ROSTER)).active.cell(61, 3).value
    builders.business(last, kind="individual" if last.startswith("92") else "enterprise", name="别的名字")
    with pytest.raises(Refusal, match="第61行"):
        booked(upload)
    upload.refresh_from_db()
    assert (upload.status, Business.objects.count(), Qualification.objects.count()) == ("received", 1, 0)
    assert not Business.history.filter(history_source=upload.source).exists()


def test_an_old_roster_gives_nobody_back_a_standing_that_was_taken_away():
    booked(roster())
    held = Qualification.objects.select_related("business").order_by("id")[0]
    for move in ("warn", "cancel"):
        perform(held, move, actor=builders.head(), today=TODAY, reason="逾期")
    again = roster()
    assert (again.created, again.updated, again.rejected) == (0, 0, 0)
    assert "名册不恢复资格" in "".join(again.lines.get(named__startswith=held.business.uscc).remarks)
    later = roster(day=date(2026, 6, 30))
    assert (later.rejected, later.unchanged) == (1, 59)
    assert "被取消信用资格" in later.lines.get(action="rejected").problems[0]["message"]


def test_when_the_register_moves_the_old_preview_is_refused_and_a_fresh_one_can_be_had():
    upload = rates()
    with acting(system_actor(), "同日录入"):
        ReferenceRate(
            kind="lpr_1y", published_on=date(2026, 9, 21), percent=Decimal("3.000"), source="公告"
        ).save()
    with pytest.raises(Refusal, match="有了变化"):
        booked(upload)
    assert ReferenceRate.objects.filter(published_on__gte=date(2026, 9, 1)).count() == 1
    recheck(upload, actor=builders.clerk(), today=TODAY)
    assert (upload.created, upload.unchanged) == (2, 1)
    booked(upload)
    assert ReferenceRate.objects.filter(published_on__gte=date(2026, 9, 1)).count() == 3


def test_lpr_in_both_layouts_is_one_row_a_day_and_term():
    booked(rates())
    wide = "日期\t1年期\t5年期以上\n2026年9月21日\t3.00%\t3.50%\n2026年10月20日\t2.90%\t3.40%\n"
    from imports.sheets.forms import PASTED, as_csv

    upload = stage(PASTED, as_csv(wide), kind="rates", actor=builders.clerk(), today=TODAY)
    assert (upload.created, upload.unchanged, upload.rejected) == (1, 3, 0)
    booked(upload)
    rate = ReferenceRate.objects.get(kind="lpr_5y", published_on=date(2026, 10, 20))
    assert (rate.percent, rate.history.get().history_source) == (Decimal("3.4"), upload.source)
    assert "同业拆借中心" in rate.source


def test_a_published_rate_is_never_changed_by_a_sheet():
    booked(rates())
    upload = rates(LPR.replace("2.90", "3.10"))
    problem = upload.lines.get(action="rejected").problems[0]
    assert "登记的是“2.90%”" in problem["message"] and problem["message"].startswith("C4单元格")
    with pytest.raises(Refusal):
        booked(upload)
    assert ReferenceRate.objects.get(kind="lpr_1y", published_on=date(2026, 10, 20)).percent == Decimal("2.9")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2026-11-20,1年期,3.00", "晚于今天"),
        ("2026-10-20,3年期,3.00", "1年期LPR、5年期以上LPR之一"),
        ("2026-10-20,1年期,", "必须填写"),
        ("2026-10-20,1年期,三", "数字"),
        ("去年,1年期,3.00", "日期"),
    ],
)
def test_a_wrong_rate_is_refused_in_a_sentence(line, told):
    upload = rates(f"公布日,期限,利率\n{line}\n")
    assert upload.rejected == 1 and told in upload.lines.get().problems[0]["message"]


def test_what_is_unusual_is_told_but_no_obstacle():
    booked(rates())
    upload = rates("公布日,期限,利率\n2026-10-31,1年期,1.20\n")
    remarks = "".join(upload.lines.get().remarks)
    assert upload.rejected == 0 and "相差较大" in remarks and "周末" in remarks


def test_a_clerk_may_not_book_rates_and_a_town_may_hand_in_nothing():
    upload = rates()
    with pytest.raises(NotAllowed):
        book(upload, actor=builders.clerk(), today=TODAY)
    with pytest.raises(NotAllowed):
        stage("x.csv", LPR.encode(), kind="rates", actor=builders.reviewer("TAX"), today=TODAY)
    with pytest.raises(NotAllowed):
        stage(
            "x.xlsx",
            ROSTER,
            kind="roster",
            recognised_on=RECOGNISED,
            actor=builders.bank_maker(),
            today=TODAY,
        )


def test_what_is_put_aside_or_not_confirmed_leaves_no_file_and_no_rows(django_capture_on_commit_callbacks):
    for away in (lambda one: put_aside(one, actor=builders.clerk(), today=TODAY, reason="传错了"),
                 lambda one: expire(one, actor=system_actor(), today=TODAY + timedelta(days=2))):  # fmt: skip
        upload = rates()
        storage, name = upload.file.storage, upload.file.name
        assert storage.exists(name) and not list(unconfirmed(TODAY + timedelta(days=1)))
        with django_capture_on_commit_callbacks(execute=True):
            away(upload)
        assert not storage.exists(name) and not SheetRow.objects.exists() and not upload.file
    assert {one.status for one in SheetUpload.objects.all()} == {"rejected", "expired"}
    assert not ReferenceRate.objects.filter(published_on__gte=date(2026, 9, 1)).exists()


def test_it_leaves_24_hours_after_it_came_not_two_days():
    with time_machine.travel(datetime(2026, 11, 2, 16, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        upload = rates()
    for hour, status in ((15, "received"), (16, "expired")):
        with time_machine.travel(datetime(2026, 11, 3, hour, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
            bring_to(TODAY + timedelta(days=1))
        upload.refresh_from_db()
        assert upload.status == status


def test_a_changed_file_and_an_old_upload_are_refused():
    upload = rates()
    with pytest.raises(Refusal, match="超过24小时"):
        book(upload, actor=builders.head(), today=TODAY + timedelta(days=2))
    with upload.file.storage.open(upload.file.name, "wb") as file:
        file.write(b"2026-08-20,1\n")
    with pytest.raises(Refusal, match="与上传时的内容不一致"):
        booked(upload)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_template_names_every_column_with_text_codes_and_drop_downs(kind):
    sheet = openpyxl.load_workbook(io.BytesIO(blank_sheet(kind))).worksheets[0]
    fields = [kind.resource.fields[name] for name in kind.resource._meta.fields]
    assert [cell.value for cell in sheet[1]] == [field.label for field in fields]
    assert all(cell.comment for cell in sheet[1])
    assert len(sheet.data_validations.dataValidation) == sum(
        hasattr(field.widget, "words") for field in fields
    )
    if kind.name == "roster":
        assert sheet.column_dimensions["A"].number_format == "@" or sheet["A2"].number_format in (
            "@",
            "General",
        )


def test_from_the_page_to_the_register_with_two_persons(client):
    client.force_login(builders.clerk())
    add = reverse("admin:imports_sheetupload_add")
    assert "LPR公布表" in client.get(add).content.decode()
    assert client.get(reverse("admin:imports_sheetupload_template", args=["roster"])).status_code == 200
    assert client.get(reverse("admin:imports_sheetupload_template", args=["nothing"])).status_code == 404
    empty = client.post(f"{add}?kind=rates", {}).content.decode()
    assert "没有选择文件，也没有粘贴表格" in empty
    late = client.post(
        f"{add}?kind=roster", {"file": SimpleUploadedFile("a.xlsx", ROSTER), "recognised_on": "2026-12-01"}
    )
    assert "认定日期晚于今天" in late.content.decode() and not SheetUpload.objects.exists()
    page = client.post(f"{add}?kind=rates", {"pasted": LPR}, follow=True).content.decode()
    upload = SheetUpload.objects.get()
    assert "请另一位有权限的同事" in page and "2026-10-20" in page and "3.00%" in page
    step = reverse("admin:imports_sheetupload_step", args=[upload.pk, "book"])
    client.post(step, {"reason": "核对", "expected_version": upload.version})
    upload.refresh_from_db()
    assert upload.status == "received"
    client.force_login(builders.head())
    assert [one["count"] for one in items(builders.head(), TODAY) if "LPR" in one["label"]] == [1]
    assert (
        "确认登记"
        in client.get(reverse("admin:imports_sheetupload_change", args=[upload.pk])).content.decode()
    )
    assert client.post(step, {"reason": "核对", "expected_version": upload.version}).status_code == 302
    upload.refresh_from_db()
    assert (upload.status, upload.booked_by) == ("accepted", builders.head())
    client.force_login(builders.bank_maker())
    assert client.get(add).status_code == 403
    assert client.get(reverse("admin:imports_sheetupload_change", args=[upload.pk])).status_code == 403
