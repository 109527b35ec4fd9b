"""Malformed workbooks at the upload page (trust UPL-3): no server error, nothing kept of a refused file, nothing hangs.

300 in the gate; `make test-uploads` (MALFORMED=2000) runs as many as asked. Each file is made from its number alone.
"""

import os
import random
import time
import warnings
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from imports.columns import COLUMNS
from imports.held.models import HeldFile
from imports.models import StagedRow, Upload
from imports.uploading import confirm
from registry.history.errors import Refusal
from registry.lending.models import LoanNote
from tests import builders
from tests.workbooks.files import ods, xls, xlsx
from tests.workbooks.mutators import spoil

pytestmark = pytest.mark.django_db
DAY, COUNT, EACH = date(2026, 6, 30), int(os.environ.get("MALFORMED", "300")), 50
HANGS = 300  # seconds by the clock; how long a refusal takes is measured by a benchmark
NAMES = (
    "note_no",
    "contract_no",
    "name",
    "uscc",
    "loan_amount",
    "balance",
    "start",
    "due",
    "rate",
    "as_of",
    "grade",
)
LABELS = {column.name: column.label for column in COLUMNS}
ROWS = [
    [f"JJ00000{n}", f"HT00000{n}", "内蒙古测试有限公司", builders.ENTERPRISE_CODES[n % 2], 100000 + n, 90000.5, "2026-06-01", "2027-06-01",
     4.1, "2026-06-30", "正常"]
    for n in range(6)
]  # fmt: skip
TABLE = [[LABELS[name] for name in NAMES], *ROWS]
DATED = [TABLE[0], *([*row[:6], datetime(2026, 6, 1), datetime(2027, 6, 1), *row[8:]] for row in ROWS)]
WHOLE = {
    "xlsx": xlsx(DATED, options={"default_date_format": "yyyy-mm-dd"}),
    "csv": "\n".join(",".join(map(str, row)) for row in TABLE).encode("utf-8-sig"),
    "xls": xls(TABLE),
    "ods": ods(TABLE),
}  # fmt: skip
SHARE = ("xlsx",) * 7 + ("csv",) * 2 + ("xls", "ods")


def malformed(number):
    chance = random.Random(f"malformed-{number}")
    kind = chance.choice(SHARE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spoil(kind, WHOLE[kind], chance)


def kept():
    return sum(path.is_file() for path in Path(storages["private"].path("")).rglob("*"))


def facts():
    return (
        Upload.objects.count(),
        StagedRow.objects.count(),
        HeldFile.objects.count(),
        LoanNote.objects.count(),
        kept(),
    )


@pytest.fixture
def maker(client):
    for code in builders.ENTERPRISE_CODES:
        builders.qualified(code)
    account = builders.bank_maker()
    client.force_login(account)
    with time_machine.travel("2026-06-30T10:00:00+08:00", tick=False):
        yield account


def send(client, name, content):
    given = {"file": SimpleUploadedFile(name, content), "bank": builders.institution("NSH").pk, "unit": ""}
    return client.post(reverse("admin:imports_upload_add"), given)


@pytest.mark.parametrize("kind", WHOLE)
def test_the_whole_files_are_taken(kind, client, maker):
    assert send(client, f"台账.{kind}", WHOLE[kind]).status_code == 302
    assert (Upload.objects.get().created, Upload.objects.get().rejected) == (6, 0)


@pytest.mark.parametrize("first", range(0, COUNT, EACH))
def test_malformed_workbooks(first, client, maker, record_property, django_capture_on_commit_callbacks):
    answers = {"refused": 0, "held": 0, "staged": 0}
    for number in range(first, min(first + EACH, COUNT)):
        name, content = malformed(number)
        before, start = facts(), time.perf_counter()
        answer = send(client, name, content)
        assert time.perf_counter() - start < HANGS, number
        if answer.status_code == 200:
            answers["refused"] += 1
            assert facts() == before, number
            continue
        assert answer.status_code == 302, number
        if "/mapping/" in answer.url:
            answers["held"] += 1
            assert client.get(answer.url).status_code == 200, number
            with django_capture_on_commit_callbacks(execute=True):
                client.post(answer.url, {"put_aside": "1"})
            assert facts() == before, number
            continue
        answers["staged"] += 1
        assert client.get(answer.url).status_code == 200, number
        booked(maker)
    for what, many in answers.items():
        record_property(what, many)
    assert answers["refused"] and answers["staged"] and sum(answers.values()) == min(EACH, COUNT - first)


def booked(maker):
    """What was staged is booked or refused in a sentence; then taken back for the next one."""
    upload = Upload.objects.first()
    with transaction.atomic(), suppress(Refusal):
        confirm(upload, actor=maker, today=DAY, partial=True)
        transaction.set_rollback(True)
