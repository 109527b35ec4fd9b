"""A file whose headers nobody knows: kept, mapped on a page by the person who sent it, remembered for the bank, gone after."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from cms.duties import bring_to
from imports.held.holding import hold, read_as_said
from imports.held.models import ColumnProfile, HeldFile
from imports.models import Upload
from imports.profiles import taught_to, teach
from imports.uploading import confirm, stage
from registry.ledger.errors import NotAllowed, Refusal
from registry.lending.models import LoanNote
from tests import builders
from tests.workbooks.files import changed, xlsx

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)
HEADER = [
    "流水",
    "协议",
    "单位名称",
    "信用代码",
    "放贷数",
    "贷款余额",
    "放款日",
    "到期日",
    "年利率",
    "截止",
    "网点",
]
ROW = ["JJ001", "HT001", "内蒙古测试有限公司", builders.ENTERPRISE_CODES[0], 1000000, 1000000, "2026-06-01", "2027-06-01",
       4.1, "2026-06-30", "阿镇支行"]  # fmt: skip
SAID = {"流水": "note_no", "协议": "contract_no", "单位名称": "name", "信用代码": "uscc", "放贷数": "loan_amount",
        "贷款余额": "balance", "放款日": "start", "到期日": "due", "年利率": "rate", "截止": "as_of", "网点": "skip"}  # fmt: skip
NEWS = [word for word in HEADER if word not in ("贷款余额", "放款日", "到期日", "年利率")]


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel("2026-06-30T10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def maker(client):
    builders.qualified()
    account = builders.bank_maker()
    client.force_login(account)
    return account


def bank():
    return builders.institution("NSH")


def sent(client, content=None, name="台账.xlsx", **given):
    file = SimpleUploadedFile(name, content or xlsx([HEADER, ROW]))
    return client.post(
        reverse("admin:imports_upload_add"), {"file": file, "bank": bank().pk, "unit": "", **given}
    )


def chosen(said=SAID, **given):
    return {f"column_{at}": said[word] for at, word in enumerate(HEADER)} | {"unit": "", "at": "0", **given}


def files_kept():
    root = storages["private"].path("")
    return [path for path in Path(root).rglob("*") if path.is_file()]


def test_an_unknown_header_leads_to_the_mapping_page_and_nothing_is_lost(client, maker):
    answer = sent(client)
    held = HeldFile.objects.get()
    assert answer.url == reverse("admin:imports_upload_mapping", args=[held.pk])
    assert not Upload.objects.exists() and len(files_kept()) == 1
    page = client.get(answer.url).content.decode()
    assert (
        "内蒙古测试有限公司" in page and "没有认出必填的：借据号、合同号" in page and "记住这次的对应" in page
    )
    picked = re.findall(r'<select name="column_(\d+)".*?</select>', page, re.S)
    assert len(picked) == len(HEADER)
    assert page.count("按表头和内容推测，请核对") >= 4


def test_the_whole_way_from_the_page_to_the_books_and_the_next_file_needs_no_page(client, maker):
    address = sent(client).url
    answer = client.post(address, chosen(remember="on"))
    upload = Upload.objects.get()
    assert answer.url == reverse("admin:imports_upload_change", args=[upload.pk])
    assert (upload.rows, upload.created, upload.rejected) == (1, 1, 0), list(upload.staged.values("errors"))
    assert upload.remarks == ["按记住的对应，不用的列：网点。"]
    assert not HeldFile.objects.exists()
    assert taught_to(bank()) == {word: SAID[word] for word in NEWS}
    assert ColumnProfile.history.filter(header="流水").get().history_user == maker
    assert confirm(upload, actor=maker, today=DAY).status == "accepted"
    assert LoanNote.objects.get().note_no == "JJ001"
    again = sent(client, xlsx([HEADER, [*ROW[:5], 900000, *ROW[6:9], "2026-06-30", ""]]))
    assert "/upload/" in again.url and "/mapping/" not in again.url
    assert Upload.objects.first().updated == 1


def test_without_remembering_the_bank_is_asked_again_but_this_file_is_confirmed_as_mapped(client, maker):
    client.post(sent(client).url, chosen())
    upload = Upload.objects.get()
    assert not ColumnProfile.objects.exists()
    assert confirm(upload, actor=maker, today=DAY).status == "accepted"
    assert "/mapping/" in sent(client, xlsx([HEADER, [*ROW[:5], 1, *ROW[6:]]])).url


def test_a_changed_profile_never_changes_what_was_shown(client, maker):
    client.post(sent(client).url, chosen(remember="on"))
    upload = Upload.objects.get()
    teach(
        bank(),
        {("放贷数", "放贷数"): "balance", ("贷款余额", "贷款余额"): "loan_amount"},
        actor=maker,
        today=DAY,
    )
    assert confirm(upload, actor=maker, today=DAY).status == "accepted"
    assert LoanNote.objects.get().amount == 1000000


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"流水": ""}, "必填的借据号还没有对应的列"),
        ({"网点": "balance"}, "“贷款余额”对应了2列：“贷款余额”“网点”"),
        ({"流水": "nonsense"}, "nonsense"),
    ],
)
def test_lacking_and_doubled_columns_are_named_and_the_file_stays(client, maker, change, told):
    page = client.post(sent(client).url, chosen(SAID | change)).content.decode()
    assert told in page and HeldFile.objects.count() == 1 and not Upload.objects.exists()
    assert not ColumnProfile.objects.exists()


def test_a_unit_that_contradicts_the_file_is_told_on_the_page(client, maker):
    address = sent(client, xlsx([["单位：万元"], HEADER, ROW])).url
    page = client.post(address, chosen(unit="yuan")).content.decode()
    assert "选择的金额单位是“元”，文件中写明的是“万元”" in page and HeldFile.objects.exists()


def test_the_row_of_the_header_may_be_said(client, maker):
    address = sent(client, xlsx([["甲", "乙", "丙", "丁", "戊"], *[["一"]] * 3, HEADER, ROW])).url
    assert "流水" in client.get(address, {"at": "5"}).content.decode()
    client.post(address, chosen(at="5"))
    upload = Upload.objects.get()
    assert upload.header_row == 5 and confirm(upload, actor=maker, today=DAY).status == "accepted"


@pytest.mark.parametrize("at", ["", "x", "-1", "99999999999", "100000", "1"])
def test_a_strange_row_number_is_no_error(client, maker, at):
    assert client.get(sent(client).url, {"at": at}).status_code == 200


def test_putting_aside_takes_the_file_away(client, maker, django_capture_on_commit_callbacks):
    address = sent(client).url
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"put_aside": "1"})
    assert not HeldFile.objects.exists() and not files_kept()


def test_the_same_file_again_is_kept_once(client, maker):
    assert sent(client).url == sent(client).url and len(files_kept()) == 1


def test_only_the_sender_finds_the_file(client, maker):
    address = sent(client).url
    for other in (builders.user("colleague", "bank_maker", "NSH"), builders.bank_maker("ZGYH")):
        client.force_login(other)
        assert client.get(address).status_code == 404
        assert client.post(address, chosen()).status_code == 404
    client.force_login(builders.bank_checker())
    assert client.get(address).status_code == 403
    assert HeldFile.objects.count() == 1


def test_it_is_gone_the_next_day(client, maker, django_capture_on_commit_callbacks):
    sent(client)
    bring_to(DAY)
    assert HeldFile.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        bring_to(DAY + timedelta(days=1))
    assert not HeldFile.objects.exists() and not files_kept()


def test_a_file_altered_on_the_disk_is_refused(maker):
    held = hold("台账.xlsx", xlsx([HEADER, ROW]), bank=bank(), unit="", actor=maker, today=DAY)
    with held.file.storage.open(held.file.name, "wb") as file:
        file.write(xlsx([HEADER, ROW, ROW]))
    said = {(word, word): column for word, column in SAID.items()}
    with pytest.raises(Refusal, match="与上传时的内容不一致"):
        read_as_said(held, said, at=0, remember=True, unit="", actor=maker, today=DAY)
    assert not ColumnProfile.objects.exists()


def test_another_bank_is_refused(maker):
    with pytest.raises(NotAllowed):
        teach(builders.institution("ZGYH"), {("甲", "甲"): "name"}, actor=maker, today=DAY)
    with pytest.raises(NotAllowed):
        hold("台账.xlsx", b"x", bank=builders.institution("ZGYH"), unit="", actor=maker, today=DAY)


def test_the_command_line_names_the_missing_columns(maker, tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(xlsx([HEADER, ROW]))
    with pytest.raises(CommandError, match="表头缺少必填列：借据号"):
        call_command("upload_ledger", str(path), "--bank", "NSH", "--as", maker.username)
    assert not HeldFile.objects.exists()


def test_the_register_of_headers_is_the_bank_s_own(client, maker):
    teach(bank(), {("流水", "流水"): "note_no"}, actor=maker, today=DAY)
    row = ColumnProfile.objects.get()
    change = reverse("admin:imports_columnprofile_change", args=[row.pk])
    client.force_login(builders.bank_checker())
    client.post(change, {"column": "", "change_reason": "不再沿用", "expected_version": row.version})
    assert taught_to(bank()) == {}
    other = builders.bank_maker("ZGYH")
    client.force_login(other)
    assert client.get(change).status_code == 404
    add = reverse("admin:imports_columnprofile_add")
    given = {"header": "户号", "column": "contract_no", "change_reason": "对应"}
    client.post(add, given | {"bank": bank().pk})
    assert ColumnProfile.objects.count() == 1
    client.post(add, given | {"bank": builders.institution("ZGYH").pk})
    assert ColumnProfile.objects.get(bank__code="ZGYH").taught_by == other
    assert (
        "已经有“户号”的对应"
        in client.post(add, given | {"bank": builders.institution("ZGYH").pk}).content.decode()
    )


def test_formulas_and_errors_are_named_with_their_cell(maker):
    def broken(old, new):
        content = xlsx([HEADER, ROW])
        return changed(content, sheet=(old, new))

    teach(bank(), {(word, word): column for word, column in SAID.items()}, actor=maker, today=DAY)
    formula = broken('<c r="F2"><v>1000000</v></c>', '<c r="F2"><f>E2-1</f><v></v></c>')
    (error,) = stage("台账.xlsx", formula, bank=bank(), actor=maker, today=DAY).staged.get().errors
    assert (error["code"], error["column"]) == (
        "formula",
        "贷款余额",
    ) and "F2单元格的公式没有计算结果" in error["message"]
    spoilt = broken('<c r="F2"><v>1000000</v></c>', '<c r="F2" t="e"><v>#REF!</v></c>')
    (error,) = stage("台账.xlsx", spoilt, bank=bank(), actor=maker, today=DAY).staged.get().errors
    assert error["code"] == "error-value" and "F2单元格是错误值，引用的单元格已不存在" in error["message"]
