"""kill -9 at any step of an upload and then what a person does next: nothing lost, nothing twice, nothing half (trust DUR-1).

60 rows in the suite; `make test-kills` plays 2,000 rows (KILL_ROWS), 67 steps (KILL_STEPS) and 20 moments by chance (KILLS) of each
door: the upload page, its confirmation, the command; on both databases.
"""

import io
import os
import random
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.watch.sweeping import named_files, sweep_files
from imports.models import StagedRow, Upload
from imports.uploading import confirm, stage
from registry.ledger.chain import first_break
from registry.ledger.models import Effect, Message, StatusChange
from registry.lending.models import BankReport, CreditLine, LoanNote, OverdueEpisode, Position
from tests import builders
from tests.conftest import WORKER
from tests.support.template import point_at, store

from .dying import lived, spread
from .test_uploading import DAY, file_of, row

ROWS, STEPS, KILLS = (
    int(os.environ.get(name, few)) for name, few in (("KILL_ROWS", 60), ("KILL_STEPS", 8), ("KILLS", 4))
)
FACTS = LoanNote, CreditLine, Position, OverdueEpisode, BankReport


def ledger(many):
    """Rows of which every second note is known already; a few are in arrears."""
    return [
        row(note_no=f"JJ{n:05}", contract_no=f"HT{n:05}", loan_amount="10000", balance=str(9000 - n % 7),
            unpaid_since="2026-06-10" if n % 29 == 3 and n < 100 else "")
        for n in range(many)
    ]  # fmt: skip


def known(many):
    return [
        one | {"as_of": "2026-05-31", "start": "2026-05-01", "unpaid_since": ""} for one in ledger(many)[::2]
    ]


class Office:
    """A database made ready once and taken anew for every life; the doors, and what the register says."""

    def __init__(self, path):
        self.path, self.keeper = path, store()
        self.ready, self.now = f"ready_{WORKER}", f"life_{WORKER}"
        path.write_bytes(file_of(*ledger(ROWS)))

    def prepare(self):
        self.keeper.copy(self.ready)
        builders.qualified()
        self.maker = builders.bank_maker()
        self.book(known(ROWS))
        client = Client()
        client.force_login(self.maker)
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def book(self, rows):
        staged = stage(
            "五月.csv", file_of(*rows), bank=builders.institution("NSH"), actor=self.maker, today=DAY
        )
        assert confirm(staged, actor=self.maker, today=DAY).created == len(rows)

    def anew(self):
        """The database as it was made ready, and no file but those it names."""
        connections.close_all()
        self.keeper.drop(self.now)
        self.keeper.clone(self.ready, self.now)
        point_at(self.keeper.name(self.now))
        self.sweep()

    def sweep(self):
        """The night watch, long after: files bear the machine's own time, not the test's."""
        return sweep_files(now=timezone.now() + timedelta(days=10_000))

    def client(self):
        client = Client()
        client.cookies.load(self.cookies)
        return client

    def send(self):
        """Choose the file on the page and send it."""
        given = {
            "bank": builders.institution("NSH").pk,
            "unit": "",
            "file": SimpleUploadedFile("六月.csv", self.path.read_bytes()),
        }
        answer = self.client().post(reverse("admin:imports_upload_add"), given)
        assert answer.status_code == 302, answer.context["form"].errors

    def press(self):
        """What the page says to the confirmation of the newest upload."""
        upload = Upload.objects.latest("pk")
        step = "find_unchanged" if upload.created + upload.updated == 0 else "confirm_all"
        step = reverse("admin:imports_upload_step", args=[upload.pk, step])
        answer = self.client().post(step, {"reason": "核对无误", "seen": "on"}, follow=True)
        form = answer.context.get("form")
        return "".join(
            [str(m) for m in answer.context["messages"]] or (form.non_field_errors() if form else [])
        )

    def command(self):
        call_command(
            "upload_ledger",
            str(self.path),
            "--bank",
            "NSH",
            "--as",
            self.maker.username,
            "--json",
            stdout=io.StringIO(),
        )


def facts():
    """Everything the register holds about loans, with history, links, effects and messages; without keys and upload numbers."""
    positions = Position.objects.order_by("note__note_no", "as_of", "pk")
    return {
        "notes": list(LoanNote.objects.order_by("note_no").values_list("note_no", "status", "amount")),
        "positions": list(
            positions.values_list("note__note_no", "as_of", "balance", "unpaid_since", "standing")
        ),
        "episodes": sorted(OverdueEpisode.objects.values_list("note__note_no", "unpaid_since", "status")),
        "rows": [model._base_manager.count() for model in FACTS],
        "history": [model.history.model.objects.count() for model in FACTS],
        "links": StatusChange.objects.exclude(record_type="imports.upload").count(),
        "told": (Message.objects.count(), Effect.objects.count()),
    }


