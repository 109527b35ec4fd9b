"""Open data: one edition a day, immutable, guarded against a drop, and nobody who left lives on in an old version (issue 7, D6)."""

import csv
import hashlib
import io
import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import QuerySet

from cms.opendata import publish_open_data
from publicity.models import OpenDataEdition
from publicity.opendata import shelf
from publicity.opendata.comparing import is_suspicious, outlives
from publicity.opendata.keeping import sweep
from publicity.opendata.publishing import publish_all
from registry.history import clock
from registry.history.acting import acting
from registry.history.errors import UnauditedWrite
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.ledger.models import Message
from registry.ledger.proposals.deciding import approve, refuse
from registry.ledger.proposals.models import Proposal
from registry.parties.models import Business, Qualification
from registry.policy.identifiers.uscc import check_digit
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)


@pytest.fixture(autouse=True)
def _own_shelf(tmp_path, monkeypatch):
    monkeypatch.setattr(storages["open"], "_location", str(tmp_path / "open"))
    for derived in ("base_location", "location"):
        storages["open"].__dict__.pop(derived, None)
    with time_machine.travel(f"{DAY}T04:00:00Z", tick=False):
        yield
    for derived in ("base_location", "location"):
        storages["open"].__dict__.pop(derived, None)


def county(count):
    """So many recognised businesses; the first with a name a spreadsheet would run."""
    return [
        builders.qualified(
            _code(n), name="=1+1贸易公司" if n == 0 else f"测试{n}号公司", operator_name=f"王{n}"
        )
        for n in range(count)
    ]


def _code(n):
    head = f"91150627MA0N{n:05d}"
    return head + check_digit(head)


def roster(day=None):
    rows = OpenDataEdition.objects.filter(table="roster")
    return rows.get(day=day) if day else rows.order_by("-day", "-revision").first()


def content(edition, kind):
    return shelf.take(next(file["sha256"] for file in edition.files if file["kind"] == kind))


def outcome(day, table="roster"):
    return next(line["outcome"] for line in publish_all(today=day) if line["table"] == table)


def cancel(business, day=DAY):
    held = business.qualifications.get()
    perform(held, "warn", actor=builders.clerk(), today=day, reason="测试")
    perform(held, "cancel", actor=builders.head(), today=day, reason="测试")


def vanish(businesses):
    """Standings leave the table past every verb: what the guard is for."""
    rows = Qualification.objects.filter(business__in=businesses)
    QuerySet.update(rows, status="candidate")


def test_one_edition_a_day_with_schema_counts_and_fingerprints():
    county(3)
    assert outcome(DAY) == "published" and outcome(DAY) == "unchanged"
    edition = roster()
    assert (edition.rows, edition.added, edition.revision) == (3, 3, 1)
    assert {file["kind"] for file in edition.files} == {
        "csv",
        "json",
        "changes",
        "json_schema",
        "table_schema",
    }
    for file in edition.files:
        held = shelf.take(file["sha256"])
        assert len(held) == file["bytes"] and hashlib.sha256(held).hexdigest() == file["sha256"]
    told, schema = json.loads(content(edition, "json")), json.loads(content(edition, "json_schema"))
    assert told["as_of"] == "2026-05-08" and told["licence"]["text"]
    assert list(told["rows"][0]) == list(schema["properties"]["rows"]["items"]["properties"])
    fields = json.loads(content(edition, "table_schema"))["fields"]
    sheet = content(edition, "csv").decode()
    assert sheet.startswith("\ufeff")
    lines = list(csv.reader(io.StringIO(sheet[1:])))
    assert lines[0] == [field["title"] for field in fields] and len(lines) == 4
    assert "'=1+1贸易公司" in [cell for line in lines for cell in line]
    assert "王0" not in sheet and "王*" in sheet


def test_the_change_file_names_no_one_who_left():
    gone, renamed, _ = county(3)
    publish_all(today=DAY)
    cancel(gone)
    with acting(builders.clerk(), "改名"):
        renamed.name = "新名公司"
        renamed.save()
    builders.qualified(_code(9), name="新来公司")
    assert outcome(DAY + timedelta(days=1)) == "published"
    edition = roster()
    change = json.loads(content(edition, "changes"))
    assert (edition.added, edition.changed, edition.removed) == (1, 1, 1)
    assert change["since"] == "2026-05-08" and change["added"][0]["name"] == "新来公司"
    assert change["changed"][0]["name"] == "新名公司"
    assert [list(line) for line in change["removed"]] == [["id"]]
    assert gone.uscc not in json.dumps(change) and gone.name not in json.dumps(change, ensure_ascii=False)


def test_who_left_is_out_at_once_and_in_no_old_version(client):
    gone, *_ = county(3)
    publish_all(today=DAY - timedelta(days=1))
    publish_all(today=DAY)
    address = "/api/v1/opendata/2026-05-08/roster.json"
    fetched = client.get(address)
    assert (
        fetched.status_code == 200
        and fetched["ETag"][1:33] == hashlib.sha256(fetched.content).hexdigest()[:32]
    )
    assert client.get(address, headers={"If-None-Match": fetched["ETag"]}).status_code == 304
    cancel(gone)
    refused = client.get(address)
    assert refused.status_code == 410 and refused.json()["sha256"] and "依法撤下" in refused.json()["detail"]
    assert client.get("/api/v1/opendata/2026-05-07/roster.csv").status_code == 410
    assert outcome(DAY) == "published" and roster().revision == 2
    assert client.get("/api/v1/opendata/2026-05-08/roster-2.json").json()["rows"][0]["name"] != gone.name
    for day in ("2026-05-07", "2026-05-08"):
        assert client.get(f"/api/v1/opendata/{day}/roster.csv").status_code == 410
    old = roster(DAY - timedelta(days=1))
    assert old.retired_on == DAY and old.rows == 3 and old.files
    with time_machine.travel(f"{DAY + timedelta(days=1)}T04:00:00Z", tick=False):
        sweep(now=clock.moment() + timedelta(days=4000))
    left = [shelf.take(file["sha256"]) for file in old.files if file["kind"] in ("csv", "json")]
    assert left == [None, None] and content(roster(), "csv")


