"""Uploads in the admin: choose a file, see what it would do row by row, confirm or put it aside."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from registry.history import clock
from registry.history.errors import Refusal
from registry.history.walls import lifted
from registry.ledger.admin_base import RegistryAdmin, Step
from registry.parties.access import bodies_of

from .held.admin import mapping_view
from .held.forms import UNIT
from .held.holding import hold
from .models import Upload
from .pipeline import Unmapped
from .template import blank_ledger
from .uploading import confirm, reject, stage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 500


class UploadForm(forms.Form):
    file = forms.FileField(
        label="贷款台账", help_text="xlsx、xls、ods 或 csv，不超过30MB。可先下载空白模板。"
    )
    bank = forms.ModelChoiceField(label="银行", queryset=None)
    unit = forms.ChoiceField(
        label="金额单位",
        choices=UNIT,
        required=False,
        help_text="选择的单位与文件中写明的不一致时，文件不会收下。",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = bodies_of(user).filter(kind="bank")
        self.fields["bank"].queryset = mine
        self.fields["bank"].initial = mine.first()


def _all(record, *, actor, today, reason):
    return confirm(record, actor=actor, today=today, reason=reason)


def _part(record, *, actor, today, reason):
    return confirm(record, actor=actor, today=today, reason=reason, partial=True)


def _will(record):
    return [f"新增{record.created}行，更新{record.updated}行，无变化{record.unchanged}行，有误{record.rejected}行。",
            "入账后按登记的事实判断逾期，发生逾期的当即触发报告、预警等事项。"]  # fmt: skip


@admin.register(Upload)
class UploadAdmin(RegistryAdmin):
    list_display = [
        "id",
        "original_name",
        "bank",
        "as_of",
        "rows",
        "created",
        "updated",
        "unchanged",
        "rejected",
        "status",
        "uploaded_on",
    ]
    list_filter = ["status", "bank"]
    search_fields = ["original_name"]
    change_form_template = "admin/imports/upload/preview.html"
    exclude = ["file", "register_version", "sha256", "remarks"]
    file_fields = ("file",)
    steps = (
        Step(
            "confirm_all",
            verb=_all,
            consequences=_will,
            when=lambda r, u: not r.rejected and r.created + r.updated > 0,
        ),
        Step(
            "find_unchanged",
            verb=_all,
            consequences=_will,
            when=lambda r, u: not r.rejected and r.created + r.updated == 0,
        ),
        Step("confirm_part", verb=_part, consequences=_will, when=lambda r, u: 0 < r.rejected < r.rows),
        Step("reject", verb=reject),
    )

    def get_urls(self):
        view = self.admin_site.admin_view(self.template_view)
        mapping = self.admin_site.admin_view(mapping_view)
        return [
            path("template/", view, name="imports_upload_template"),
            path("mapping/<int:pk>/", mapping, name="imports_upload_mapping"),
            *super().get_urls(),
        ]

    def template_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        answer = HttpResponse(blank_ledger(), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="ledger-template.xlsx"'
        return answer

    def has_add_permission(self, request):
        return request.user.has_perm("imports.upload_ledger")

    def has_change_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent, user=request.user)
        if request.method == "POST" and form.is_valid():
            done = self._stage(request, form)
            if done is not None:
                return done
        context = {
            **self.admin_site.each_context(request),
            "title": "上传贷款台账",
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/imports/upload/upload.html", context)

    def _stage(self, request, form):
        given = form.cleaned_data
        try:
            with lifted():
                upload = stage(
                    given["file"].name,
                    given["file"].read(),
                    bank=given["bank"],
                    actor=request.user,
                    today=clock.today(),
                    unit=given["unit"],
                )
        except Unmapped:
            return self._hold(request, given)
        except Refusal as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
            return None
        messages.info(request, "文件已读取，尚未入账。请核对下面的结果，再选择下一步。")
        return HttpResponseRedirect(reverse("admin:imports_upload_change", args=[upload.pk]))

    def _hold(self, request, given):
        """The file is kept and the person says which column is which."""
        file = given["file"]
        file.seek(0)
        with lifted():
            held = hold(
                file.name, file.read(), bank=given["bank"], unit=given["unit"], actor=request.user, today=clock.today()
            )  # fmt: skip
        return HttpResponseRedirect(reverse("admin:imports_upload_mapping", args=[held.pk]))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            rows = obj.staged.order_by("row")
            context["staged"] = [
                *rows.filter(action="rejected")[:SHOWN],
                *rows.exclude(action="rejected")[:SHOWN],
            ]
            context["remarks"] = obj.remarks
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


from .credit import admin as credit_admin  # noqa: E402, F401
from .recommending.admin import SheetAdmin  # noqa: E402, F401
