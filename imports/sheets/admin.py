"""Sheets of the office in the admin: choose a kind, hand in a file, see what it would do, confirm as another person."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header

from registry.history import clock
from registry.history.errors import Refusal
from registry.history.walls import lifted
from registry.ledger.admin_base import RegistryAdmin, Step

from .forms import SheetForm
from .kinds import KINDS
from .models import SheetUpload
from .staging import SHOWN, book, put_aside, recheck, stage
from .template import blank_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _will(record):
    told = [f"新增{record.created}条，更新{record.updated}条，无变化{record.unchanged}条。"]
    return told + ["各户自认定日起为信用企业（户），进入公开的名册。"] * (
        record.kind == "roster" and record.created > 0
    )


def _new(record):
    return record.created + record.updated > 0


def _another(record, user):
    return (
        not record.rejected
        and _new(record)
        and user.has_perm(KINDS[record.kind].books)
        and record.uploaded_by_id != user.pk
    )


def _own(record, user):
    return record.status == "received" and user.has_perm(KINDS[record.kind].uploads)


@admin.register(SheetUpload)
class SheetUploadAdmin(RegistryAdmin):
    list_display = [
        "original_name",
        "kind",
        "rows",
        "created",
        "updated",
        "unchanged",
        "rejected",
        "status",
        "uploaded_on",
    ]
    list_filter = ["status", "kind"]
    search_fields = ["original_name"]
    change_list_template = "admin/imports/sheetupload/change_list.html"
    change_form_template = "admin/imports/sheetupload/preview.html"
    exclude = ["file", "remarks"]
    file_fields = ("file",)
    steps = (
        Step("book", verb=book, consequences=_will, when=_another),
        Step("find_unchanged", verb=book, consequences=_will, when=lambda r, u: not r.rejected and not _new(r)),
        Step("recheck", verb=recheck, label="重新核对", permission="imports.add_sheetupload", when=_own,
             consequences=lambda r: ["按登记簿的现状重新核对这个文件，登记不变。"]),
        Step("reject", verb=put_aside, when=_own, consequences=lambda r: ["文件和核对结果删除，登记不变。"]),
    )  # fmt: skip

    def get_urls(self):
        view = self.admin_site.admin_view(self.template_view)
        return [path("template/<slug:kind>/", view, name="imports_sheetupload_template"), *super().get_urls()]

    def _kind(self, request, name):
        kind = KINDS.get(name)
        if kind is None:
            raise Http404
        if not request.user.has_perm(kind.uploads):
            raise PermissionDenied(f"您没有上传{kind.label}的权限。")
        return kind

    def template_view(self, request, kind):
        if not self.has_add_permission(request):
            raise PermissionDenied
        chosen = self._kind(request, kind)
        answer = HttpResponse(blank_sheet(chosen), content_type=XLSX)
        answer["Content-Disposition"] = content_disposition_header(True, f"{chosen.label}模板.xlsx")
        return answer

    def get_exclude(self, request, obj=None):
        return self.exclude if obj is None or obj.recognised_on else [*self.exclude, "recognised_on"]

    def has_change_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        """Without `?kind=` the kinds this person may hand in; with it the form of that kind."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        kinds = [kind for kind in KINDS.values() if request.user.has_perm(kind.uploads)]
        kind = self._kind(request, request.GET["kind"]) if "kind" in request.GET else None
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = SheetForm(*sent, kind=kind) if kind else None
        if form is not None and form.is_bound and form.is_valid():
            done = self._stage(request, form, kind)
            if done is not None:
                return done
        context = {
            **self.admin_site.each_context(request), "title": f"上传{kind.label}" if kind else "上传登记表", "form": form,
            "kind": kind, "kinds": kinds, "opts": self.opts,
        }  # fmt: skip
        return TemplateResponse(request, "admin/imports/sheetupload/upload.html", context)

    def _stage(self, request, form, kind):
        given = {name: form.cleaned_data[name] for name in kind.asks}
        try:
            with lifted():
                upload = stage(
                    *form.given(), kind=kind.name, actor=request.user, today=clock.today(), **given
                )
        except Refusal as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
            return None
        messages.info(request, "文件已读取，尚未登记。请核对下面的结果。")
        return HttpResponseRedirect(reverse("admin:imports_sheetupload_change", args=[upload.pk]))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["lines"] = obj.lines.all()
            context["more"] = max(obj.rows - SHOWN, 0) if obj.file else 0
            context["waits"] = obj.status == "received" and not obj.rejected and _new(obj)
            context["mine"] = obj.uploaded_by_id == request.user.pk
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
