"""Screening in the admin: rounds, applications with their steps, opinions, decisions."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from registry.history import clock
from registry.ledger.admin_base import (
    ExportableAdmin,
    ReadOnlyAdmin,
    RegistryAdmin,
    Step,
    StepForm,
    VisibleInline,
)
from registry.parties.access import bodies_of

from . import answering, asking, concluding, deciding, handling, intake
from .models import Application, Attachment, DepartmentOpinion, LeadingGroupDecision, Round
from .rounds import open_round, round_problems


def Day(label, **options):
    """A date field with the browser's own picker."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


class RoundForm(RegistryAdmin.form):
    def clean(self):
        cleaned = super().clean()
        if not self.instance.pk and {"year", "month"} <= set(cleaned):
            for sentence in round_problems(cleaned["year"], cleaned["month"], cleaned.get("opinions_due_on")):
                self.add_error(None, sentence)
        return cleaned


@admin.register(Round)
class RoundAdmin(RegistryAdmin):
    form = RoundForm
    list_display = ["__str__", "opens_on", "closes_on", "opinions_due_on"]
    fields = ["year", "month", "opinions_due_on", "note"]

    def get_readonly_fields(self, request, obj=None):
        return ["year", "month"] if obj else []

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        opened = open_round(
            obj.year, obj.month, actor=request.user, today=clock.today(), reason=form.cleaned_data["change_reason"],
            opinions_due_on=obj.opinions_due_on, note=obj.note,
        )  # fmt: skip
        obj.pk, obj.version = opened.pk, opened.version
        return None


class AttachmentInline(VisibleInline):
    model = Attachment
    fields = readonly_fields = ["kind", "original_name", "size"]


class OpinionInline(VisibleInline):
    model = DepartmentOpinion
    fields = readonly_fields = ["condition", "institution", "answer", "reason", "answered_on", "standing"]


class AttachForm(StepForm):
    kind = forms.ChoiceField(label="材料", choices=Attachment.Kind.choices)
    file = forms.FileField(label="文件", help_text="PDF、JPG、PNG、DOCX、XLSX，不超过10MB。")


class SupplementForm(StepForm):
    due_on = Day("补正期限", required=False)


class DecisionForm(StepForm):
    minutes_number = forms.CharField(
        label="会议纪要号", max_length=60, help_text="照录纪要文号，例如“〔2026〕5号”。"
    )
    met_on = Day("会议日期")


def _attach(record, *, actor, today, reason, kind, file):
    return intake.attach(
        record, kind=kind, name=file.name, content=file.read(), actor=actor, today=today, reason=reason
    )


def _may_attach(record, user):
    return record.status in ("draft", "supplement", "submitted") and handling.handles(record, user)


class ApplicationForm(RegistryAdmin.form):
    """Filling in runs the verb itself for trial, so that everything it would refuse is said on the page."""

    def clean(self):
        cleaned = super().clean()
        channel, recommender = cleaned.get("channel"), cleaned.get("recommender")
        if channel == "recommended" and recommender is None:
            raise ValidationError("推荐申报没有选择推荐单位。请选择后再保存。")
        return cleaned


