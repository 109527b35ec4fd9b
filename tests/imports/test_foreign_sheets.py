"""Sheets that name other banks, their numbers, borrowers and keys touch nothing of theirs and show nothing of theirs (trust ACC-5).

40 in the suite; `make test-uploads` (FOREIGN=1000) runs as many as asked. Each sheet is made from its number alone.
"""

import io
import os
import re
import zipfile
from collections import Counter

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from imports.held.models import HeldFile
from imports.models import Upload
from imports.uploading import confirm
from registry.ledger.errors import Refusal
from registry.lending.models import LoanNote
from tests import builders

from .foreign import MINE, OTHERS, SECRETS, settle, sheet, theirs
from .test_uploading import DAY

pytestmark = pytest.mark.django_db
COUNT, EACH = int(os.environ.get("FOREIGN", "40")), 40


@pytest.fixture
def maker(client):
    with time_machine.travel("2026-06-30T10:00:00+08:00", tick=False):
        settle()
        account = builders.bank_maker(MINE)
        client.force_login(account)
        yield account


def send(client, name, content, bank=MINE):
    given = {"file": SimpleUploadedFile(name, content), "bank": builders.institution(bank).pk, "unit": ""}
    other = LoanNote.objects.exclude(bank__code=MINE).first()
    return client.post(
        reverse("admin:imports_upload_add"), given | {"id": other.pk, "pk": other.pk, "upload": 1}
    )


def text_of(answer):
    """Everything a download or a page says; of a workbook every part of it."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def told(found):
    return [secret for secret in SECRETS if re.search(rf"(?<!\d){re.escape(secret)}", found)]


@pytest.mark.parametrize("first", range(0, COUNT, EACH))
def test_sheets_of_one_bank_leave_the_others_alone(first, client, maker, record_property):
    before, met = theirs(), Counter()
    for number in range(first, min(first + EACH, COUNT)):
        with transaction.atomic():
            met.update(lived(client, maker, *sheet(number), number))
            after = theirs()
            transaction.set_rollback(True)
        assert {table for table in after if after[table] != before[table]} == set(), number
    for what, many in met.items():
        record_property(what, many)
    assert (
        met["booked"]
        and met["marked"]
        and sum(met[way] for way in ("held", "staged", "refused")) == min(EACH, COUNT - first)
    )


def lived(client, maker, name, content, number):
    """One sheet from the page to the books; yields what happened to it."""
    answer = send(client, name, content)
    seen = [text_of(answer if answer.status_code == 200 else client.get(answer.url))]
    upload = None if answer.status_code == 200 else Upload.objects.filter(original_name=name).first()
    yield "refused" if answer.status_code == 200 else "staged" if upload else "held"
    if upload:
        for download in ("answer", "errors") if upload.rejected or upload.warnings else ():
            seen.append(text_of(client.get(reverse(f"admin:imports_upload_{download}", args=[upload.pk]))))
            yield "marked"
        yield from booked(client, upload, maker, seen)
    assert [told(text) for text in seen if told(text)] == [], number
    assert upload or answer.status_code == 200 or HeldFile.objects.get().bank.code == MINE


def booked(client, upload, maker, seen):
    try:
        with transaction.atomic():
            confirm(upload, actor=maker, today=DAY, partial=True)
    except Refusal as refusal:
        seen.append(str(refusal))
        yield "not booked"
        return
    seen.append(text_of(client.get(reverse("admin:imports_upload_change", args=[upload.pk]))))
    assert set(
        LoanNote.objects.filter(positions__source=upload.source).values_list("bank__code", flat=True)
    ) <= {MINE}
    yield "booked"


def test_the_secrets_are_there_to_be_told(client, maker):
    client.force_login(builders.bank_maker(OTHERS[0]))
    upload = Upload.objects.get(bank__code=OTHERS[0])
    page = text_of(client.get(reverse("admin:imports_upload_change", args=[upload.pk])))
    assert {"他行台账机密", "2026-05-17"} & set(told(page)) and told(page)


@pytest.mark.parametrize("other", OTHERS)
def test_a_sheet_sent_in_the_name_of_another_bank_is_not_taken(client, maker, other):
    before = theirs(), Upload.objects.count(), HeldFile.objects.count()
    answer = send(client, *sheet(1), bank=other)
    assert answer.status_code == 200 and list(answer.context["form"].errors) == ["bank"]
    assert (theirs(), Upload.objects.count(), HeldFile.objects.count()) == before
