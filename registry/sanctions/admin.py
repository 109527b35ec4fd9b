"""Warnings, qualifications, blacklist cases and joint measures in the admin."""

from django import forms
from django.contrib import admin

from registry.history import clock
from registry.ledger.admin_base import ExportableAdmin, RegistryAdmin, Step, StepForm, VisibleInline
from registry.ledger.proposals.proposing import propose_step
from registry.parties.models import Qualification
from registry.policy.models import AdmissionCondition

from . import breaches, cancelling, deciding, joint, proposing, publication, removal, warning
from .acts import CANCEL, LIFT
from .models import BlacklistCase, ConditionBreach, JointAction, WarningNotice


class Kept(RegistryAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(WarningNotice)
class WarningNoticeAdmin(Kept):
    list_display = ["business", "trigger", "triggered_on", "issued_on", "document_number", "waived_on"]
    list_filter = ["trigger", "issued_on"]
    search_fields = ["business__name", "business__uscc", "document_number"]
    exclude = ["waiver_file"]
    file_fields = ("waiver_file",)


class WarningInline(VisibleInline):
    model = WarningNotice
    fields = readonly_fields = ["trigger", "triggered_on", "facts", "waived_on"]


class KeepForm(StepForm):
    cause = forms.CharField(label="技术性原因", max_length=200)
    evidence = forms.CharField(label="证明材料", max_length=200, help_text="材料名称、文号与日期。")
    file = forms.FileField(label="证明材料文件", required=False)


class RestoreForm(StepForm):
    basis = forms.CharField(label="恢复依据", max_length=200)


class BreachForm(StepForm):
    condition = forms.ModelChoiceField(label="违反的准入条件", queryset=AdmissionCondition.objects.all())
    facts = forms.CharField(label="事实与依据", widget=forms.Textarea(attrs={"rows": 3}))


def _told(record):
    return ["有关单位", "合作金融机构", "担保公司"]


@admin.register(Qualification)
class QualificationAdmin(ExportableAdmin, Kept):
    list_display = ["business", "kind", "batch", "status", "recognised_on", "cancelled_on", "may_reapply_on"]
    list_filter = ["status", "batch", "business__kind"]
    search_fields = ["business__name", "business__uscc"]
    list_select_related = ["business"]
    inlines = [WarningInline]
    steps = (
        Step("breach", verb=warning.warn_condition, form=BreachForm, label="违反准入条件预警", permission="parties.warn_qualification",
             danger=True, when=lambda r, u: r.status in ("qualified", "warned"), recipients=_told),
        Step("keep", verb=cancelling.keep, form=KeepForm, consequences=lambda r: ["预警撤回，资格继续有效。"]),
        Step("cancel", verb=propose_step(CANCEL), label="提请取消资格", recipients=_told,
             consequences=lambda r: ["由另一人在“待批事项”中批准后：", "资格取消，不得再申请“信保贷”。", "停止名下授信的新增放款。", "依文件向社会发出公告。"]),
        Step("restore", verb=cancelling.restore, form=RestoreForm),
    )  # fmt: skip

    @admin.display(description="类别", ordering="business__kind")
    def kind(self, record):
        return record.business.get_kind_display()


class JointInline(VisibleInline):
    model = JointAction
    fields = readonly_fields = ["institution", "asked_on", "measure", "done_on", "lifted_on"]


def day_field(label, **options):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


class NotifyForm(StepForm):
    delivery_proof = forms.CharField(label="送达凭据", max_length=120)
    delivered_on = day_field("送达日期", required=False)


class ReplyForm(StepForm):
    reply = forms.CharField(label="陈述申辩意见", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    replied_on = day_field("收到日期", required=False)
    waived = forms.BooleanField(label="书面放弃陈述申辩", required=False)


class ListForm(StepForm):
    review = forms.CharField(
        label="对陈述申辩的复核意见", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class PublishForm(StepForm):
    legal_basis = forms.CharField(
        label="公开的法律依据",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="没有法律、法规依据不得公开。",
    )


class RemoveForm(StepForm):
    cause = forms.ChoiceField(
        label="移出事由", choices=[("repaired", "信用修复"), ("term", "期限届满"), ("revoked", "原决定撤销")]
    )
    corrected = forms.BooleanField(label="已纠正失信行为", required=False)
    duties_performed = forms.BooleanField(label="已履行相关义务", required=False)
    promise = forms.BooleanField(label="已作出信用承诺", required=False)


@admin.register(BlacklistCase)
class BlacklistCaseAdmin(RegistryAdmin):
    list_display = [
        "business",
        "ground",
        "severity",
        "status",
        "proposed_on",
        "reply_due_on",
        "decided_on",
        "max_until",
    ]
    list_filter = ["status", "ground", "severity"]
    search_fields = ["business__name", "business__uscc"]
    autocomplete_fields = ["business"]
    file_fields = ("evidence_file",)
    inlines = [JointInline]
    steps = (
        Step("draw_notice", verb=proposing.draw_notice, label="制发拟列入告知书", permission="sanctions.notify_blacklistcase",
             when=lambda r, u: r.status == "proposed"),
        Step("notify", verb=proposing.notify, form=NotifyForm, consequences=lambda r: ["陈述申辩期自送达次日起按工作日计算。"]),
        Step("record_reply", verb=proposing.record_reply, form=ReplyForm),
        Step("list", verb=deciding.list_business, form=ListForm, recipients=lambda r: ["各成员单位"],
             consequences=lambda r: ["列入后不在“信保贷”范围；默认不公开。"]),
        Step("dismiss", verb=deciding.dismiss),
        Step("publish", verb=publication.publish, form=PublishForm, consequences=lambda r: ["依法公开，期限届满自动停止公开。"]),
        Step("stop_publication", verb=publication.stop_publication),
        Step("remove", verb=removal.remove, form=RemoveForm, consequences=lambda r: ["移出不等于恢复申请资格，须另行决定。"]),
        Step("lift_exclusion", verb=propose_step(LIFT), label="提请解除申请限制", permission="sanctions.dismiss_blacklistcase",
             needs_reason=True, when=lambda r, u: r.status == "removed" and r.exclusion_lifted_on is None),
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        asked = ["business", "ground", "facts", "basis", "evidence_file", "determined_on", "severity"]
        if obj is None:
            return [*asked, "change_reason", "expected_version"]
        return [
            field.name
            for field in self.model._meta.fields
            if field.name not in ("id", "version", "evidence_file")
        ]

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        proposing.propose_case(
            obj, actor=request.user, today=clock.today(), reason=form.cleaned_data["change_reason"]
        )


class MeasureForm(StepForm):
    measure = forms.CharField(label="采取的措施", widget=forms.Textarea(attrs={"rows": 3}))
    done_on = day_field("办结日期", required=False)


@admin.register(JointAction)
class JointActionAdmin(Kept):
    list_display = ["case", "institution", "asked_on", "done_on", "lifted_on"]
    list_filter = ["institution"]
    steps = (
        Step("measure", verb=joint.record_measure, form=MeasureForm, label="登记措施", permission="sanctions.change_jointaction",
             when=lambda r, u: r.done_on is None),
        Step("lift", verb=joint.lift_measure, label="登记解除", permission="sanctions.change_jointaction",
             when=lambda r, u: r.done_on is not None and r.lifted_on is None),
    )  # fmt: skip


class ConfirmBreachForm(StepForm):
    condition = forms.ModelChoiceField(
        label="违反的准入条件",
        queryset=AdmissionCondition.objects.all(),
        help_text="已按信息来源预选，请核对。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["condition"].queryset = AdmissionCondition.objects.in_force(clock.today())
        self.fields["condition"].initial = self.record.condition_id


@admin.register(ConditionBreach)
class ConditionBreachAdmin(Kept):
    list_display = ["business", "fact", "condition", "found_on", "status"]
    list_filter = ["status", "condition"]
    search_fields = ["business__name", "business__uscc"]
    list_select_related = ["business", "fact__business", "condition"]
    steps = (
        Step("confirm", verb=breaches.confirm, form=ConfirmBreachForm, recipients=_told,
             consequences=lambda r: ["发出预警提示，资格转为“已预警，待确认取消”；是否取消另行决定。"]),
        Step("dismiss", verb=breaches.dismiss, consequences=lambda r: ["资格不变，线索归档。"]),
        Step("withdraw", verb=breaches.withdraw, recipients=_told, consequences=lambda r: ["预警撤回；没有其他预警的，资格恢复有效。"]),
    )  # fmt: skip
