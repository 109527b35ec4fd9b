"""Working off what waits, one file after another: a killed worker leaves nothing half done, and the next one begins anew.

Reading and judging write nothing; keeping what was read, and booking, are one transaction each together with the word
that it is done. Rights are asked again when the work is done, as they stand then.
"""

import hashlib
import logging

from django.db import transaction

from registry.history import clock
from registry.history.errors import Refusal
from registry.history.progress import tell, told_to
from registry.ledger.alone import alone
from registry.parties.models import User

from ..held.holding import hold, put_away
from ..keeping import gone_if_refused
from ..models import UploadJob
from ..pipeline import Unmapped
from ..profiles import taught_to
from ..uploading import confirm, keep, look_through
from .alarms import given_up
from .settling import settle
from .signs import Cancelled, Reporter, called_off

TRIES = 3
LOST = "文件在存储中找不到，没有办理。请重新上传。"
OTHER = "文件与上传时的内容不一致，没有读取。请重新上传。"
CANCELLED = "已取消。取消之前的处理全部收回，登记没有任何变化。"
log = logging.getLogger(__name__)


def work(today) -> int:
    """Do everything that waits, unless another worker is at it. Returns how many were looked at.

    Whatever is still “running” once this worker is alone was left by one that died: it is begun anew, TRIES times at most.
    """
    tried = []
    with alone(wait=False, what="uploads") as mine:
        while mine and (job := UploadJob.objects.open().exclude(pk__in=tried).first()):
            tried.append(job.pk)
            _one(job, today)
    return len(tried)


def _one(job, today):
    if called_off(job):
        settle(job, "cancelled", [CANCELLED], was=job.state)
    elif job.attempts >= TRIES:
        given_up(job, today)
    elif _claimed(job):
        _run(job, today)


def _claimed(job):
    """Conditional: what was called off in the meantime is left alone."""
    now = {"state": "running", "started_at": clock.moment(), "attempts": job.attempts + 1}
    taken = UploadJob.objects.filter(pk=job.pk, state=job.state).update(**now)
    job.refresh_from_db()
    return bool(taken)


def _run(job, today):
    actor = User.objects.get(pk=job.asked_by_id)
    try:
        with told_to(Reporter(job)):
            {"read": _read, "book": _book}[job.kind](job, actor, today)
    except Cancelled:
        settle(job, "cancelled", [CANCELLED])
    except FileNotFoundError:
        settle(job, "failed", [LOST])
    except Refusal as refusal:
        settle(job, "failed", refusal.sentences)
    except Exception:
        log.exception("后台办理“%s”时出错，稍后再办", job.pk)
        UploadJob.objects.filter(pk=job.pk, state="running").update(state="waiting")


def _read(job, actor, today):
    tell("reading")
    given = {"bank": job.bank, "actor": actor, "today": today}
    content = _content(job)
    try:
        found = look_through(
            job.original_name, content, **given, unit=job.unit, taught=_taught(job), at=job.at
        )
    except Unmapped as unmapped:
        if job.taught is not None:
            raise Refusal(unmapped.sentences) from unmapped
        _to_be_mapped(job, content, given)
    else:
        _keep(job, content, found, given)


def _keep(job, content, found, given):
    tell("keeping")
    with transaction.atomic():
        upload = keep(job.original_name, content, found, **given, at=job.at, reason=job.reason)
        with gone_if_refused(upload.file):
            _settled(job, upload=upload)
            if job.held:
                put_away(job.held)


def _to_be_mapped(job, content, given):
    with transaction.atomic():
        held = hold(job.original_name, content, unit=job.unit, **given)
        _settled(job, held=held)


def _taught(job):
    return taught_to(job.bank) if job.taught is None else job.taught


def _content(job):
    with job.file.open("rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != job.sha256:
        raise Refusal(OTHER)
    return content


def _book(job, actor, today):
    with transaction.atomic():
        confirm(job.upload, actor=actor, today=today, reason=job.reason, partial=job.partial)
        _settled(job)


def _settled(job, **more):
    if not settle(job, "done", **more):
        raise Cancelled
