"""What the tests of background work share: a day, small numbers, a bank's maker, a job and its end."""

from datetime import date
from pathlib import Path

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from imports.background.asking import ask_reading
from imports.background.working import work
from imports.models import UploadJob
from imports.uploading import stage
from tests import builders

from .test_uploading import file_of, row

DAY = date(2026, 6, 30)
NAME = "内蒙古测试有限公司"
CONTRADICTED = "单位：万元\n".encode() + file_of(*[row(note_no=f"JJ{at}") for at in range(3)]).removeprefix(
    b"\xef\xbb\xbf"
)


def rows(count=3):
    return [row(note_no=f"JJ{at:03}", contract_no=f"HT{at:03}") for at in range(count)]


def content(count=3):
    return file_of(*rows(count))


def bank():
    return builders.institution("NSH")


def asked(maker, data=None, **given):
    return ask_reading("台账.csv", data or content(), bank=bank(), actor=maker, **given)


def large(maker):
    return stage("台账.csv", content(), bank=bank(), actor=maker, today=DAY)


def page_of(job):
    return reverse("admin:imports_upload_progress", args=[job.key])


def sent(client, data, name="台账.csv"):
    given = {"file": SimpleUploadedFile(name, data), "bank": bank().pk, "unit": ""}
    return client.post(reverse("admin:imports_upload_add"), given)


def files_kept(folder=""):
    root = Path(storages["private"].path(folder))
    return sorted(path for path in root.rglob("*") if path.is_file())


def worked():
    with committing():
        return work(DAY, timezone.now)


def committing():
    """What is left to the end of a transaction happens."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def state_of(job):
    return UploadJob.objects.get(pk=job.pk)
