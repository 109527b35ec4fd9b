"""A sheet nobody confirmed is closed and taken away after a day, as a bank's upload is (UPL-4)."""

from datetime import timedelta

from django.db import transaction

from registry.ledger.doors import perform
from registry.ledger.effects import once

from ..expiring import DAYS, a_day_old
from .models import SheetUpload
from .staging import forget

EXPIRE = "imports.expire_sheet"


def unconfirmed(today):
    """Sheets read 24 hours ago or earlier and still not confirmed."""
    return a_day_old(SheetUpload, today).filter(status="received")


@transaction.atomic
def expire(upload, *, actor, today):
    """Close the upload and take its file and rows away. Once; returns the StatusChange or None."""
    due = upload.uploaded_on + timedelta(days=DAYS)
    if not once(f"{EXPIRE}:{upload.pk}", duty=EXPIRE, record=upload, effective_on=due, clause="R69"):
        return None
    reason = "上传后24小时没有确认，文件已删除，没有登记"
    change = perform(upload, "expire", actor=actor, today=today, effective_on=due, reason=reason)
    forget(upload, actor=actor, reason=reason)
    return change