@admin.register(Application)
class ApplicationAdmin(ExportableAdmin):
    form = ApplicationForm
    list_display = ["receipt_number", "business", "round", "channel", "recommender", "status", "received_on"]
    list_filter = ["status", "round", "channel"]
    search_fields = ["receipt_number", "business__name", "business__uscc", "business__operator_name"]
    autocomplete_fields = ["business"]
    list_select_related = ["business", "round", "recommender"]
    inlines = [AttachmentInline, OpinionInline]
    readonly_fields = [
        "receipt_number",
        "size_class",
        "size_reason",
        "received_on",
        "supplement_due_on",
        "conclusion",
    ]
    fieldsets = [
        ("申报", {"fields": ["receipt_number", "business", "round", "channel", "recommender", "contact_name", "contact_phone"]}),
        ("声明与授权", {"fields": list(intake.CLAIMS)}),
        ("受理", {"fields": ["outside_window_reason", "received_on", "supplement_due_on", "size_class", "size_reason", "conclusion"]}),
    ]  # fmt: skip
    steps = (
        Step("attach", verb=_attach, form=AttachForm, label="上传材料", permission="screening.add_attachment", when=_may_attach),
        Step("submit", verb=intake.submit, when=handling.handles, consequences=lambda r: ["按今天核对申报窗口、准入范围、划型、必备材料和不得申报的情形。"], recipients=lambda r: ["旗金融服务中心"]),
        Step("resubmit", verb=intake.resubmit, when=handling.handles, recipients=lambda r: ["旗金融服务中心"]),
        Step("ask_supplement", verb=intake.ask_supplement, form=SupplementForm, recipients=lambda r: [r.recommender or "申报人"]),
        Step("start_screening", verb=asking.start_screening, consequences=lambda r: ["按准入条件逐条征询审核单位，未答复不视为通过。"], recipients=lambda r: ["各审核单位"]),
        Step("pass_screening", verb=concluding.pass_screening, consequences=concluding.open_reasons),
        Step("fail_screening", verb=concluding.fail_screening, recipients=lambda r: [r.recommender or "申报人"]),
        Step("approve", verb=deciding.approve, form=DecisionForm),
        Step("decline", verb=deciding.decline, form=DecisionForm, recipients=lambda r: [r.recommender or "申报人"]),
        Step("withdraw", verb=intake.withdraw, when=lambda r, u: handling.is_office(u) or handling.handles(r, u)),
    )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        fixed = ["business", "round", "channel", "recommender"] if obj else []
        return [*self.readonly_fields, *fixed]

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.status in ("draft", "supplement"))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "recommender" and not handling.is_office(request.user):
            kwargs["queryset"] = bodies_of(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        drafted = intake.draft_application(
            obj.business, channel=obj.channel, recommender=obj.recommender, contact_name=obj.contact_name,
            contact_phone=obj.contact_phone, round=obj.round if obj.outside_window_reason else None, actor=request.user,
            today=clock.today(), reason=form.cleaned_data["change_reason"],
            outside_window_reason=obj.outside_window_reason, **{name: getattr(obj, name) for name in intake.CLAIMS},
        )  # fmt: skip
        obj.pk, obj.version, obj.receipt_number = drafted.pk, drafted.version, drafted.receipt_number
        return None


@admin.register(Attachment)
class AttachmentAdmin(RegistryAdmin):
    list_display = ["original_name", "kind", "application", "size"]
    list_filter = ["kind"]
    file_fields = ("file",)
    search_fields = ["original_name", "application__receipt_number"]
    exclude = ["file"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class OpinionForm(StepForm):
    answer = forms.ChoiceField(
        label="意见", choices=DepartmentOpinion.Answer.choices, widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label="查询凭据", required=False, max_length=120, help_text="文号或编号，不写案情和征信内容。"
    )
    source = forms.CharField(label="信息来源", required=False, max_length=120)
    queried_on = Day("查询日期", required=False)
    valid_until = Day("有效期至", required=False)


def _own(record, user):
    return (
        record.standing
        and record.application.status == "screening"
        and bodies_of(user).filter(pk=record.institution_id).exists()
    )


@admin.register(DepartmentOpinion)
class OpinionAdmin(RegistryAdmin):
    list_display = ["application", "condition", "institution", "answer", "asked_on", "due_on", "answered_on"]
    list_filter = ["answer", "institution", "condition"]
    search_fields = [
        "application__receipt_number",
        "application__business__name",
        "application__business__uscc",
    ]
    list_select_related = ["application__business", "application__round", "condition", "institution"]
    steps = (
        Step("answer", verb=answering.give_opinion, form=OpinionForm, label="答复", permission="screening.give_opinion",
             when=lambda r, u: not r.answer and _own(r, u), recipients=lambda r: ["旗金融服务中心"]),
        Step("correct", verb=answering.correct_opinion, form=OpinionForm, label="更正意见", permission="screening.give_opinion",
             needs_reason=True, when=lambda r, u: bool(r.answer) and _own(r, u)),
    )  # fmt: skip

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(LeadingGroupDecision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["minutes_number", "application", "approved", "met_on", "decided_by", "decided_on"]
    list_filter = ["approved", "met_on"]
    search_fields = ["minutes_number", "application__receipt_number"]
