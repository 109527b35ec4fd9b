"""The page on which somebody waits: how far it is, how long it takes, and the button to call it off."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from registry.history.errors import Refusal
from registry.history.walls import lifted

from ..models import Upload, UploadJob
from .alarms import MINUTES, stuck
from .asking import cancel, is_called_off
from .signs import PHASES, fraction, seconds_left, sign_of

READ = "文件已在后台读取，尚未入账。请核对下面的结果，再选择下一步。"
BOOKED = "“{}”已在后台办完：{}。"


def address_of(job):
    return reverse("admin:imports_upload_progress", args=[job.key])


def progress_view(request, key):
    """One's own work only: for everybody else it is not there."""
    if not request.user.has_perm("imports.view_upload"):
        raise PermissionDenied
    job = (
        UploadJob.objects.visible_to(request.user)
        .filter(key=key)
        .select_related("bank", "upload", "held")
        .first()
    )
    if job is None:
        raise Http404
    if request.method == "POST" and "cancel" in request.POST:
        return _cancel(request, job)
    if not job.is_open:
        with lifted():
            UploadJob.objects.filter(pk=job.pk, seen=False).update(seen=True)
        if job.state == "done":
            return _on(request, job)
    return TemplateResponse(request, "admin/imports/background/progress.html", _told(request, job))


def _cancel(request, job):
    try:
        with lifted():
            cancel(job, now=timezone.now())
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return HttpResponseRedirect(address_of(job))


def _on(request, job):
    """Where to go once it is done."""
    if job.upload is None and job.held is not None:
        return HttpResponseRedirect(reverse("admin:imports_upload_mapping", args=[job.held.pk]))
    if job.upload is None or not Upload.objects.visible_to(request.user).filter(pk=job.upload_id).exists():
        return HttpResponseRedirect(reverse("admin:imports_upload_changelist"))
    told = READ if job.kind == "read" else BOOKED.format(job, job.upload.get_status_display())
    messages.info(request, told)
    return HttpResponseRedirect(reverse("admin:imports_upload_change", args=[job.upload_id]))


def _told(request, job):
    """Of other banks' files only how many stand before this one."""
    with lifted():
        told = progress_of(job, timezone.now()) if job.is_open else {}
    return {
        **admin.site.each_context(request), "title": "后台办理", "job": job, "opts": Upload._meta,
        "stopping": is_called_off(job), **told,
    }  # fmt: skip


def progress_of(job, now) -> dict:
    """`phase`, `done`, `total`, `percent`, `seconds` left (None: not yet known) and `minutes`, `before` (files before it), `stuck`."""
    sign = sign_of(job) if job.state == "running" else None
    told = {"stuck": MINUTES if job in stuck(now) else 0, "percent": 0, "seconds": None}
    if sign is None:
        open_ones = list(UploadJob.objects.open().values_list("pk", flat=True))
        return told | {"before": open_ones.index(job.pk) if job.pk in open_ones else 0}
    left = seconds_left(job.kind, sign, now)
    return told | {
        "phase": PHASES[job.kind].get(sign.phase, ("办理", 0))[0], "done": sign.done, "total": sign.total,
        "percent": round(100 * fraction(job.kind, sign)), "seconds": left, "minutes": -(-(left or 0) // 60),
        "steps": _steps(job.kind, sign.phase),
    }  # fmt: skip


def _steps(kind, phase):
    """(label, "done", "now" or "") of each phase."""
    names = list(PHASES[kind])
    here = names.index(phase) if phase in names else 0
    return [
        (PHASES[kind][name][0], "done" if at < here else "now" if at == here else "")
        for at, name in enumerate(names)
    ]
