"""Warnings, who receives them, leads, and the qualifications they bear on."""

from django import forms
from django.contrib import admin

from registry.history import clock
from registry.ledger.admin_base import ExportableAdmin, Kept, ProposedAdmin, Step, StepForm, VisibleInline
from registry.ledger.proposals.proposing import propose_step
from registry.parties.models import Qualification
from registry.policy.models import AdmissionCondition

from .. import breaches, cancelling, warning
from ..acts import CANCEL
from ..models import ConditionBreach, Receipt, WarningNotice, WarningRecipient
from ..receipts import progress
from .receipts import ReceiptInline


@admin.register(WarningNotice)
class WarningNoticeAdmin(Kept):
    list_display = ["business", "trigger", "issued_on", "signed", "withdrawn_on"]
    list_filter = ["trigger", "issued_on"]
    search_fields = ["business__name", "business__uscc", "document_number"]
    list_select_related = ["business"]
    exclude = ["waiver_file"]
    readonly_fields = ["receipts_so_far"]
    file_fields = ("waiver_file",)
    inlines = [ReceiptInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("receipts")

    @admin.display(description="已签收")
    def signed(self, warning):
        rows = warning.receipts.all()
        return f"{sum(row.acknowledged_on is not None for row in rows)}／{len(rows)}家" if rows else "—"

    @admin.display(description="回执")
    def receipts_so_far(self, warning):
        return progress(warning.receipts.all()) or "—"


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
    list_display = ["business", "ground", "condition", "found_on", "status"]
    list_filter = ["status", "condition"]
    search_fields = ["business__name", "business__uscc"]
    list_select_related = ["business", "fact__business", "recheck", "condition"]
    steps = (
        Step("confirm", verb=breaches.confirm, form=ConfirmBreachForm, recipients=_told,
             consequences=lambda r: ["发出预警提示，资格转为“已预警，待确认取消”；是否取消另行决定。"]),
        Step("dismiss", verb=breaches.dismiss, consequences=lambda r: ["资格不变，线索归档。"]),
        Step("withdraw", verb=breaches.withdraw, recipients=_told, consequences=lambda r: ["预警撤回；没有其他预警的，资格恢复有效。"]),
    )  # fmt: skip

    @admin.display(description="线索")
    def ground(self, case):
        return case.fact or f"资格复核：{case.recheck.get_answer_display()}"


@admin.register(WarningRecipient)
class WarningRecipientAdmin(ProposedAdmin):
    """Who is told (R39): one proposes, another approves; a body new to the county is put in by itself."""

    list_display = ["institution", "waiting", "on_overdue", "on_condition", "since", "until"]
    list_filter = ["on_overdue", "on_condition", "institution__kind"]
    search_fields = ["institution__name", "contact"]
    list_select_related = ["institution"]

    def get_readonly_fields(self, request, obj=None):
        return ["institution"] if obj else []

    @admin.display(description="未签收")
    def waiting(self, row):
        return Receipt.objects.waiting().filter(institution_id=row.institution_id).count() or "—"
