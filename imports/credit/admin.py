"""Deliveries of credit facts in the admin: choose a file, see what it would do row by row, confirm or put it aside."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from registry.credit.delivering import put_aside
from registry.credit.models import CreditSource, Delivery
from registry.history import clock
from registry.history.errors import Refusal
from registry.history.walls import lifted
from registry.ledger.admin_base import RegistryAdmin, Step

from .taking import confirm, stage
from .template import blank_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DeliveryForm(forms.Form):
    file = forms.FileField(
        label="信用信息表", help_text="xlsx、xls、ods 或 csv，不超过30MB。可先下载空白模板。"
    )
    source = forms.ModelChoiceField(label="来源", queryset=None)
    purpose = forms.CharField(label="用途", max_length=100, initial="信用企业（户）动态核查")
    authority = forms.CharField(
        label="授权依据", max_length=200, help_text="依据的法律、文件或协议名称、文号。"
    )
    use_until = forms.DateField(
        label="使用期限至",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="这批信息可以用到哪一天。",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        held = user.memberships.current().filter(role="reporter").values("institution")
        self.fields["source"].queryset = CreditSource.objects.filter(institution__in=held, active=True)
        self.fields["source"].initial = self.fields["source"].queryset.first()


def _part(record, *, actor, today, reason):
    return confirm(record, actor=actor, today=today, reason=reason, partial=True)


def _will(record):
    return [
        f"新增{record.created}条，更正{record.corrected}条，无变化{record.unchanged}条，有误{record.rejected}条。",
        "信用企业（户）的不良信息登记后，转办公室核查是否违反准入条件，不自动取消资格。",
    ]


def _new(record):
    return record.created + record.corrected > 0


@admin.register(Delivery)
class DeliveryAdmin(RegistryAdmin):
    list_display = ["id", "source", "channel", "received_on", "rows", "created", "corrected", "unchanged", "rejected", "status"]  # fmt: skip
    list_filter = ["status", "channel", "source"]
    search_fields = ["original_name", "authority"]
    list_select_related = ["source"]
    change_form_template = "admin/imports/delivery/preview.html"
    exclude = ["file"]
    file_fields = ("file",)
    steps = (
        Step("confirm_all", verb=confirm, consequences=_will, when=lambda r, u: not r.rejected and _new(r)),
        Step(
            "find_unchanged",
            verb=confirm,
            consequences=_will,
            when=lambda r, u: not r.rejected and not _new(r),
        ),
        Step("confirm_part", verb=_part, consequences=_will, when=lambda r, u: 0 < r.rejected < r.rows),
        Step("reject", verb=put_aside),
    )

    def get_urls(self):
        view = self.admin_site.admin_view(self.template_view)
        return [path("template/", view, name="credit_delivery_template"), *super().get_urls()]

    def template_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        answer = HttpResponse(blank_sheet(), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="credit-facts-template.xlsx"'
        return answer

    def has_change_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = DeliveryForm(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            done = self._stage(request, form)
            if done is not None:
                return done
        context = {
            **self.admin_site.each_context(request),
            "title": "报送信用信息",
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/imports/delivery/upload.html", context)

    def _stage(self, request, form):
        given = dict(form.cleaned_data)
        file = given.pop("file")
        try:
            with lifted():
                delivery = stage(file.name, file.read(), actor=request.user, today=clock.today(), **given)
        except Refusal as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
            return None
        messages.info(request, "文件已读取，尚未登记。请核对下面的结果，再选择下一步。")
        return HttpResponseRedirect(reverse("admin:credit_delivery_change", args=[delivery.pk]))
