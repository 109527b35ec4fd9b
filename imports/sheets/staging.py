"""A sheet of the office taken in: kept, judged, shown; booked whole by another person, exactly as it was shown (UPL-5)."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from registry.history.acting import acting
from registry.history.errors import Refusal
from registry.ledger.doors import may_happen, perform, register, require
from registry.policy.dates import written
from registry.workbooks.reading import read_sheet

from ..expiring import past
from ..keeping import gone_if_refused
from .grids import known_words
from .kinds import KINDS, resource_of
from .models import SheetRow, SheetUpload
from .running import book as book_rows
from .running import judge

SHOWN = 500
MOVED = (
    "核对之后登记簿有了变化，处理的结果与显示的不同，本次没有登记。请先办理“重新核对”，再按新的核对结果确认。"
)


def stage(name, content, *, kind, actor, today, recognised_on=None) -> SheetUpload:
    """Keep the file and what it would do, row by row. Raises NotAllowed, Refusal when the file is unfit."""
    chosen = KINDS[kind]
    require(actor, chosen.uploads, f"上传{chosen.label}")
    if recognised_on and recognised_on > today:
        raise Refusal(f"认定日期{written(recognised_on)}晚于今天{written(today)}。请核对。")
    upload = SheetUpload(
        kind=kind, original_name=name[-200:], sha256=hashlib.sha256(content).hexdigest(), recognised_on=recognised_on,
        uploaded_on=today, uploaded_by=actor,
    )  # fmt: skip
    sheet = _read(upload, content, actor, today)
    with transaction.atomic():
        outcome = judge(resource_of(upload, actor=actor, today=today), sheet)
        _count(upload, outcome)
        upload.file.save(f"{uuid.uuid4().hex}.dat", ContentFile(content), save=False)
        with gone_if_refused(upload.file):
            register(upload, actor=actor, today=today, reason=f"上传{chosen.label}", clause="R69")
            _show(upload, outcome)
    return upload


def _read(upload, content, actor, today):
    resource = resource_of(upload, actor=actor, today=today)
    return read_sheet(upload.original_name, content, known_words(resource.columns))


def _count(upload, outcome):
    upload.rows, upload.remarks, upload.digest = len(outcome.rows), outcome.remarks, outcome.digest
    upload.created, upload.updated = outcome.count("new"), outcome.count("changed")
    upload.unchanged, upload.rejected = outcome.count("unchanged"), outcome.count("rejected")


def _show(upload, outcome):
    upload.lines.all().delete()
    rows = list(enumerate(outcome.rows, start=1))
    rows.sort(key=lambda one: (one[1].action != "rejected", one[1].action == "unchanged", one[0]))
    SheetRow.objects.bulk_create(
        SheetRow(
            upload=upload, line=at, number=row.number, action=row.action, named=row.named, changes=row.changes,
            problems=[vars(problem) for problem in row.problems], remarks=row.remarks,
        )
        for at, row in rows[:SHOWN]
    )  # fmt: skip


@transaction.atomic
def recheck(upload, *, actor, today, reason=""):
    """Judge the file anew against the register as it stands; what is shown is put in the place of what was."""
    require(actor, KINDS[upload.kind].uploads, "重新核对")
    _hold(upload)
    if upload.status != "received":
        raise Refusal(f"“{upload}”现在是“{upload.get_status_display()}”，不再核对。请刷新页面。")
    outcome = judge(resource_of(upload, actor=actor, today=today), _sheet(upload, actor, today))
    _count(upload, outcome)
    with acting(actor, reason or "重新核对", source=upload.source):
        upload.save()
    _show(upload, outcome)
    return upload


@transaction.atomic
def book(upload, *, actor, today, reason=""):
    """Book the file as shown: all rows or none, by another person than uploaded it. Returns the StatusChange.

    Raises NotAllowed, Refusal: bad rows, another file than was read, or a register that has moved on.
    """
    chosen = KINDS[upload.kind]
    _hold(upload)
    writes = upload.created + upload.updated > 0
    require(actor, chosen.books if writes else chosen.uploads, f"确认登记{chosen.label}")
    _must_be_whole(upload, today)
    change = perform(upload, "book" if writes else "find_unchanged", actor=actor, today=today, reason=reason)
    resource, sheet = resource_of(upload, actor=actor, today=today), _sheet(upload, actor, today)
    if writes:
        _must_be_as_shown(upload, _booked(resource, sheet, upload, reason))
    else:
        _must_be_as_shown(upload, judge(resource, sheet))
    upload.booked_by = actor
    with acting(actor, reason or "确认登记", source=upload.source):
        upload.save(update_fields=["booked_by"])
    return change


def _booked(resource, sheet, upload, reason):
    try:
        return book_rows(resource, sheet, source=upload.source, reason=reason or str(upload))
    except Refusal as refusal:
        raise Refusal([MOVED, *refusal.sentences]) from refusal


def _must_be_whole(upload, today):
    """Raises Refusal when the upload is settled, past its day, or has bad rows."""
    may_happen(upload, SheetUpload.TABLE.by_name["book"], SheetUpload.TABLE)
    if past(upload, today):
        raise Refusal(
            f"“{upload.original_name}”于{written(upload.uploaded_on)}上传，超过24小时没有确认，不能再登记。请重新上传。"
        )
    if upload.rejected:
        raise Refusal(f"有{upload.rejected}行不符合要求，全部没有登记。请更正后重新上传。")


def _must_be_as_shown(upload, outcome):
    if outcome.digest != upload.digest:
        raise Refusal(MOVED)


def _sheet(upload, actor, today):
    with upload.file.open("rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        raise Refusal(f"“{upload.original_name}”与上传时的内容不一致，没有登记。请重新上传。")
    return _read(upload, content, actor, today)


def _hold(upload):
    upload.refresh_from_db(from_queryset=SheetUpload._base_manager.select_for_update())


@transaction.atomic
def put_aside(upload, *, actor, today, reason):
    """Put a file aside without booking it: file and rows go, the record stays."""
    require(actor, KINDS[upload.kind].uploads, "不予登记")
    change = perform(upload, "reject", actor=actor, today=today, reason=reason)
    forget(upload, actor=actor, reason=reason)
    return change


def forget(upload, *, actor, reason):
    """Take file and rows of an upload away; the file when the transaction is done."""
    storage, name = upload.file.storage, upload.file.name
    upload.file = ""
    with acting(actor, reason, source=upload.source):
        upload.save(update_fields=["file"])
    upload.lines.all().delete()
    transaction.on_commit(lambda: storage.delete(name))
