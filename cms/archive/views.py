"""The file on a page, for whoever may see the application; the bundle, for an audit."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import reverse

from registry.history import clock
from registry.screening.models import Application

from .gather import gather
from .log import record_access
from .pack import pack

EXPORT = "cms.export_archive_application"


def archive_page(request, pk):
    """Every document and act of one application, in order, made for A4 paper too."""
    application = _visible(request, pk)
    context = {
        **admin.site.each_context(request),
        "title": "申报档案",
        "file": gather(application, request.user),
        "may_export": request.user.has_perm(EXPORT),
        "back": reverse("admin:screening_application_change", args=[pk]),
        "printed": clock.moment(),
    }
    return TemplateResponse(request, "archive/page.html", context)


def archive_export(request, pk):
    """The bundle as a download; written down before it leaves."""
    application = _visible(request, pk)
    if not request.user.has_perm(EXPORT):
        raise PermissionDenied("您没有导出申报档案的权限。")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    moment = clock.moment()
    stream, parts, sha = pack(gather(application, request.user), actor=request.user, moment=moment)
    record_access(request.user, application, parts=parts, manifest_sha256=sha, moment=moment)
    name = f"申报档案-{application.receipt_number}.zip"
    return FileResponse(stream, as_attachment=True, filename=name, content_type="application/zip")


def _visible(request, pk):
    rows = Application.objects.visible_to(request.user).select_related("business", "round", "recommender")
    application = rows.filter(pk=pk).first()
    if application is None or not request.user.has_perm("screening.view_application"):
        raise Http404
    return application
