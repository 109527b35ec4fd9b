"""Work nobody did within a day: settled, its bytes gone (UPL-4)."""

from datetime import timedelta
from pathlib import Path

from django.core.files.storage import storages
from django.db.models import Q

from registry.history import clock
from registry.ledger.effects import once
from registry.ledger.models import DutyRun

from ..models import UploadJob
from .settling import settle

MINUTES = 4
FORGET = "imports.forget_job"
SAID = "24小时没有办理，文件已删除，没有入账。请重新上传；仍然办不了的，请与旗金融服务中心联系。"


def tidy(now):
    """Take away what a worker that died between its last word and its broom left: bytes and signs of no open work (UPL-4)."""
    storage, limit = storages["private"], (now - timedelta(minutes=MINUTES)).timestamp()
    rows = list(UploadJob.objects.open().values_list("file", "key"))
    named, keys = {name for name, _ in rows}, {str(key) for _, key in rows}
    for folder in ("jobs", "progress"):
        for path in Path(storage.path(folder)).rglob("*"):
            name = path.relative_to(storage.path("")).as_posix()
            if (
                path.is_file()
                and path.stat().st_mtime < limit
                and not (name in named or path.name[:36] in keys)
            ):
                path.unlink(missing_ok=True)


def forgotten(today):
    """Open work asked for 24 hours ago or earlier, by the moment the run began; without one a whole day decides."""
    yesterday = today - timedelta(days=1)
    run = DutyRun.objects.filter(day=today).order_by("id").last()
    old = Q(asked_at__date__lt=yesterday)
    if run is not None and clock.day_of(run.started_at) == today:
        old |= Q(asked_at__lte=run.started_at - timedelta(days=1))
    return UploadJob.objects.filter(old, state__in=("waiting", "running")).order_by("pk")


def forget(job, *, actor, today):
    if once(f"{FORGET}:{job.pk}", duty=FORGET, record=job, effective_on=today, clause="R70"):
        settle(job, "failed", [SAID], was=job.state)
