"""Bad input through the real doors: a Chinese sentence, never a 500, and every table as it was."""

import io
import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from imports.models import Upload
from publicity.models import Notice, NoticeEntry, Objection
from registry.lending.models import CreditLine, LoanNote, SupervisionNote
from registry.parties.models import Business, User
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
QUIET = ("sessions", "axes", "admin", "auth", "contenttypes", "wagtailcore")
PDF = b"%PDF-1.4 x"


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


COUNTERS = {
    "parties.AccessEvent",
    "cms.LookUps",
    "cms.Reads",
    "publicity.Knock",
}  # how often somebody asked, by design


def written():
    return {
        m._meta.label: m._base_manager.count()
        for m in apps.get_models()
        if m._meta.app_label not in QUIET and m._meta.label not in COUNTERS
    }


@pytest.fixture
def untouched():
    """Every table holds as many rows after the test as before."""
    before = written()
    yield
    assert written() == before


def signed_in(client, username):
    client.force_login(User.objects.get(username=username))
    return client


def sentences(answer):
    text = answer.content.decode()
    assert answer.status_code < 500
    return text


# The upload page


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("台账.pdf", PDF, "不是表格文件"),
        ("台账.docx", b"PK\x03\x04" + bytes(40), "只接受xlsx"),
        ("台账.xlsx", b"PK\x03\x04broken", "已损坏"),
        ("台账.xlsx", b"", "空"),
        ("台账.csv", b"\n\n", "没有任何数据"),
        ("台账.xls", b"<html><table></table></html>", "网页改名"),
        ("台账.csv", b"\x00\x01\x02" * 10, "不是表格文件"),
        ("台账.csv", b"\xff\xfe\x00\x01\x00", "文字编码无法识别"),
    ],
)
def test_an_unfit_file_on_the_upload_page(client, name, content, said):
    bank = User.objects.get(username="bank").memberships.filter(role="bank_maker").get().institution
    answer = signed_in(client, "bank").post(
        reverse("admin:imports_upload_add"),
        {"file": SimpleUploadedFile(name, content), "bank": bank.pk, "unit": "yuan"},
    )
    text = sentences(answer)
    assert answer.status_code == 200 and "文件没有收下" in text and said in text


@pytest.mark.parametrize("content", ["甲,乙\n1,2\n", "借据号,合同号,客户名称\n1,2,3\n"])
def test_a_table_whose_columns_are_not_known_waits_for_a_person(client, content):
    bank = User.objects.get(username="bank").memberships.filter(role="bank_maker").get().institution
    answer = signed_in(client, "bank").post(
        reverse("admin:imports_upload_add"),
        {"file": SimpleUploadedFile("台账.csv", content.encode()), "bank": bank.pk, "unit": ""}, follow=True,
    )  # fmt: skip
    assert answer.status_code == 200 and answer.redirect_chain[0][0].startswith(
        "/admin/imports/upload/mapping/"
    )


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("given", [{}, {"bank": "999999", "unit": "yuan"}, {"bank": "x", "unit": "fen"}])
def test_a_form_without_file_or_with_an_unknown_bank(client, given):
    assert "文件没有收下" in sentences(
        signed_in(client, "bank").post(reverse("admin:imports_upload_add"), given)
    )


# Commands


def command(*args):
    out = io.StringIO()
    call_command(*args, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def ledger():
    return str(settings.BASE_DIR / "samples" / "ledger-plain.xlsx")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("upload_ledger", "LEDGER", "--bank", "XX", "--as", "bank"), "没有代码为“XX”的在用银行"),
        (("upload_ledger", "LEDGER", "--bank", "NSH", "--as", "nobody"), "没有可用的账号“nobody”"),
        (("upload_ledger", "LEDGER", "--bank", "ZGYH", "--as", "bank"), "不属于该机构"),
        (("upload_ledger", "LEDGER", "--bank", "NSH", "--as", "auditor"), "没有办理“上传贷款台账”的权限"),
        (("upload_ledger", "没有.xlsx", "--bank", "NSH", "--as", "bank"), "找不到文件"),
        (("load_roster", "LEDGER", "--recognised-on", "2025-06-30", "--as", "office"), "表头缺少"),
        (("load_roster", "LEDGER", "--recognised-on", "2027-06-30", "--as", "office"), "晚于今天"),
        (("load_roster", "LEDGER", "--recognised-on", "2025-02-30", "--as", "office"), "不是有效日期"),
        (("load_roster", "LEDGER", "--recognised-on", "2025-06-30", "--as", "nobody"), "没有可用的账号"),
        (("load_roster", "LEDGER", "--recognised-on", "2025-06-30", "--as", "guarantor"), "权限"),
        (("status", "--code", "91150627MAXXXXX15X"), "请核对代码"),
    ],
)
def test_a_command_refuses_in_a_sentence(ledger, args, said):
    with pytest.raises(CommandError, match=said):
        command(*[ledger if a == "LEDGER" else a for a in args])


