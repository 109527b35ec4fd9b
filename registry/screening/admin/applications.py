"""Applications with their papers and steps."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from registry.history import clock
from registry.ledger.admin_base import (
    ExportableAdmin,
    RegistryAdmin,
    Step,
    StepForm,
    VisibleInline,
    day_field,
)
from registry.parties.access import bodies_of

from .. import asking, concluding, deciding, handling, intake, sealing, supplements
from ..models import ANSWERABLE, Application, Attachment
from ..previewing import preview
from .beside import Beside, sees_ties
from .decisions import DecisionForm
from .opinions import OpinionInline


class AttachmentInline(VisibleInline):
    model = Attachment
    fields = readonly_fields = ["kind", "original_name", "size", "replaced_on", "expired_on"]


class AttachForm(StepForm):
    kind = forms.ChoiceField(label="材料", choices=Attachment.Kind.choices)
    file = forms.FileField(label="文件", help_text="PDF、JPG、PNG、DOCX、XLSX，不超过10MB。")


class SupplementForm(StepForm):
    items = forms.MultipleChoiceField(
        label="要补正的事项", choices=list(supplements.ITEMS.items()), widget=forms.CheckboxSelectMultiple, required=False,
        help_text="自行申报的，申报人在网上只能补正这里勾选的事项。",
    )  # fmt: skip
    due_on = day_field("补正期限", required=False)


class ExtendForm(StepForm):
    due_on = day_field("新的补正期限")


def _would_say(record):
    """What handing in today would be refused for, or that it would be taken."""
    problems, _ = preview(record, today=clock.today())
    told = [f"现在提交会被退回：{sentence}" for sentence in problems]
    return told or ["已按今天核对申报窗口、准入范围、划型、必备材料和不得申报的情形，可以受理。"]


def _attach(record, *, actor, today, reason, kind, file):
    return intake.attach(
        record, kind=kind, name=file.name, content=file.read(), actor=actor, today=today, reason=reason
    )


def _conclusion(record):
    return concluding.conclusion_problems(record, today=clock.today())


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
class ApplicationAdmin(Beside, ExportableAdmin):
    form = ApplicationForm
    change_form_template = "admin/screening/application/change_form.html"
    list_display = ["receipt_number", "business", "round", "channel", "recommender", "status", "received_on"]
    list_filter = ["status", "round", "channel", "business__kind", "business__town"]
    search_fields = ["receipt_number", "business__name", "business__uscc", "business__operator_name"]
    autocomplete_fields = ["business"]
    covered_fields = ("contact_phone",)
    unexported = ("supplement_items", "supplement_done")
    list_select_related = ["business", "round", "recommender"]
    inlines = [AttachmentInline, OpinionInline]
    readonly_fields = [
        "receipt_number",
        "size_class",
        "size_reason",
        "received_on",
        "supplement_due_on",
        "conclusion",
        "operator_masked",
        "previewed",
        "related",
        "asked",
    ]
    fieldsets = [
        ("申报", {"fields": ["receipt_number", "business", "round", "channel", "recommender", "contact_name", "contact_phone"]}),
        ("提交前核对", {"fields": ["previewed"]}),
        ("经营情况（本次申报填写；空着的按企业（户）登记的）", {"fields": list(supplements.WORDS["figures"])}),
        ("声明与授权", {"fields": list(intake.CLAIMS)}),
        ("关联与核对", {"fields": ["related", "particulars_note", "operator_masked"]}),
        ("受理", {"fields": ["outside_window_reason", "received_on", "supplement_due_on", "asked", "size_class", "size_reason", "conclusion"]}),
    ]  # fmt: skip
    steps = (
        Step("attach", verb=_attach, form=AttachForm, label="上传材料", permission="screening.add_attachment", when=_may_attach),
        Step("submit", verb=intake.submit, when=handling.handles, consequences=_would_say, recipients=lambda r: ["旗金融服务中心"]),
        Step("resubmit", verb=intake.resubmit, when=handling.handles, consequences=_would_say, recipients=lambda r: ["旗金融服务中心"]),
        Step("ask_supplement", verb=supplements.ask_supplement, form=SupplementForm, recipients=lambda r: [r.recommender or "申报人"]),
        Step("extend_supplement", verb=supplements.extend_supplement, form=ExtendForm, label="延长补正期限", permission="screening.ask_supplement_application", when=lambda r, u: r.status == "supplement", recipients=lambda r: [r.recommender or "申报人"]),
        Step("start_screening", verb=asking.start_screening, consequences=lambda r: ["按准入条件逐条征询审核单位，未答复不视为通过。"], recipients=lambda r: ["各审核单位"]),
        Step("pass_screening", verb=concluding.pass_screening, consequences=_conclusion),
        Step("fail_screening", verb=concluding.fail_screening, recipients=lambda r: [r.recommender or "申报人"]),
        Step("approve", verb=deciding.approve, form=DecisionForm),
        Step("decline", verb=deciding.decline, form=DecisionForm, recipients=lambda r: [r.recommender or "申报人"]),
        Step("unseal", verb=sealing.unseal, label="启封部门意见", permission="screening.unseal_opinion", needs_reason=True,
             when=lambda r, u: r.status == "screening" and not sealing.is_open(r)),
        Step("ask_again", verb=asking.ask_again, label="重新征询过期意见", permission="screening.ask_opinion",
             when=lambda r, u: r.status in ANSWERABLE and r.opinions.expired(clock.today()).exists()),
        Step("reopen_screening", verb=concluding.reopen_screening, consequences=lambda r: ["原结论和领导小组决定不再有效。"]),
        Step("withdraw", verb=intake.withdraw, when=lambda r, u: handling.is_office(u) or handling.handles(r, u)),
    )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        fixed = ["business", "round", "channel", "recommender", "particulars_note"] if obj else []
        return [*self.readonly_fields, *fixed]

    def get_fieldsets(self, request, obj=None):
        """Nothing to tell before the first save; ties to others' applications only for those who see them all."""
        hidden = set() if obj and sees_ties(request.user) else {"关联与核对"}
        hidden |= set() if obj and obj.status in ("draft", "supplement") else {"提交前核对"}
        return [
            (name, options) for name, options in super().get_fieldsets(request, obj) if name not in hidden
        ]

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
            declared={name: getattr(obj, name) for name in supplements.WORDS["figures"]},
        )  # fmt: skip
        obj.pk, obj.version, obj.receipt_number = drafted.pk, drafted.version, drafted.receipt_number
        return None


@admin.register(Attachment)
class AttachmentAdmin(RegistryAdmin):
    list_display = ["original_name", "kind", "application", "size", "expired_on"]
    list_filter = ["kind", ("expired_on", admin.EmptyFieldListFilter)]
    file_fields = ("file",)
    search_fields = ["original_name", "application__receipt_number"]
    exclude = ["file"]
    readonly_fields = ["expired_on"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
