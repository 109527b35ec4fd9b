"""The list of public changes: in order, once, and whoever follows it holds exactly what is public."""

import json
import subprocess
import sys
import threading
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection, transaction

from cms.duties import bring_to
from publicity import changes, withdrawing
from publicity.listing import roster_id
from publicity.models import Announcement, ChangeHead, Notice, PublicChange
from registry.history import clock
from registry.ledger.doors import perform
from registry.parties.models import Business, Qualification
from tests import builders
from tests.stories import chapters

OPENED, RECOGNISED = date(2026, 5, 8), date(2026, 5, 22)
CLIENT = Path(__file__).parents[2] / "docs" / "examples" / "follow_changes.py"
at = lambda day: time_machine.travel(f"{day}T12:00:00+08:00", tick=False)  # noqa: E731


class Follower:
    """A copy kept by following the changes, one at a time."""

    def __init__(self, client):
        self.client, self.since, self.records, self.seen = client, "", {}, []

    def pull(self, day, limit=1):
        with at(day):
            more, before = True, len(self.seen)
            while more:
                page = self.client.get("/api/v1/changes/", {"since": self.since, "limit": limit}).json()
                for one in page["items"]:
                    self.seen.append((one["subject"], one["action"]))
                    if one["record"] is None:
                        self.records.pop(one["id"], None)
                    else:
                        self.records[one["id"]] = one["record"]
                self.since, more = page["next_cursor"], page["more"]
        return self.seen[before:]

    def holds(self, day):
        """Whether the copy is what the lists show."""
        with at(day):
            shown = {}
            for name, key in (("notices", "serial"), ("announcements", "serial"), ("roster", "id")):
                shown |= {
                    one[key]: one for one in self.client.get(f"/api/v1/{name}/?limit=100").json()["items"]
                }
        fixed = lambda one: {k: v for k, v in one.items() if k not in changes.MOVING}  # noqa: E731
        return {k: fixed(v) for k, v in shown.items()} == {k: fixed(v) for k, v in self.records.items()}


@pytest.mark.django_db
def test_a_follower_holds_what_is_public_through_a_whole_story(client):
    follower = Follower(client)
    assert follower.pull(OPENED) == []
    chapters.notice_of([builders.business()], OPENED)
    assert follower.pull(OPENED) == [("notice", "added")] and follower.holds(OPENED)
    assert follower.pull(OPENED) == []
    assert follower.pull(OPENED + timedelta(days=3)) == []
    # The window is over by its dates, before any timer ran.
    assert follower.pull(RECOGNISED) == [("notice", "changed")] and follower.holds(RECOGNISED)
    bring_to(RECOGNISED, since=RECOGNISED)
    told = follower.pull(RECOGNISED)
    assert sorted(told) == [("announcement", "added"), ("notice", "changed"), ("roster", "added")]
    assert follower.holds(RECOGNISED)
    held, day = Qualification.objects.get(), RECOGNISED + timedelta(days=30)
    for move in ("warn", "cancel"):
        perform(held, move, actor=builders.head(), today=day, reason="核对")
    bring_to(day, since=day)
    told = follower.pull(day)
    assert ("roster", "removed") in told and ("announcement", "added") in told and follower.holds(day)
    tombstone = PublicChange.objects.get(action="removed")
    assert tombstone.public_id == roster_id(held.pk)
    with at(day):
        page = client.get("/api/v1/changes/", {"limit": 100})
    roster = [one for one in page.json()["items"] if one["subject"] == "roster"]
    assert [one["record"] for one in roster] == [None, None]
    business = Business.objects.get()
    assert not any(
        word in json.dumps(one, ensure_ascii=False)
        for one in roster
        for word in (business.name, business.uscc)
    )


@pytest.mark.django_db
def test_what_expires_leaves_on_the_day_without_a_timer(client):
    follower = Follower(client)
    notice = chapters.notice_of([builders.business()], OPENED)
    bring_to(RECOGNISED, since=RECOGNISED)
    told = Announcement.objects.get()
    told.expires_on = RECOGNISED + timedelta(days=5)
    with builders.as_system():
        told.save(update_fields=["expires_on"])
    follower.pull(told.expires_on)
    assert told.serial in follower.records
    assert follower.pull(told.expires_on + timedelta(days=1)) == [("announcement", "removed")]
    assert PublicChange.objects.last().changed_on == told.expires_on + timedelta(days=1)
    assert follower.holds(told.expires_on + timedelta(days=1)) and notice.serial in follower.records


@pytest.mark.django_db
def test_a_struck_business_and_a_withdrawn_notice_are_changes_without_names(client):
    follower = Follower(client)
    notice = chapters.notice_of([builders.business()], OPENED)
    follower.pull(OPENED)
    withdrawing.withdraw_notice(notice, actor=builders.head(), today=OPENED, reason="名单有误")
    assert follower.pull(OPENED) == [("notice", "changed")]
    assert follower.records[notice.serial]["entries"] == [] and follower.holds(OPENED)


