"""Compensation files in the admin: the list of papers with its light, files, deficiencies, agreements, shares."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from registry.history import clock
from registry.ledger.admin_base import (
    FilesStepForm,
    Kept,
    ProposedAdmin,
    Step,
    StepForm,
    VisibleInline,
    text_field,
)
from registry.parties.models import Institution

from ..dossier import mending, papers
from ..dossier.holdings import gather, holding
from ..dossier.inbox import open_files
from ..models import (
    ClaimDeficiency,
    ClaimDossier,
    DossierDocument,
    PaperRequirement,
    RiskShare,
    ShareAgreement,
)
from ..rules import dossier as rules
from ..rules.deficiency import CODES
from ..rules.deficiency import sentence as deficiency_sentence
from .adding import ways

TONE = {
    rules.GREY: "", rules.GREEN: "done", rules.AMBER: "due", rules.RED: "alarm", rules.HERE: "done",
    rules.MISSING: "due", rules.LATE: "alarm", rules.LATER: "", rules.NOT_NEEDED: "",
}  # fmt: skip


def lamp(light, missing=()):
    """The light as a word with its tone; how many are missing, where some are."""
    word = f"{rules.LIGHTS[light]}{f'（{len(missing)}件）' if missing and light != rules.GREY else ''}"
    return format_html('<span class="xbd-tag xbd-tag--{}">{}</span>', TONE[light] or "none", word)


class LightFilter(admin.SimpleListFilter):
    """Files of unpaid episodes by their light as of today."""

    title, parameter_name = "资料情况", "light"

    def lookups(self, request, model_admin):
        return [item for item in rules.LIGHTS.items() if item[0] != rules.GREY]

    def queryset(self, request, queryset):
        if self.value() not in rules.LIGHTS:
            return queryset
        found = gather(open_files(queryset.order_by()), clock.today())
        return queryset.filter(pk__in=[pk for pk, held in found.items() if held.light == self.value()])


class DossierUploadForm(FilesStepForm):
    linked = ("paper",)
    paper = forms.ModelChoiceField(
        label="资料名称", queryset=PaperRequirement.objects.none(), empty_label="请选择"
    )
    about = forms.CharField(label="说明", max_length=200, required=False, help_text="如文书号、日期、页数。")
    file = forms.FileField(label="文件", help_text="PDF、JPG、PNG、DOCX、XLSX，不超过10MB。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = PaperRequirement.objects.in_force(clock.today()).filter(source=rules.UPLOAD)
        self.fields["paper"].queryset = rows.order_by("order", "pk")


class RenameForm(StepForm):
    paper = forms.ModelChoiceField(
        label="应是哪种资料", queryset=PaperRequirement.objects.none(), empty_label="请选择"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = PaperRequirement.objects.in_force(clock.today()).filter(source=rules.UPLOAD)
        self.fields["paper"].queryset = rows.exclude(pk=self.record.paper_id).order_by("order", "pk")


class DocumentInline(VisibleInline):
    model = DossierDocument
    verbose_name_plural = "全部上传记录（含已撤下）"
    fields = readonly_fields = ["paper", "about", "uploaded_on", "uploaded_by", "standing", "taken_out_for"]


@admin.register(ClaimDossier)
class ClaimDossierAdmin(Kept):
    list_display = ["number", "business", "bank", "light", "days", "opened_on"]
    list_display_links = ["number"]
    list_filter = [LightFilter, "bank", "opened_on"]
    search_fields = ["episode__note__note_no", "business__name", "business__uscc"]
    list_select_related = ["business", "bank", "episode__note__line"]
    inlines = [DocumentInline]
    change_form_template = "admin/lending/claimdossier/change_form.html"
    steps = (
        Step("upload", verb=papers.upload, form=DossierUploadForm, label="上传资料",
             permission="lending.add_dossierdocument", when=lambda r, u: not papers.shut(r),
             consequences=lambda r: ["文件加密存放，只有本行、担保公司、办公室和审计可以查看。"]),
    )  # fmt: skip

    def get_changelist_instance(self, request):
        changes = super().get_changelist_instance(request)
        found = gather(changes.result_list, clock.today())
        for row in changes.result_list:
            row.seen = found[row.pk]
        return changes

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            held = holding(obj, clock.today())
            context["held"], context["lamp"] = held, lamp(held.light, held.missing)
            found = ways(obj, request.user, clock.today())
            context["lines"] = [self._line(line, found) for line in held.lines]
            context["claim"] = held.claim
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @staticmethod
    def _line(line, found):
        return {
            "name": line.paper.name, "source": rules.SOURCES[line.paper.source], "word": line.word,
            "tone": TONE[line.state], "needed": rules.NEEDED[line.paper.needed], "by": line.paper.by_day if line.paper.needed != rules.OPTIONAL else 0,
            "where": line.where, "way": found.get(line.paper.code), "records": [_linked(record) for record in line.records],
        }  # fmt: skip

    @admin.display(description="借据号", ordering="episode__note__note_no")
    def number(self, dossier):
        return dossier.episode.note.note_no

    @admin.display(description="资料情况")
    def light(self, dossier):
        return lamp(dossier.seen.light, dossier.seen.missing)

    @admin.display(description="逾期天数")
    def days(self, dossier):
        return dossier.seen.days


def _linked(record):
    """A record of the register, or a file of the bank, with the addresses of its page and of its content."""
    info = record._meta.app_label, record._meta.model_name
    page = reverse("admin:%s_%s_change" % info, args=[record.pk])
    if not isinstance(record, DossierDocument):
        return {"name": str(record), "page": page}
    file = reverse("admin:%s_%s_file" % info, args=[record.pk, "file"])
    return {"name": record.original_name, "about": record.about, "page": page, "file": file}


@admin.register(DossierDocument)
class DossierDocumentAdmin(Kept):
    list_display = ["paper", "dossier", "bank", "about", "uploaded_on", "uploaded_by", "standing"]
    list_filter = ["standing", "bank", "uploaded_on"]
    search_fields = ["dossier__episode__note__note_no", "original_name"]
    list_select_related = ["paper", "dossier__episode__note", "bank", "uploaded_by"]
    exclude = ["file"]
    file_fields = ("file",)
    steps = (
        Step("reclassify", verb=papers.reclassify, form=RenameForm, label="改正资料名称", permission="lending.add_dossierdocument",
             needs_reason=True, when=lambda r, u: r.standing and not papers.shut(r.dossier),
             consequences=lambda r: [f"文件现在是“{r.paper.name}”，改正后只算作所选的资料；原来的名称留在历史记录中。"]),
        Step("take_out", verb=papers.take_out, label="撤下", permission="lending.add_dossierdocument", needs_reason=True,
             danger=True, when=lambda r, u: r.standing and not papers.shut(r.dossier),
             consequences=lambda r: ["文件不再算作代偿资料；文件和撤下理由仍然保存。"]),
    )  # fmt: skip


class AnswerForm(StepForm):
    answer = text_field("补正说明", help_text="写明补充、更正了什么。")


@admin.register(ClaimDeficiency)
class ClaimDeficiencyAdmin(Kept):
    list_display = ["subject", "code", "claim", "bank", "round", "raised_on", "answered_on"]
    list_display_links = ["subject"]
    list_filter = ["code", "bank", ("answered_on", admin.EmptyFieldListFilter)]
    search_fields = ["claim__episode__note__note_no", "claim__business__name", "claim__business__uscc"]
    list_select_related = ["paper", "claim__episode__note", "bank"]
    exclude = ["paper"]
    readonly_fields = ["subject", "what_to_do"]
    steps = (
        Step("answer", verb=mending.answer, form=AnswerForm, label="登记补正", permission="lending.add_dossierdocument",
             when=lambda r, u: r.answered_on is None and r.claim.status == "returned"),
    )  # fmt: skip

    @admin.display(description="事项")
    def subject(self, row):
        return row.subject

    @admin.display(description="怎样办理")
    def what_to_do(self, row):
        return deficiency_sentence(row.subject, row.code)


class DeficiencyInline(VisibleInline):
    model = ClaimDeficiency
    fields = readonly_fields = ["round", "subject", "code", "raised_on", "answer", "answered_on"]

    @admin.display(description="事项")
    def subject(self, row):
        return row.subject


class ReturnForm(StepForm):
    """One choice per paper of the list; what is left alone is in order."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "没有问题"), *CODES.items()]
        self.papers = list(
            PaperRequirement.objects.in_force(self.record.lodged_on or clock.today()).order_by("order", "pk")
        )
        for paper in self.papers:
            self.fields[f"paper_{paper.pk}"] = forms.ChoiceField(
                label=paper.name, choices=choices, required=False
            )
        self.fields["amount"] = forms.ChoiceField(label="代偿金额和计息", choices=choices, required=False)
        self.order_fields([*(n for n in self.fields if n not in {"reason", "expected_version"}), "reason"])

    def keywords(self):
        asked = self.cleaned_data
        found = [(paper, asked[f"paper_{paper.pk}"]) for paper in self.papers] + [(None, asked["amount"])]
        return {"deficiencies": [(paper, code) for paper, code in found if code]}