def test_old_versions_keep_counts_and_fingerprints_only_after_their_days(client):
    county(1)
    publish_all(today=DAY - timedelta(days=31))
    publish_all(today=DAY - timedelta(days=30))
    publish_all(today=DAY)
    days = {e.day: e.retired_on for e in OpenDataEdition.objects.filter(table="roster")}
    assert days[DAY - timedelta(days=31)] == DAY and days[DAY - timedelta(days=30)] is None
    gone = client.get("/api/v1/opendata/2026-04-07/roster.csv")
    assert gone.status_code == 410 and "保留期已满" in gone.json()["detail"]


@pytest.mark.parametrize(
    ("before", "lost", "suspicious"),
    [
        (100, 9, False),
        (100, 10, True),
        (40, 4, False),
        (40, 5, True),
        (60, 5, False),
        (5, 5, True),
        (0, 0, False),
    ],
)
def test_the_truth_table_of_the_guard(before, lost, suspicious):
    assert is_suspicious(before, lost, percent=10, least=5) is suspicious


def test_an_old_row_outlives_when_it_or_its_name_is_gone():
    old = [{"id": "a", "name": "甲", "town": "镇"}]
    assert outlives(old, [], "id", ("name",))
    assert outlives(old, [{"id": "a", "name": "", "town": "镇"}], "id", ("name",))
    assert not outlives(old, [{"id": "a", "name": "甲", "town": "别的镇"}], "id", ("name",))


def test_a_drop_the_register_explains_is_published():
    there = county(8)
    publish_all(today=DAY)
    for business in there[:6]:
        cancel(business)
    assert outcome(DAY + timedelta(days=1)) == "published" and roster().removed == 6


def test_a_drop_it_does_not_explain_waits_for_the_head_and_the_last_good_one_stays(client):
    there = county(8)
    publish_all(today=DAY)
    vanish(there[:5])
    tomorrow = DAY + timedelta(days=1)
    assert outcome(tomorrow) == "held" and outcome(tomorrow) == "held"
    asked = Proposal.objects.get(act="release_opendata")
    assert ["行数", "8", "3"] in asked.diff and ["减少而查不到依据的", "—", "5行"] in asked.diff
    assert Message.objects.filter(kind="opendata").count() == 1 and roster().day == DAY
    refuse(asked, actor=builders.head(), today=tomorrow, reason="先查")
    assert outcome(tomorrow) == "held" and not Proposal.objects.filter(status="open").exists()
    later = tomorrow + timedelta(days=1)
    assert outcome(later) == "held"
    again = Proposal.objects.get(status="open")
    vanish(there[5:6])
    with pytest.raises(Refusal, match="现在是6行"):
        approve(again, actor=builders.head(), today=later, reason="核对过")
    refuse(again, actor=builders.head(), today=later, reason="数字变了")
    assert outcome(later + timedelta(days=1)) == "held"
    made = approve(
        Proposal.objects.get(status="open"),
        actor=builders.head(),
        today=later + timedelta(days=1),
        reason="核对过",
    )
    assert (made.rows, made.removed, made.released_by) == (2, 6, builders.head())
    assert "核对过" in made.released_why or "批准" in made.released_why
    assert outcome(later + timedelta(days=1)) == "unchanged"


def test_a_version_is_never_rewritten_and_a_spoilt_file_is_not_handed_out(client):
    county(1)
    publish_all(today=DAY)
    edition = roster()
    edition.rows = 7
    with pytest.raises(UnauditedWrite):
        edition.save()
    with pytest.raises(UnauditedWrite):
        edition.delete()
    name = next(file["sha256"] for file in roster().files if file["kind"] == "csv")
    shelf._path(name).write_bytes(b"spoilt")
    answer = client.get("/api/v1/opendata/2026-05-08/roster.csv")
    assert answer.status_code == 503 and answer["Content-Type"] == "application/problem+json"
    assert shelf.put(b"abc") and shelf.take(hashlib.sha256(b"abc").hexdigest()) == b"abc"


def test_the_command_the_list_and_the_page(client, capsys):
    county(8)
    call_command("publish_opendata", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["on"] == "2026-05-08" and {line["outcome"] for line in told["tables"]} == {"published"}
    with pytest.raises(CommandError):
        call_command("publish_opendata", "--on", "2026-05-07")
    vanish(Business.objects.all())
    assert publish_open_data(DAY + timedelta(days=1))[0]["outcome"] == "held"
    listing = client.get("/api/v1/opendata/").json()
    assert [one["table"] for one in listing["tables"]] == [
        "roster",
        "notices",
        "entries",
        "announcements",
        "listed",
    ]
    assert listing["tables"][1]["latest"]["made_at"] == "2026-05-08T12:00:00+08:00"
    for file in listing["tables"][1]["latest"]["files"]:
        assert client.get(file["url"]).status_code == 200
    page = client.get("/shuju/").content.decode()
    assert "信用企业（户）名录" in page and "/api/v1/opendata/2026-05-08/notices.csv" in page
    for address in ("2026-05-08/geheim.csv", "x/roster.csv", "2026-02-31/roster.csv"):
        assert client.get(f"/api/v1/opendata/{address}").status_code == 404
    assert client.post("/api/v1/opendata/").status_code == 405
