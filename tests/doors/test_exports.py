"""Exports: their own right, visible rows only, columns and choices in words, no live formula."""

import csv
import hashlib
import io
from datetime import datetime

import openpyxl
import pytest
import time_machine
from django.contrib import admin
from django.urls import reverse
from import_export.admin import ImportMixin

from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.admin_base import export as exporting
from registry.lending.models import LoanNote
from registry.parties.models import AccessEvent, Business, Qualification, User
from registry.screening.models import Application
from tests.pages.test_chinese import english
from tests.support.template import COUNTY_DAY

from .doors import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(datetime.fromisoformat(f"{COUNTY_DAY}T04:00:00+00:00"), tick=False):
        yield


REGISTERS = (("head", Business), ("head", Qualification), ("office", Application), ("bank", LoanNote))


def take(client, username, model, format, filtered=""):
    client.force_login(User.objects.get(username=username))
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export")
    return client.post(f"{address}{filtered}", {"format": format, "resource": "0"})


def export(client, username, model):
    answer = take(client, username, model, "0")
    if answer.status_code != 200 or "spreadsheet" not in answer["Content-Type"]:
        return answer.status_code, []
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    return 200, list(sheet.iter_rows(values_only=True))


def test_a_bank_exports_its_own_notes_in_words(client):
    status, rows = export(client, "bank", LoanNote)
    header, *lines = rows
    assert status == 200 and "借据号" in header and "状态" in header
    numbers = {line[header.index("借据号")] for line in lines}
    assert numbers == set(LoanNote.objects.filter(bank__code="NSH").values_list("note_no", flat=True))
    assert {line[header.index("状态")] for line in lines} <= {"正常", "逾期", "已结清", "已代偿", "已核销"}


def test_a_formula_in_a_name_is_harmless(client):
    business = Business.objects.first()
    business.name = "=HYPERLINK(1)"
    with acting(system_actor(), "试"):
        business.save()
    _, rows = export(client, "office", Business)
    assert "'=HYPERLINK(1)" in {cell for row in rows for cell in row}


@pytest.mark.parametrize("username", ["legal", "reviewer", "auditor", "town"])
def test_without_the_right_there_is_no_export(client, username):
    assert export(client, username, Business)[0] == 403


@pytest.mark.parametrize(("username", "model"), REGISTERS)
def test_both_formats_hold_the_same_rows_with_figures_as_figures(client, username, model):
    _, (header, *lines) = export(client, username, model)
    content = take(client, username, model, "1").content
    told = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") >= len(lines) + 1
    assert tuple(told[0]) == header and len(told) == len(lines) + 1
    assert not [label for label in header if label.isascii()], "a column under an English name"
    amounts = [at for at, label in enumerate(header) if "（元）" in label]
    assert all(isinstance(line[at], int | float | None) for line in lines for at in amounts)
    codes = [at for at, label in enumerate(header) if label in ("统一社会信用代码", "借据号")]
    assert all(isinstance(line[at], str) for line in lines for at in codes)


@pytest.mark.parametrize("format", ["0", "1"])
def test_every_export_is_written_down_for_the_auditor(client, format):
    answer = take(client, "office", Business, format, "?kind__exact=enterprise")
    rows, sha = Business.objects.filter(kind="enterprise").count(), hashlib.sha256(answer.content).hexdigest()
    event = AccessEvent.objects.visible_to(User.objects.get(username="auditor")).first()
    assert (event.kind, event.user.username) == ("export", "office")
    for part in ("企业（户）", ("xlsx", "csv")[int(format)], f"{rows}行", sha, "主体类型：企业"):
        assert part in event.what, (part, event.what)


def test_a_searched_name_is_not_written_into_the_log(client):
    name = Business.objects.exclude(operator_name="").first().operator_name
    take(client, "office", Business, "1", f"?q={name}")
    event = AccessEvent.objects.latest("id")
    assert name not in event.what and f"查找{len(name)}个字" in event.what


def test_too_many_rows_are_refused_in_a_sentence_and_nothing_is_logged(client, monkeypatch):
    monkeypatch.setattr(exporting, "LARGEST", 1)
    answer = take(client, "office", Business, "0")
    assert "一次最多导出1条" in answer.content.decode() and "attachment" not in str(answer.headers)
    assert not AccessEvent.objects.filter(kind="export", what__startswith="企业（户）：").exists()


def test_what_is_covered_or_withheld_is_in_no_file(client):
    _, (header, *_) = export(client, "office", Business)
    assert "联系电话" not in header and "版本" not in header
    _, (header, *lines) = export(client, "bank", LoanNote)
    assert {line[header.index("银行")] for line in lines} == {
        str(LoanNote.objects.filter(bank__code="NSH").first().bank)
    }


@pytest.mark.parametrize(("username", "model"), REGISTERS)
def test_the_page_is_chinese_and_says_what_happens(client, username, model):
    client.force_login(User.objects.get(username=username))
    page = client.get(
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export")
    ).content.decode()
    assert "记入访问记录" in page and "文本表格（csv）" in page
    assert not english(page)


def test_an_export_reads_what_relations_are_called_along_with_the_rows(client, django_assert_max_num_queries):
    rows = len(export(client, "bank", LoanNote)[1])
    with django_assert_max_num_queries(18):
        client.post(reverse("admin:lending_loannote_export"), {"format": "1", "resource": "0"})
    assert rows > 20


def test_no_import_page_of_the_package_is_routed():
    names = [
        name
        for name, route in addresses()
        if name.endswith(("_import", "_process_import")) or "process_import" in route
    ]
    assert [name for name in names if name.startswith("admin:")] == []
    assert not any(isinstance(register, ImportMixin) for register in admin.site._registry.values())
