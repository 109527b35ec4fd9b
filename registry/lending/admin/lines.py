"""Credit lines in the admin: entered by their bank, promised, guaranteed, put into use, stopped, closed."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied

from registry.history import clock
from registry.ledger.admin_base import RegistryAdmin, Step, StepForm, VisibleInline, day_field

from .. import guaranteeing, inquiring, lines, protecting, signing, supervising
from ..models import CreditLine, LoanNote
from .oversight import (
    BreachMeasureForm,
    CheckForm,
    InquiryForm,
    InquiryInline,
    MeasureInline,
    SupervisionInline,
)


class NoteInline(VisibleInline):
    model = LoanNote
    fields = readonly_fields = ["note_no", "amount", "start_on", "due_on", "rate", "status"]


class ActivateForm(StepForm):
    committed_on = day_field("借款人用途承诺日期")


class GuaranteeForm(StepForm):
    kind = forms.ChoiceField(
        label="保证方式",
        choices=[("joint", "连带责任保证"), ("general", "一般保证")],
        widget=forms.RadioSelect,
        help_text="合同没有写明的，依法按一般保证。",
    )
    until = day_field(
        "保证期间届满日", required=False, help_text="合同没有约定的留空，按主债务到期后六个月计算。"
    )
    guarantee_no = forms.CharField(
        label="保证合同号", max_length=60, required=False, help_text="与登记相同的可以留空。"
    )


def told_of_misuse(record):
    return ["旗金融服务中心（仅在结果为挪用嫌疑时）"]


def _standing_lost(line, user):
    lost = line.business.qualifications.filter(status__in=("warned", "cancelled"))
    return line.status != "closed" and lost.exists()


class UnpromisedFilter(admin.SimpleListFilter):
    title, parameter_name = "用途承诺", "promise"

    def lookups(self, request, model_admin):
        return [("missing", "已放款、未登记承诺")]

    def queryset(self, request, rows):
        return lines.unpromised(rows) if self.value() == "missing" else rows


@admin.register(CreditLine)
class CreditLineAdmin(RegistryAdmin):
    """Contracts are entered by their bank before lending, or come with its ledger; then only steps change them."""

    fields = [
        "business", "contract_no", "amount", "basis", "fee_rate", "signed_on", "ends_on", "guarantee_no", "guarantee_kind",
        "guarantee_until", "committed_on",
    ]  # fmt: skip
    autocomplete_fields = ["business"]
    list_display = ["contract_no", "business", "bank", "amount", "signed_on", "ends_on", "status"]
    list_filter = ["status", UnpromisedFilter, "bank"]
    search_fields = ["contract_no", "business__name", "business__uscc"]
    list_select_related = ["business", "bank"]
    inlines = [NoteInline, InquiryInline, SupervisionInline, MeasureInline]
    steps = (
        Step("inquire", verb=inquiring.record_inquiry, form=InquiryForm, label="登记放款前调查结论",
             permission="lending.add_inquiry", when=lambda r, u: r.status == "signed",
             consequences=lambda r: ["结论为“不同意”的，在重新登记之前不能启用授信。"]),
        Step("activate", verb=lines.activate, form=ActivateForm, consequences=inquiring.inquiry_sentences),
        Step("suspend", verb=lines.suspend),
        Step("resume", verb=lines.resume),
        Step("close", verb=lines.close),
        Step("supervise", verb=supervising.record_check, form=CheckForm, label="登记资金使用监督",
             permission="lending.add_supervisionnote", recipients=told_of_misuse),
        Step("guarantee", verb=guaranteeing.record_guarantee, form=GuaranteeForm, label="登记保证方式和保证期间",
             permission="lending.record_guarantee", when=lambda r, u: r.status not in ("closed", "annulled"),
             consequences=lambda r: ["保证期间届满前30日、7日，系统提醒未还清且没有代偿申请的借据。"]),
        Step("protect", verb=protecting.protect_line, form=BreachMeasureForm, label="登记保全和补充担保（违反准入条件）",
             permission="lending.add_protectivemeasure", when=_standing_lost),
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        names = ["bank", *self.fields] if obj else [name for name in self.fields if name != "committed_on"]
        return [*names, "amount_inferred"] if obj else [*names, "change_reason", "expected_version"]

    def has_change_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.bank = signing.own_bank(request.user)
        if obj.bank is None:
            raise PermissionDenied("授信合同由银行经办人员登记。")
        signing.sign(obj, actor=request.user, today=clock.today(), reason=form.cleaned_data["change_reason"])
