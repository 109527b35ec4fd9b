"""Handing a large file, or the booking of a large upload, to the background; calling it off (UPL-4)."""

import hashlib
import logging
import uuid

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from registry.history.errors import Refusal
from registry.ledger.doors import may_happen, require
from registry.lending.addressees import must_act_for
from registry.parties.second import must_be_another
from registry.workbooks.gate import examine

from ..keeping import gone_if_refused
from ..models import Upload, UploadJob
from .settling import settle
from .signs import call_off, called_off

LARGE = 2000
BY_INTERFACE = "数据接口报送台账"
ANOTHER = "“{}”已经由本行人员交给后台读取，正在办理。请等它办完，不要重复上传。"
log = logging.getLogger(__name__)


def is_large(name, content) -> bool:
    """Whether the file has more than LARGE rows below its header. Raises Unfit at once where the gate refuses."""
    return examine(name, content).rows - 1 > LARGE


def ask_reading(
    name, content, *, bank, actor, unit="", taught=None, at=0, held=None, by_interface=False, before=None
) -> UploadJob:
    """Keep the file for the background. The same file of the same person again gives the work already begun.

    `before(job)` says of earlier work by the interface whether it still stands; then nothing new is begun. `fresh` of
    what is returned says whether it is new.
    """
    require(actor, "imports.upload_ledger", "上传贷款台账")
    must_act_for(bank, actor, "上传贷款台账")
    job = UploadJob(
        kind="read", bank=bank, asked_by=actor, original_name=name[-200:], sha256=hashlib.sha256(content).hexdigest(),
        unit=unit, taught=taught, at=at, held=held, rows=max(examine(name, content).rows - 1, 0),
        by_interface=by_interface, reason=BY_INTERFACE * by_interface,
    )  # fmt: skip
    there = _earlier(job) if before else None
    if there is not None and before(there):
        return there
    job.fresh = True
    try:
        with transaction.atomic():
            job.file.save(f"{uuid.uuid4().hex}.dat", ContentFile(content), save=False)
            with gone_if_refused(job.file):
                job.save()
            transaction.on_commit(wake)
    except IntegrityError:
        return _begun(job)
    return job


def _earlier(job):
    """The last work on the same bytes for the same bank that came by the interface."""
    same = {"bank": job.bank, "sha256": job.sha256, "unit": job.unit}
    return UploadJob.objects.filter(**same, kind="read", by_interface=True).order_by("-pk").first()


def _begun(job):
    there = (
        UploadJob.objects.open().filter(bank=job.bank, sha256=job.sha256, unit=job.unit, kind="read").first()
    )
    alike = there is not None and there.by_interface == job.by_interface
    if not alike or not (job.by_interface or there.asked_by_id == job.asked_by_id):
        raise Refusal(ANOTHER.format(job.original_name))
    return there


def ask_booking(upload, *, actor, today, reason="", partial=False, by_interface=False) -> UploadJob:
    """Book the upload in the background; what can be refused now is refused now. Asked twice it is one piece of work."""
    must_act_for(upload.bank, actor, "确认台账入账")
    must_be_another(upload.bank, upload.uploaded_by_id, actor, "确认台账入账")
    table, move = Upload.TABLE, "confirm_part" if partial else "confirm_all"
    require(actor, table.permission(move), table.by_name[move].label)
    may_happen(upload, table.by_name[move], table)
    job = UploadJob(
        kind="book", bank=upload.bank, asked_by=actor, original_name=upload.original_name, sha256=upload.sha256,
        upload=upload, partial=partial, reason=reason, rows=upload.rows, by_interface=by_interface,
    )  # fmt: skip
    try:
        with transaction.atomic():
            job.save()
            transaction.on_commit(wake)
    except IntegrityError as error:
        there = UploadJob.objects.open().filter(upload=upload, kind="book").first()
        if there is None or there.asked_by_id != actor.pk:
            raise Refusal(f"“{upload.original_name}”已经有人确认，正在后台入账。请等它办完。") from error
        return there
    return job


def wake():
    """Knock at the queue. Where nobody answers nothing is lost: every minute the rows are looked at anyway."""
    from ..tasks import work_uploads

    try:
        work_uploads()
    except Exception:
        log.exception("后台没有被叫醒，一分钟内会自己查看")


def cancel(job, *, now):
    """Call it off: at once where nothing is at work, else at the next hundred rows. Raises Refusal when it is settled."""
    if not job.is_open:
        raise Refusal(f"“{job}”{job.get_state_display()}，不能再取消。")
    call_off(job)
    if not UploadJob.objects.filter(state="running").exists():
        settle(job, "cancelled", ["已取消，没有读取，也没有入账。"], was="waiting", now=now)


def is_called_off(job) -> bool:
    return job.is_open and called_off(job)