@pytest.mark.usefixtures("untouched")
def test_a_roster_of_nothing_is_refused(tmp_path):
    for name, content in (("空.xlsx", b""), ("坏.xlsx", b"PK\x03\x04"), ("空行.csv", b"\n")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(CommandError, match="请"):
            command("load_roster", str(path), "--recognised-on", "2025-06-30", "--as", "office")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("import_calendar", "2027", "没有.csv", "--document", "国办发明电", "--as", "nobody"), 1, "没有"),
        (("upload_ledger",), 2, "缺少必填参数"),
        (("workdays", "--from", "2026-02-30", "--days", "10"), 2, "不是有效日期"),
        (("workdays", "--from", "2026-05-06", "--days", "十"), 2, "应为1至2500之间的整数"),
    ],
)
def test_exit_codes(args, code, said, tmp_path):
    run = subprocess.run(
        [sys.executable, "manage.py", *args], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
        env={"XBD_VAR": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (run.returncode, said in run.stderr) == (code, True), run.stderr


def test_a_missing_calendar_year_is_told_as_provisional():
    told = command("workdays", "--from", "2026-12-24", "--days", "10")
    assert "2027" in told and "暂定" in told


# Steps in the admin


def step(client, record, name, given):
    address = reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_step", args=[record.pk, name]
    )
    return client.post(address, given)


def checked(**given):
    return {"looked_at": "账户流水", "finding": "fits", "checked_on": "2026-11-19"} | given


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"checked_on": "2026-02-30"}, "日期"),
        ({"checked_on": "2099-01-01"}, "晚于今天"),
        ({"finding": "theft"}, "theft"),
        ({"looked_at": ""}, "检查内容"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "只接受PDF"),
        ({"file": SimpleUploadedFile("a.pdf", b"MZ")}, "内容与扩展名"),
        ({"expected_version": "1000"}, "已被他人改动"),
    ],
)
def test_a_step_says_what_is_wrong_and_keeps_what_was_typed(client, given, said):
    note = LoanNote.objects.filter(bank__code="NSH").first()
    text = sentences(
        step(signed_in(client, "bank"), note, "supervise", checked(remarks="抽查三张发票", **given))
    )
    assert "没有办理" in text and said in text and "抽查三张发票" in text


def test_the_same_step_twice_writes_once(client):
    note = LoanNote.objects.filter(bank__code="NSH").first()
    signed_in(client, "bank")
    count = SupervisionNote.objects.count()
    first, second = (step(client, note, "supervise", checked()) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 200)
    assert "不必重复登记" in sentences(second) and SupervisionNote.objects.count() == count + 1


def test_a_confirmation_posted_twice_books_once(client):
    content = (settings.BASE_DIR / "samples" / "ledger-plain.xlsx").read_bytes()
    signed_in(client, "bank")
    bank = User.objects.get(username="bank").memberships.filter(role="bank_maker").get().institution
    client.post(
        reverse("admin:imports_upload_add"),
        {"file": SimpleUploadedFile("a.xlsx", content), "bank": bank.pk, "unit": "yuan"},
    )
    upload = Upload.objects.first()
    move = "confirm_part" if upload.rejected else "confirm_all"
    if upload.rejected == upload.rows:
        move = "reject"
    signed_in(client, "checker")
    first = step(client, upload, move, {"reason": "核对无误", "seen": "on"})
    after = written()
    second = step(client, upload, move, {"reason": "核对无误", "seen": "on"})
    assert (first.status_code, second.status_code) == (302, 200)
    assert "请刷新页面" in sentences(second) and written() == after


