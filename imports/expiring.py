"""A file read but not confirmed is closed and taken away after a day: nobody books what was read long ago (UPL-4)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.effects import once
from registry.ledger.models import DutyRun, StatusChange
from registry.ledger.outbox import post
from registry.policy.dates import written

from .models import Upload

EXPIRE = "imports.expire"
CLEAR = "imports.clear_put_aside"
DAYS = 1


def past(upload, today) -> bool:
    """Whether a day has certainly passed since the file was read (the timer is exact to the minute)."""
    return upload.uploaded_on + timedelta(days=DAYS) < today


def unconfirmed(today):
    """Uploads read 24 hours ago or earlier and still not confirmed."""
    return a_day_old(Upload, today).filter(status="received").select_related("bank")


def put_aside(today):
    """Uploads read 24 hours ago or earlier and put aside by a person, whose file is still there."""
    return a_day_old(Upload, today).filter(status="rejected").exclude(file="")


def a_day_old(model, today):
    """Files of `model` read 24 hours ago or earlier.

    The hour is taken from the ledger's recorded moments (file received, run begun); without them a whole day decides.
    """
    yesterday = today - timedelta(days=DAYS)
    run = DutyRun.objects.filter(day=today).order_by("id").last()
    old = Q(uploaded_on__lt=yesterday)
    if run is not None:
        received = StatusChange.objects.filter(
            record_type=model._meta.label_lower,
            move="register",
            recorded_at__lte=run.started_at - timedelta(days=DAYS),
        )
        old |= Q(uploaded_on=yesterday, pk__in=received.values("record_id"))
    return model.objects.filter(old).order_by("pk")


@transaction.atomic
def expire(upload, *, actor, today):
    """Close the upload, take its file and rows away, tell the bank. Once; returns the StatusChange or None."""
    due = upload.uploaded_on + timedelta(days=DAYS)
    if not once(f"{EXPIRE}:{upload.pk}", duty=EXPIRE, record=upload, effective_on=due, clause="R70"):
        return None
    reason = f"上传后{24 * DAYS}小时没有确认，文件已删除，没有入账"
    change = perform(upload, "expire", actor=actor, today=today, effective_on=due, reason=reason)
    _take_away(upload, actor, reason)
    _tell(upload, today)
    return change


@transaction.atomic
def clear(upload, *, actor, today):
    """Take file and rows of an upload put aside away after a day; how it ended stays on record. Once."""
    due = upload.uploaded_on + timedelta(days=DAYS)
    if once(f"{CLEAR}:{upload.pk}", duty=CLEAR, record=upload, effective_on=due, clause="R70"):
        _take_away(upload, actor, f"没有入账，上传后{24 * DAYS}小时删除文件和核对结果")


def _take_away(upload, actor, reason):
    storage, name = upload.file.storage, upload.file.name
    upload.file = ""
    with acting(actor, reason, source=upload.source):
        upload.save(update_fields=["file"])
    upload.staged.all().delete()
    transaction.on_commit(lambda: storage.delete(name))


def _tell(upload, today):
    body = (
        f"{upload.bank.name}于{written(upload.uploaded_on)}上传的“{upload.original_name}”（{upload.rows}行）"
        f"超过{24 * DAYS}小时没有确认，文件和核对结果已删除，没有入账，登记没有任何变化。仍需入账的，请重新上传并确认。"
    )
    subject = f"台账未确认，已作废：{upload.original_name}"
    post(key=f"{EXPIRE}:{upload.pk}", kind="upload_expired", to=[upload.bank.code], subject=subject, body=body,
         today=today, about=upload)  # fmt: skip
