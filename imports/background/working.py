"""Working off what waits, one file after another: a killed worker leaves nothing half done, and the next one begins anew.

Reading and judging write nothing; keeping what was read, and booking, are one transaction each together with the word
that it is done. Rights are asked again when the work is done, as they stand then.
"""

import hashlib
import logging

from django.db import transaction

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


def work(today, moment) -> int:
    """Do everything that waits, unless another worker is at it. Returns how many were looked at.

    `moment()` says what time it is.

    Whatever is still “running” once this worker is alone was left by one that died: it is begun anew, TRIES times at most.
    """
    tried = []
    with alone(wait=False, what="uploads") as mine:
        while mine and (job := UploadJob.objects.open().exclude(pk__in=tried).first()):
            tried.append(job.pk)
            _one(job, today, moment)
    return len(tried)


def _one(job, today, moment):
    if called_off(job):
        settle(job, "cancelled", [CANCELLED], was=job.state, now=moment())
    elif job.attempts >= TRIES:
        given_up(job, today, moment())
    elif _claimed(job, moment()):
        _run(job, today, moment)


def _claimed(job, now):
    """Conditional: what was called off in the meantime is left alone."""
    taken = UploadJob.objects.filter(pk=job.pk, state=job.state).update(
        state="running", started_at=now, attempts=job.attempts + 1
    )
    job.refresh_from_db()
    return bool(taken)


def _run(job, today, moment):
    actor = User.objects.get(pk=job.asked_by_id)
    try:
        with told_to(Reporter(job, moment)):
            {"read": _read, "book": _book}[job.kind](job, actor, today, moment)
    except Cancelled:
        settle(job, "cancelled", [CANCELLED], now=moment())
    except Refusal as refusal:
        settle(job, "failed", refusal.sentences, now=moment())
    except FileNotFoundError:
        settle(job, "failed", [LOST], now=moment())
    except Exception:
        log.exception("后台办理“%s”时出错，稍后再办", job.pk)
        UploadJob.objects.filter(pk=job.pk, state="running").update(state="waiting")


def _read(job, actor, today, moment):
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
        _to_be_mapped(job, content, given, moment)
    else:
        _keep(job, content, found, given, moment)


def _keep(job, content, found, given, moment):
    tell("keeping")
    with transaction.atomic():
        upload = keep(job.original_name, content, found, **given, at=job.at, reason=job.reason)
        with gone_if_refused(upload.file):
            _settled(job, moment, upload=upload)
            if job.held:
                put_away(job.held)


def _to_be_mapped(job, content, given, moment):
    with transaction.atomic():
        held = hold(job.original_name, content, unit=job.unit, **given)
        _settled(job, moment, held=held)


def _taught(job):
    return taught_to(job.bank) if job.taught is None else job.taught


def _content(job):
    with job.file.open("rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != job.sha256:
        raise Refusal(OTHER)
    return content


def _book(job, actor, today, moment):
    with transaction.atomic():
        confirm(job.upload, actor=actor, today=today, reason=job.reason, partial=job.partial)
        _settled(job, moment)


def _settled(job, moment, **more):
    if not settle(job, "done", now=moment(), **more):
        raise Cancelled
