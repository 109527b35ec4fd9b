"""Keeping a file whose headers wait for a person, reading it as that person says, and taking it away (UPL-4)."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from registry.history.errors import Refusal
from registry.ledger.doors import require
from registry.ledger.effects import once
from registry.lending.addressees import must_act_for

from ..background.asking import ask_reading, is_large
from ..columns import BY_NAME, KNOWN, SKIP
from ..keeping import gone_if_refused
from ..mapping import find_layout
from ..pipeline import Unmapped, read_ledger
from ..profiles import taught_to, teach
from ..uploading import stage
from .models import HeldFile

EXPIRE = "imports.expire_held"


@transaction.atomic
def hold(name, content, *, bank, unit, actor, today) -> HeldFile:
    """Keep the file for the rest of the day; the same file of the same person again gives the one there is."""
    require(actor, "imports.upload_ledger", "上传贷款台账")
    must_act_for(bank, actor, "上传贷款台账")
    digest = hashlib.sha256(content).hexdigest()
    there = HeldFile.objects.filter(bank=bank, uploaded_by=actor, sha256=digest, uploaded_on=today).first()
    if there is not None:
        return there
    held = HeldFile(
        bank=bank, original_name=name[-200:], sha256=digest, unit=unit, uploaded_on=today, uploaded_by=actor
    )
    held.file.save(f"{uuid.uuid4().hex}.dat", ContentFile(content), save=False)
    with gone_if_refused(held.file):
        held.save()
    return held


def looked_at(held, at=0):
    """(sheet, layout) of the held file as far as it is known today. Raises Refusal when it is not the one kept."""
    taught = taught_to(held.bank)
    sheet = read_ledger(held.original_name, content_of(held), taught)
    return sheet, find_layout(sheet, held.unit, taught, at)


def content_of(held):
    with held.file.open("rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != held.sha256:
        raise Refusal(f"“{held.original_name}”与上传时的内容不一致，没有读取。请重新上传。")
    return content


@transaction.atomic
def read_as_said(held, said, *, at, remember, unit, actor, today):
    """Stage the file with `said`, {(key, header): column name, SKIP or ""}; what was said is remembered if wanted.

    Returns the Upload, and the held file is gone then; for a large file the UploadJob, which takes it away. Raises Refusal with every column that is lacking or named twice.
    """
    problems = list(_problems(said))
    if problems:
        raise Refusal(problems)
    columns = {key: column for (key, _), column in said.items() if column}
    if remember:
        teach(held.bank, _news(said, taught_to(held.bank)), actor=actor, today=today)
    name, content = held.original_name, content_of(held)
    given = {
        "bank": held.bank,
        "actor": actor,
        "unit": unit,
        "taught": taught_to(held.bank) | columns,
        "at": at,
    }
    if is_large(name, content):
        return ask_reading(name, content, **given, held=held)
    try:
        upload = stage(name, content, **given, today=today)
    except Unmapped as unmapped:
        raise Refusal(unmapped.sentences) from unmapped
    put_away(held)
    return upload


def _news(said, taught):
    """What is worth remembering: not what our own words say anyway, unless the bank had said otherwise before."""
    ours = {key: column.name for key, column in KNOWN.items()}
    return {
        (key, header): column
        for (key, header), column in said.items()
        if column and (key in taught or ours.get(key) != column)
    }


def _problems(said):
    named = {}
    for (_, header), column in said.items():
        if column and column != SKIP:
            named.setdefault(column, []).append(header)
    for column, headers in named.items():
        if len(headers) > 1:
            several = "”“".join(headers)
            yield f"“{BY_NAME[column].label}”对应了{len(headers)}列：“{several}”。请只留一列，其余选“不用这一列”。"
    missing = [column.label for column in BY_NAME.values() if column.required and column.name not in named]
    if missing:
        yield f"必填的{'、'.join(missing)}还没有对应的列。请在下面选择；文件里确实没有的，请补上后重新上传。"


def put_away(held):
    """Take row and bytes away; the bytes only when the transaction stands."""
    storage, name = held.file.storage, held.file.name
    held.delete()
    transaction.on_commit(lambda: storage.delete(name))


def forgotten(today):
    """Files held since an earlier day (so at most 24 hours)."""
    return HeldFile.objects.filter(uploaded_on__lt=today).order_by("pk")


@transaction.atomic
def expire(held, *, actor, today):
    """Nobody said which column is which on the day of the upload: the file goes, nothing was booked."""
    if once(f"{EXPIRE}:{held.pk}", duty=EXPIRE, record=held, effective_on=today, clause="R70"):
        put_away(held)
