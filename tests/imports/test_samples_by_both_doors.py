"""Each of the five sample ledgers gives exactly its expected.json, by the page and by the command, on a register of its own."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from imports.answer import answer_of
from imports.models import Upload
from registry.lending.models import LoanNote, OverdueEpisode, Position
from tests import builders

from .test_samples import SAMPLES, _that_day, expected, roster, upload  # noqa: F401

pytestmark = pytest.mark.django_db
LEDGERS = sorted(
    path.name for path in SAMPLES.iterdir() if path.stem.startswith("ledger-") and path.suffix != ".json"
)


def by_command(name, client):
    """The answer of the command, told to book the good rows."""
    return upload(name, "--partial")


def by_page(name, client):
    """Sent, looked at and booked on the pages, the good rows where some are bad."""
    client.force_login(builders.bank_maker())
    file = SimpleUploadedFile(name, (SAMPLES / name).read_bytes())
    given = {"file": file, "bank": builders.institution("NSH").pk, "unit": ""}
    shown = client.post(reverse("admin:imports_upload_add"), given)
    assert "/change/" in shown.url
    page = client.get(shown.url).content.decode()
    sent = Upload.objects.get()
    step = "confirm_part" if sent.rejected else "confirm_all"
    assert f"共{sent.rows}行" in page and f"do/{step}/" in page and not LoanNote.objects.exists()
    form = reverse("admin:imports_upload_step", args=[sent.pk, step])
    assert client.post(form, {"reason": "核对无误", "seen": "on"}).url == shown.url
    sent.refresh_from_db()
    return answer_of(sent, sent.status)


def test_there_are_five():
    assert len(LEDGERS) == 5


@pytest.mark.parametrize("door", [by_page, by_command])
@pytest.mark.parametrize("name", LEDGERS)
def test_a_sample_gives_exactly_what_is_expected(name, door, roster, client):  # noqa: F811
    wanted, got = expected(name), door(name, client)
    assert got["outcome"] == ("partial" if wanted["rejected"] else "accepted")
    assert (got["created"], got["rejected"]) == (wanted["accepted"], wanted["rejected"]), got["errors"][:3]
    assert (got["updated"], got["unchanged"], got["warnings"]) == (0, 0, wanted.get("warnings", 0))
    assert got["rows"] == wanted.get("rows", wanted["accepted"] + wanted["rejected"])
    assert {(str(e["row"]), e["column"], e["code"]) for e in got["errors"]} == errors_of(wanted)
    assert LoanNote.objects.count() == Position.objects.standing().count() == wanted["accepted"]
    if "unit" in wanted:
        assert Upload.objects.get().get_unit_display() == wanted["unit"]
    if "amount_total" in wanted:
        assert sums() == (Decimal(wanted["amount_total"]), Decimal(wanted["balance_total"]))
        assert sorted(overdue()) == sorted(map(tuple, (line.values() for line in wanted["overdue"])))


def errors_of(wanted):
    """The cells that must be refused, as (row, column, code); a warning is none."""
    told = ((row, one) for row, problems in wanted.get("why", {}).items() for one in problems)
    return {(row, one["column"], one["kind"]) for row, one in told if "WARNING" not in one["kind"]}


def sums():
    return (
        sum(note.amount for note in LoanNote.objects.all()),
        sum(position.balance for position in Position.objects.standing()),
    )


def overdue():
    """(note, unpaid since, days on the day of the data) of every arrears in the register."""
    for episode in OverdueEpisode.objects.select_related("note"):
        since = episode.unpaid_since
        yield episode.note.note_no, since.isoformat(), (date(2026, 10, 31) - since).days
