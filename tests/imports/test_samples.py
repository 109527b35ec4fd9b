"""The sample spreadsheets through the whole pipeline: what a careful reader finds in each, and nothing else."""

import io
import json
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command

from imports.roster import take_over_roster
from registry.lending.models import LoanNote, OverdueEpisode, Position
from registry.parties.models import Business
from tests import builders

pytestmark = pytest.mark.django_db
SAMPLES = settings.BASE_DIR / "samples"
TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def roster():
    path = SAMPLES / "businesses.xlsx"
    return take_over_roster(
        path.name, path.read_bytes(), recognised_on=date(2025, 6, 30), actor=builders.clerk(), today=TODAY
    )


def expected(name):
    return json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))


def upload(name, *options):
    builders.bank_maker()
    out = io.StringIO()
    with suppress(SystemExit):
        call_command(
            "upload_ledger",
            str(SAMPLES / name),
            "--bank",
            "NSH",
            "--as",
            "maker-nsh",
            "--json",
            *options,
            stdout=out,
        )
    return json.loads(out.getvalue())


def test_the_roster_is_taken_over_once(roster):
    wanted = expected("businesses.xlsx")
    assert (roster.rows, roster.created) == (wanted["rows"], wanted["rows"])
    assert Business.objects.filter(kind="enterprise").count() == wanted["enterprises"]
    assert Business.objects.filter(kind="individual").count() == wanted["individuals"]
    path = SAMPLES / "businesses.xlsx"
    again = take_over_roster(
        path.name, path.read_bytes(), recognised_on=date(2025, 6, 30), actor=builders.clerk(), today=TODAY
    )
    assert (again.created, again.unchanged) == (0, 60)


def test_the_plain_ledger_books_every_row_and_the_other_shapes_say_the_same(roster):
    wanted = expected("ledger-plain.xlsx")
    first = upload("ledger-plain.xlsx")
    assert (first["outcome"], first["rows"], first["created"]) == ("accepted", 60, wanted["accepted"]), first[
        "errors"
    ][:3]
    assert sum(note.amount for note in LoanNote.objects.all()) == Decimal(wanted["amount_total"])
    assert sum(p.balance for p in Position.objects.standing()) == Decimal(wanted["balance_total"])
    found = {
        (e.note.note_no, e.unpaid_since.isoformat()) for e in OverdueEpisode.objects.select_related("note")
    }
    assert found == {(line["note"], line["unpaid_since"]) for line in wanted["overdue"]}
    assert set(Position.objects.values_list("source", flat=True)) == {f"upload:{first['upload']}"}
    history = LoanNote.history.model.objects.count()
    for name, options in (
        ("ledger-plain.xlsx", ()), ("ledger-titles-wan.xlsx", ("--unit", "wan")), ("ledger-titles-wan.xlsx", ()), ("ledger-gb18030.csv", ()), ("ledger-aliases.xlsx", ()),
    ):  # fmt: skip
        again = upload(name, *options)
        assert (again["outcome"], again["unchanged"]) == ("unchanged", 60), (name, again["errors"][:3])
    assert LoanNote.history.model.objects.count() == history


def test_bad_rows_are_refused_each_for_its_own_reason_and_cell(roster):
    wanted = expected("ledger-bad-rows.xlsx")
    refused = upload("ledger-bad-rows.xlsx")
    assert refused["outcome"] == "rejected" and not LoanNote.objects.exists()
    found = {(str(e["row"]), e["column"], e["code"]) for e in refused["errors"]}
    listed = {
        (row, problem["column"], problem["kind"])
        for row, problems in wanted["why"].items() for problem in problems if "WARNING" not in problem["kind"]
    }  # fmt: skip
    assert found == listed
    assert (refused["rejected"], refused["warnings"]) == (wanted["rejected"], wanted["warnings"])
    part = upload("ledger-bad-rows.xlsx", "--partial")
    assert (part["outcome"], part["created"]) == ("partial", wanted["accepted"])
    assert LoanNote.objects.count() == wanted["accepted"]


def test_a_dry_run_leaves_nothing(roster):
    assert upload("ledger-plain.xlsx", "--dry-run")["outcome"] == "accepted"
    assert not LoanNote.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("台账.xlsx", b"", "是空的"),
        ("台账.xlsx", b"%PDF-1.4 ...", "不是表格文件"),
        ("台账.xls", b"<html><table></table></html>", "网页改名"),
        ("台账.xlsx", b"PK\x03\x04broken", "已损坏"),
        ("台账.csv", "甲,乙\n1,2\n".encode(), "没有找到表头"),
        ("台账.csv", "借据号,合同号,客户名称\n1,2,3\n".encode(), "缺少必填列"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(tmp_path, name, content, sentence):
    builders.bank_maker()
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("upload_ledger", str(path), "--bank", "NSH", "--as", "maker-nsh", stdout=io.StringIO())


def test_an_unknown_bank_is_named(tmp_path):
    builders.bank_maker()
    path = SAMPLES / "ledger-plain.xlsx"
    with pytest.raises(CommandError, match="没有代码为“XYZ”"):
        call_command("upload_ledger", str(path), "--bank", "XYZ", "--as", "maker-nsh")