# Two people at one record


def test_the_second_of_two_browsers_is_refused_and_keeps_its_words(client):
    business = Business.objects.order_by("pk").first()
    signed_in(client, "office")
    address = reverse("admin:parties_business_change", args=[business.pk])
    page = client.get(address).context
    form = page["adminform"].form
    given = {k: ("" if v is None else v) for k, v in form.initial.items() if not isinstance(v, bool) or v}
    for inline in page["inline_admin_formsets"]:
        given |= {f"{inline.formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    given |= {"expected_version": business.version, "change_reason": "电话变更"}
    first = client.post(address, given | {"address": "阿勒腾席热镇甲路1号"})
    assert first.status_code == 302, first.context["adminform"].form.errors
    second = client.post(address, given | {"address": "阿勒腾席热镇乙路2号"})
    text = sentences(second)
    assert "已被他人改动" in text and "乙路2号" in text
    business.refresh_from_db()
    assert business.address == "阿勒腾席热镇甲路1号"


def test_a_stale_step_is_refused_and_keeps_its_words(client):
    line = CreditLine.objects.filter(bank__code="NSH", status="signed").first()
    signed_in(client, "head")
    stale = line.version
    assert step(client, line, "suspend", {"reason": "先", "expected_version": stale}).status_code == 302
    text = sentences(step(client, line, "resume", {"reason": "后来的理由", "expected_version": stale}))
    assert "已被他人改动" in text and "后来的理由" in text
    line.refresh_from_db()
    assert line.status == "suspended"


# The public forms


def objection(**given):
    entry = NoticeEntry.objects.filter(
        notice__in=Notice.objects.open_on(NOON.date()), status="in_publicity"
    ).first()
    facts = "拖欠工人工资三个月，有欠条为证。"
    return {
        "entry": entry.pk, "sort": "person", "name": "李四", "phone": "13911112222", "address": "阿镇", "facts": facts,
    } | given  # fmt: skip


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"entry": "999999"}, "对谁有异议"),
        ({"entry": "x"}, "对谁有异议"),
        ({"sort": "robot"}, "您是"),
        ({"phone": "12"}, "电话"),
        ({"facts": ""}, "没有填写“事实与理由”"),
        ({"facts": "短"}, "有1个字"),
        ({"evidence": SimpleUploadedFile("a.exe", b"MZ")}, "PDF、JPG、PNG"),
        ({"evidence": SimpleUploadedFile("a.pdf", b"")}, "空"),
        ({"sort": "organisation"}, "盖章"),
    ],
)
def test_a_bad_objection(client, given, said):
    answer = client.post("/fankui/", objection(**given))
    text = sentences(answer)
    assert answer.status_code == 200 and said in text


def test_the_same_objection_twice_is_one(client):
    count = Objection.objects.count()
    assert [client.post("/fankui/", objection()).status_code for _ in range(2)] == [302, 302]
    assert Objection.objects.count() == count + 1


def test_after_the_window_nothing_can_be_sent(client):
    given = objection()
    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        before = written()
        assert client.post("/fankui/", given).status_code == 200
        assert written() == before


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "code",
    [
        "91150627MANA3PF750",
        "9115",
        "'; DROP TABLE",
        "91150627MANA3PF75\x00",
        "９１１５０６２７",
        "",
        "😀" * 18,
    ],
)
def test_a_broken_code_is_answered(client, code):
    assert client.get("/chaxun/", {"code": code}).status_code == 200


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("path", ["abc", "0", "-1", "99999999999999999999", "1%00"])
@pytest.mark.parametrize("model", ["lending_loannote", "imports_upload", "sanctions_blacklistcase"])
def test_an_impossible_row_is_absent(client, model, path):
    answer = signed_in(client, "head").get(f"/admin/{model.replace('_', '/')}/{path}/change/")
    assert answer.status_code in (302, 404)
