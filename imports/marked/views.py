"""The two downloads of an upload's page, for the bank's own people only."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header

from registry.history.errors import Refusal
from registry.parties.access import reach

from ..models import Upload
from .listing import listed
from .workbook import GONE, answer_name, answer_workbook, content_of, has_answer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OWN_ONLY = "标注后的文件和错误清单只供上传的银行下载。"


def marked_addresses(admin):
    """The addresses beside an upload, asked through the admin's own door."""
    door = admin.admin_site.admin_view
    return [
        path("<int:object_id>/answer/", door(_view(admin, _workbook)), name="imports_upload_answer"),
        path("<int:object_id>/errors/", door(_view(admin, _errors)), name="imports_upload_errors"),
    ]


def links_of(upload, user) -> dict:
    """`workbook`, `errors` (addresses) or `gone` (a sentence) for the page; {} for others and where all was well."""
    if upload.bank_id not in reach(user).institutions or not (upload.rejected or upload.warnings):
        return {}
    if not has_answer(upload) or not upload.file.storage.exists(upload.file.name):
        return {"gone": GONE.format(upload.original_name)}
    names = ("workbook", "answer"), ("errors", "errors")
    return {key: reverse(f"admin:imports_upload_{name}", args=[upload.pk]) for key, name in names}


def _view(admin, answer):
    def view(request, object_id):
        if not admin.has_view_permission(request):
            raise PermissionDenied
        upload = Upload.objects.visible_to(request.user).filter(pk=object_id).first()
        if upload is None:
            raise Http404
        if upload.bank_id not in reach(request.user).institutions:
            raise PermissionDenied(OWN_ONLY)
        try:
            return answer(upload)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:imports_upload_change", args=[upload.pk]))

    return view


def _workbook(upload):
    return _sent(HttpResponse(answer_workbook(upload), content_type=XLSX), answer_name(upload))


def _errors(upload):
    content_of(upload)
    name = answer_name(upload).removesuffix("-标注.xlsx") + "-错误.csv"
    return _sent(StreamingHttpResponse(listed(upload), content_type="text/csv; charset=utf-8"), name)


def _sent(response, name):
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