@pytest.fixture
def office(django_db_setup, django_db_blocker, tmp_path):
    shared = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock(), time_machine.travel("2026-06-30T10:00:00+08:00", tick=True):
        made = Office(tmp_path / "六月.csv")
        made.prepare()
        yield made
        for label in (made.ready, made.now):
            made.keeper.drop(label)
        point_at(shared)


def lives(office, act):
    """Every life of `act`, killed after a step or by chance. Yields (which one has just ended, the facts after a whole life)."""
    office.anew()
    (steps, took), died = lived(act), 0
    whole, points = facts(), spread(steps, STEPS)
    for last in points:
        office.anew()
        died += lived(act, last=last) is None
        yield f"step {last} of {steps}", whole
    assert died >= len(points) - 1, "what is known beforehand spares a step"
    chance = random.Random(f"kills-{act.__name__}")
    for turn in range(KILLS):
        office.anew()
        lived(act, seconds=chance.uniform(0, took * 1.1))
        yield f"moment {turn}", whole


def no_stray_stays(office, when):
    """The night watch finds what a killed process left on the disk, and only that."""
    storage = storages["private"]
    kept = _files(storage)
    strays = office.sweep()
    assert _files(storage) == kept - set(strays) == named_files(kept), when


def _files(storage):
    root = Path(storage.path(""))
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def shown(office):
    """The list of uploads says how the newest stands."""
    upload = Upload.objects.latest("pk")
    return (
        upload.get_status_display()
        in office.client().get(reverse("admin:imports_upload_changelist")).content.decode()
    )


def test_an_upload_killed_on_the_page_and_sent_again(office):
    office.anew()
    before, ended = facts(), set()
    for when, _ in lives(office, office.send):
        sent = Upload.objects.filter(original_name="六月.csv")
        assert facts() == before, when
        assert list(sent.values_list("status", flat=True)) in ([], ["received"]), when
        assert StagedRow.objects.filter(upload__in=sent).count() == ROWS * sent.count(), when
        ended.add(first := sent.count())
        no_stray_stays(office, when)
        office.send()
        assert "已办理" in office.press() and shown(office), when
        booked = facts()
        if first:
            assert "已办理" in press_first(office), when
        assert facts() == booked and len(booked["positions"]) == ROWS // 2 + ROWS and first_break() is None, (
            when
        )
    assert ended == {0, 1}


def press_first(office):
    """The one that had come about after all is confirmed too: it changes nothing."""
    first = Upload.objects.filter(status="received").get()
    step = reverse("admin:imports_upload_step", args=[first.pk, "confirm_all"])
    answer = office.client().post(step, {"reason": "核对无误", "seen": "on"}, follow=True)
    first.refresh_from_db()
    assert first.status == "unchanged"
    return "".join(str(message) for message in answer.context["messages"])


def test_a_confirmation_killed_and_pressed_again(office):
    point_at(office.keeper.name(office.ready))
    office.send()
    office.anew()
    before, ended = facts(), set()
    for when, whole in lives(office, office.press):
        status = Upload.objects.latest("pk").status
        assert (status, facts()) in (("received", before), ("accepted", whole)), when
        ended.add(status)
        no_stray_stays(office, when)
        said = office.press()
        assert "已办理" in said if status == "received" else "现在是“已全部入账”" in said, when
        assert facts() == whole and Upload.objects.latest("pk").status == "accepted" and shown(office), when
        assert first_break() is None, when
    assert ended == {"received", "accepted"}


def test_the_command_killed_and_given_again(office):
    office.anew()
    before, ended = facts(), set()
    for when, whole in lives(office, office.command):
        status = Upload.objects.latest("pk").status if Upload.objects.count() > 1 else ""
        assert (status, facts()) in (("", before), ("accepted", whole)), when
        ended.add(status)
        no_stray_stays(office, when)
        office.command()
        assert facts() == whole and shown(office), when
        assert Upload.objects.latest("pk").status == ("unchanged" if status else "accepted"), when
        assert first_break() is None, when
    assert ended == {"", "accepted"}