def file_of(episode):
    """What a page says about the file of an episode: the light, what is missing, the address. None without a file."""
    dossier = ClaimDossier.objects.filter(episode=episode).select_related("episode__note__line").first()
    if dossier is None:
        return None
    held = holding(dossier, clock.today())
    url = reverse("admin:lending_claimdossier_change", args=[dossier.pk])
    return {"lamp": lamp(held.light, held.missing), "word": held.word, "missing": held.missing, "url": url}


@admin.register(PaperRequirement)
class PaperRequirementAdmin(ProposedAdmin):
    list_display = ["order", "name", "source", "needed", "from_day", "by_day", "in_force_from", "in_force_to"]
    list_display_links = ["name"]
    list_filter = ["source", "needed"]
    search_fields = ["code", "name"]

    def get_fields(self, request, obj=None):
        """The code is for whoever keeps the list; a reader needs the name only."""
        names = super().get_fields(request, obj)
        keeps = obj is None or self.has_change_permission(request, obj)
        return names if keeps else [name for name in names if name != "code"]


@admin.register(ShareAgreement)
class ShareAgreementAdmin(ProposedAdmin):
    list_display = [
        "bank", "document", "guarantor_share", "bank_share", "fund_share", "reinsurer_share", "in_force_from", "in_force_to",
    ]  # fmt: skip
    list_display_links = ["document"]
    list_filter = ["bank"]
    search_fields = ["document"]
    list_select_related = ["bank"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "bank":
            kwargs["queryset"] = Institution.objects.partner_banks()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ShareInline(VisibleInline):
    model = RiskShare
    fields = readonly_fields = ["recovery", "bearer", "percent", "amount"]


@admin.register(RiskShare)
class RiskShareAdmin(Kept):
    list_display = ["claim", "bank", "recovery", "bearer", "percent", "amount"]
    list_filter = ["bearer", "bank"]
    search_fields = ["claim__episode__note__note_no"]
    list_select_related = ["claim__episode__note", "bank", "recovery__claim__episode__note"]