@pytest.mark.django_db
def test_what_is_private_makes_no_change(client):
    follower = Follower(client)
    chapters.notice_of([builders.business()], OPENED)
    bring_to(RECOGNISED, since=RECOGNISED)
    follower.pull(RECOGNISED)
    business = Business.objects.get()
    business.phone = "13912345678"
    with builders.as_system():
        business.save()
    assert follower.pull(RECOGNISED) == []
    business.name = "改名后的有限公司"
    with builders.as_system():
        business.save()
    assert follower.pull(RECOGNISED) == [("roster", "changed")] and follower.holds(RECOGNISED)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_row_committed_late_is_neither_skipped_nor_told_twice(own_database, client, django_db_blocker):
    """A notice numbered first and committed last, with looks between: every one is told once."""
    with django_db_blocker.unblock(), at(OPENED):
        first = chapters.notice_of([builders.business()], OPENED)
        go, done = threading.Event(), threading.Event()

        def late():
            with transaction.atomic():
                row = Notice.objects.get(pk=first.pk)
                row.contact = "电话0477-8960001"
                with builders.as_system():
                    row.save(update_fields=["contact"])
                done.set()
                go.wait(20)
            connection.close()

        writer = threading.Thread(target=late)
        writer.start()
        done.wait(20)
        business = Business.objects.get()
        business.phone = "13912345678"
        with builders.as_system():
            business.save()
        assert changes.look(today=OPENED, moment=clock.moment()) == 1
        assert ChangeHead.objects.get().edition == ""
        go.set()
        writer.join()
        assert changes.look(today=OPENED, moment=clock.moment()) == 1
        assert changes.look(today=OPENED, moment=clock.moment()) == 0
        assert [c.action for c in PublicChange.objects.all()] == ["added", "changed"]


def test_many_looks_at_once_number_without_gap_or_double(own_database, django_db_blocker):
    with django_db_blocker.unblock(), at(OPENED):
        chapters.notice_of([builders.business()], OPENED)

        def run():
            changes.look(today=OPENED, moment=clock.moment())
            connection.close()

        runners = [threading.Thread(target=run) for _ in range(4)]
        for one in runners:
            one.start()
        for one in runners:
            one.join()
        changes.look(today=OPENED, moment=clock.moment())
        assert list(PublicChange.objects.values_list("number", "action")) == [(1, "added")]


def run_client(site, file):
    """(what it ended with, what it said) of the example client, as anybody runs it."""
    command = [sys.executable, str(CLIENT), site, str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return ran.returncode, (ran.stdout + ran.stderr).strip()


def test_the_example_client_keeps_a_copy_from_a_running_site(own_database, django_db_blocker, tmp_path):
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    assert len(CLIENT.read_text("utf-8").splitlines()) <= 30
    file = tmp_path / "copy.json"
    with django_db_blocker.unblock():
        notice = chapters.notice_of([builders.business()], OPENED)
        server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
        server.daemon = True
        server.start()
        server.is_ready.wait()
        site, written = f"http://127.0.0.1:{server.port}", []
        try:
            for _ in range(3):
                assert run_client(site, file) == (0, "现在有1条公开记录。")
                written.append(file.stat().st_ino)
        finally:
            server.terminate()
            server.join()
    kept = json.loads(file.read_text("utf-8"))
    assert set(kept["records"]) == {notice.serial} and kept["since"]
    assert written[1] == written[2], "answered 304 the third time: nothing written"


class Moody(BaseHTTPRequestHandler):
    """A site that gives one prepared answer after another, and notes what it was asked."""

    def do_GET(self):
        self.server.asked.append((parse_qs(urlsplit(self.path).query), self.headers["If-None-Match"]))
        status, headers, told = self.server.answers.pop(0)
        body = b"" if status == 304 else json.dumps(told, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": len(body)}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said):
        pass


def told(record, cursor, more=False):
    return {"items": [{"id": "1", "record": record}], "next_cursor": cursor, "more": more}


def test_the_example_client_waits_and_goes_on_where_it_stopped(tmp_path):
    again, file = {"Retry-After": "0"}, tmp_path / "copy.json"
    site = HTTPServer(("127.0.0.1", 0), Moody)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{site.server_port}/"

    def asks(*answers):
        site.answers, site.asked = list(answers), []
        ended, said = run_client(address, file)
        assert not site.answers
        return ended, said, [(asked.get("since", [""])[0], tag) for asked, tag in site.asked]

    busy, down = (429, again, {}), (503, again, {})
    first, refused = (
        (200, {"ETag": '"a"'}, told({"name": "甲"}, "c1", more=True)),
        (400, {}, {"detail": "参数有误"}),
    )
    ended, said, asked = asks(busy, down, first, down, refused)
    assert ended == 1 and "参数有误" in said and asked == [("", "")] * 3 + [("c1", '"a"')] * 2
    last = (200, {"ETag": '"b"'}, told(None, "c2"))
    assert asks(last) == (0, "现在有0条公开记录。", [("c1", '"a"')])
    assert asks((304, {}, None)) == (0, "现在有0条公开记录。", [("c2", '"b"')])
    ended, said, asked = asks(*[busy] * 5)
    assert ended == 1 and "没有取到" in said and len(asked) == 5
    site.shutdown()
