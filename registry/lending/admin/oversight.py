"""Inquiries, checks of the use of funds, protective measures, risk compensation: registers and the forms of their steps."""

from django import forms
from django.contrib import admin

from registry.ledger.admin_base import (
    FilesStepForm,
    Kept,
    Step,
    StepForm,
    VisibleInline,
    day_field,
    file_field,
    text_field,
)
from registry.policy.models import AdmissionCondition

from .. import supervising
from ..models import Inquiry, ProtectiveMeasure, RiskCompensation, SupervisionNote
from .base import money_field


class InquiryForm(StepForm):
    result = forms.ChoiceField(label="调查结论", choices=Inquiry.Result.choices)
    concluded_on = day_field("作出日期", required=False, help_text="不填即为今天。")
    grounds = text_field("调查情况和理由")


class CheckForm(FilesStepForm):
    checked_on = day_field("检查日期", required=False, help_text="不填即为今天。")
    looked_at = text_field("检查内容", help_text="查看了哪些凭证、账户、现场。")
    finding = forms.ChoiceField(label="检查结果", choices=SupervisionNote.Finding.choices)
    remarks = text_field("情况说明", required=False, help_text="结果为存疑或者挪用嫌疑的，必须写明。")
    file = file_field("检查材料")


class MeasureForm(FilesStepForm):
    kind = forms.ChoiceField(label="措施种类", choices=ProtectiveMeasure.Kind.choices)
    taken_on = day_field("采取日期", required=False, help_text="不填即为今天。")
    description = text_field("措施内容", help_text="写明保全或者担保的财产、文书号和权属。")
    amount = money_field("涉及金额")
    file = file_field("措施材料")


class BreachMeasureForm(MeasureForm):
    condition = forms.ModelChoiceField(label="违反的准入条件", queryset=AdmissionCondition.objects.all())


class InclusionForm(StepForm):
    amount = money_field("纳入金额")
    included_on = day_field("纳入日期", required=False, help_text="不填即为今天。")
    basis = forms.CharField(label="依据文件", max_length=200, help_text="文件名称、文号与日期。")


class ConsiderForm(StepForm):
    consideration = text_field("研究结果", help_text="写明是否提出列入黑名单及理由。")


class InquiryInline(VisibleInline):
    model = Inquiry
    fields = readonly_fields = ["institution", "result", "concluded_on", "grounds", "standing"]


class SupervisionInline(VisibleInline):
    model = SupervisionNote
    fields = readonly_fields = ["note", "checked_on", "finding", "looked_at", "considered_on"]


class MeasureInline(VisibleInline):
    model = ProtectiveMeasure
    fields = readonly_fields = ["institution", "kind", "taken_on", "amount", "description"]


class RiskInline(VisibleInline):
    model = RiskCompensation
    fields = readonly_fields = ["included_on", "amount", "basis"]


@admin.register(Inquiry)
class InquiryAdmin(Kept):
    list_display = ["line", "bank", "institution", "result", "concluded_on", "standing"]
    list_filter = ["result", "standing", "bank"]
    search_fields = ["line__contract_no", "line__business__name", "line__business__uscc"]
    list_select_related = ["line__business", "bank", "institution"]


@admin.register(SupervisionNote)
class SupervisionNoteAdmin(Kept):
    list_display = ["line", "note", "bank", "checked_on", "finding", "considered_on"]
    list_filter = ["finding", ("considered_on", admin.EmptyFieldListFilter), "bank"]
    search_fields = ["line__contract_no", "note__note_no", "line__business__name", "line__business__uscc"]
    list_select_related = ["line__business", "note__business", "bank"]
    exclude = ["file"]
    file_fields = ("file",)
    steps = (
        Step("consider", verb=supervising.consider, form=ConsiderForm, label="登记研究结果",
             permission="lending.change_supervisionnote",
             when=lambda r, u: r.finding == "misuse" and r.considered_on is None,
             consequences=lambda r: ["只登记研究结果；提出列入黑名单须另在“黑名单案件”中由人办理。"]),
    )  # fmt: skip


@admin.register(ProtectiveMeasure)
class ProtectiveMeasureAdmin(Kept):
    list_display = ["business", "bank", "institution", "kind", "taken_on", "amount"]
    list_filter = ["kind", "bank"]
    search_fields = ["line__contract_no", "business__name", "business__uscc"]
    list_select_related = ["business", "bank", "institution"]
    exclude = ["file"]
    file_fields = ("file",)


@admin.register(RiskCompensation)
class RiskCompensationAdmin(Kept):
    list_display = ["claim", "bank", "included_on", "amount", "basis"]
    list_filter = ["bank", "included_on"]
    search_fields = ["basis", "claim__episode__note__note_no"]
    list_select_related = ["claim__episode__note", "bank"]
