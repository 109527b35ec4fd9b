"""Recommendation sheets in the admin: template, upload, what each row would become, confirm."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from registry.history import clock
from registry.history.errors import Refusal
from registry.history.walls import lifted
from registry.ledger.admin_base import RegistryAdmin, Step, StepForm
from registry.parties.access import bodies_of

from .booking import draft_sheet, rows_of, stage_sheet
from .filing import drafts_of, file_pack, hand_in, missing
from .judging import BAD, LABELS
from .models import RecommendationSheet
from .template import blank_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetForm(forms.Form):
    file = forms.FileField(
        label="推荐表", help_text="xlsx、xls 或 csv，一次最多500行。请先下载空白推荐表填写。"
    )
    institution = forms.ModelChoiceField(label="推荐单位", queryset=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        held = user.memberships.current().filter(role="recommender")
        mine = bodies_of(user).filter(pk__in=held.values("institution"))
        self.fields["institution"].queryset = mine
        self.fields["institution"].initial = mine.first()


def _all(record, *, actor, today, reason):
    return draft_sheet(record, actor=actor, today=today, reason=reason)


def _part(record, *, actor, today, reason):
    return draft_sheet(record, actor=actor, today=today, reason=reason, partial=True)


def _rows(record):
    try:
        return rows_of(record, today=clock.today())
    except Refusal:
        return []


def _will(record):
    rows = _rows(record)
    made = sum(row.drafts for row in rows)
    return [
        f"建立{made}件申报草稿；征信报告和申报表随后打包或者逐件上传，再提交。",
        "已有草稿或者已经提交的不变。",
    ]


def _bad(record):
    return any(row.state == BAD for row in _rows(record))


def _left(record):
    return any(row.drafts for row in _rows(record))


def _waiting(record):
    try:
        return drafts_of(record, today=clock.today())
    except Refusal:
        return []


def _takes_papers(record, user):
    return bool(record.drafted) and bool(_waiting(record))


def _lacking(record):
    waiting = _waiting(record)
    short = [f"{a.business}还缺{'、'.join(missing(a))}，这次不会提交。" for a in waiting if missing(a)]
    return [f"提交材料齐全的{len(waiting) - len(short)}户，提交后由办公室受理。", *short]


class PackForm(StepForm):
    pack = forms.FileField(
        label="材料包（zip）",
        help_text="每个文件的名称里要有18位统一社会信用代码和材料名称，例如“92150627MAXXXXXX0X_征信报告.pdf”；"
        "一户一个文件夹、以代码命名也可以。单个文件不超过10MB，整包不超过1200个文件、300MB。",
    )
    skip_bad = forms.BooleanField(label="不能识别的文件跳过，其余照收", required=False)


RIGHT = "imports.add_recommendationsheet"
PACK_EFFECTS = ["按文件名把每件材料放到对应的申报里；同一户同一种材料，以新的替换旧的，旧的留档。"]


@admin.register(RecommendationSheet)
class SheetAdmin(RegistryAdmin):
    list_display = ["original_name", "institution", "rows", "drafted", "uploaded_on", "confirmed_on"]
    list_filter = ["institution"]
    search_fields = ["original_name"]
    list_select_related = ["institution"]
    change_form_template = "admin/imports/recommendationsheet/preview.html"
    exclude = ["file", "sha256"]
    file_fields = ("file",)
    steps = (
        Step("all", verb=_all, label="全部建立申报草稿", permission=RIGHT, consequences=_will,
             when=lambda r, u: _left(r) and not _bad(r)),
        Step("part", verb=_part, label="只建立无误的行", permission=RIGHT, consequences=_will,
             when=lambda r, u: _left(r) and _bad(r)),
        Step("papers", verb=file_pack, label="上传材料包", permission=RIGHT, form=PackForm,
             consequences=lambda r: PACK_EFFECTS, when=_takes_papers),
        Step("submit", verb=hand_in, label="提交材料齐全的申报", permission=RIGHT, consequences=_lacking,
             recipients=lambda r: ["旗金融服务中心"], when=_takes_papers),
    )  # fmt: skip

    def get_urls(self):
        view = self.admin_site.admin_view(self.template_view)
        return [path("template/", view, name="imports_recommendationsheet_template"), *super().get_urls()]

    def template_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        answer = HttpResponse(blank_sheet(), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="recommendation-template.xlsx"'
        return answer

    def has_change_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SheetForm(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            try:
                file = form.cleaned_data["file"]
                with lifted():
                    sheet = stage_sheet(
                        file.name,
                        file.read(),
                        institution=form.cleaned_data["institution"],
                        actor=request.user,
                        today=clock.today(),
                    )
            except Refusal as refusal:
                for sentence in refusal.sentences:
                    form.add_error(None, sentence)
            else:
                messages.info(request, "推荐表已读取，还没有建立草稿。请核对下面的结果，再选择下一步。")
                return HttpResponseRedirect(
                    reverse("admin:imports_recommendationsheet_change", args=[sheet.pk])
                )
        context = {
            **self.admin_site.each_context(request),
            "title": "上传推荐表",
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/imports/recommendationsheet/upload.html", context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            try:
                with lifted():
                    rows = rows_of(obj, today=clock.today())
            except Refusal as refusal:
                rows = []
                messages.error(request, str(refusal))
            context["judged"] = rows
            context["counts"] = [
                (label, sum(row.state == state for row in rows)) for state, label in LABELS.items()
            ]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
