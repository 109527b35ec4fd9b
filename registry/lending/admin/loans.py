"""Lines, notes, overdue episodes, reports, demands, compensation and recovery: registers and steps."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied

from registry.history import clock
from registry.history.sources import source_word
from registry.ledger.admin_base import (
    ExportableAdmin,
    FilesStepForm,
    Kept,
    RegistryAdmin,
    Step,
    StepForm,
    VisibleInline,
    day_field,
)
from registry.policy.dates import written

from .. import (
    claiming,
    guaranteeing,
    including,
    inquiring,
    lines,
    paying,
    protecting,
    reporting,
    signing,
    supervising,
)
from ..known_on import movements_of
from ..models import (
    BankReport,
    CompensationClaim,
    CreditLine,
    DemandNotice,
    LoanNote,
    OverdueEpisode,
    Position,
    RecoveryEntry,
)
from ..windows import episode_reached, reached
from .base import money_field
from .countermands import CountermandInline
from .moved import moved_table
from .oversight import (
    BreachMeasureForm,
    CheckForm,
    InclusionForm,
    InquiryForm,
    InquiryInline,
    MeasureForm,
    MeasureInline,
    RiskInline,
    SupervisionInline,
)


class NoteInline(VisibleInline):
    model = LoanNote
    fields = readonly_fields = ["note_no", "amount", "start_on", "due_on", "rate", "status"]


class PositionInline(VisibleInline):
    model = Position
    fields = readonly_fields = [
        "as_of",
        "balance",
        "unpaid_since",
        "overdue_principal",
        "overdue_interest",
        "grade",
        "standing",
    ]


class EpisodeInline(VisibleInline):
    model = OverdueEpisode
    fields = readonly_fields = ["unpaid_since", "day1_on", "day60_on", "ended_on", "status"]


class ReportInline(VisibleInline):
    model = BankReport
    fields = readonly_fields = ["kind", "owed_from", "due_on", "reported_on", "cause"]


class DemandInline(VisibleInline):
    model = DemandNotice
    fields = readonly_fields = ["number", "issued_on", "pay_by", "delivery", "delivered_on"]


class ClaimInline(VisibleInline):
    model = CompensationClaim
    fields = readonly_fields = ["principal", "interest", "lodged_on", "approved_on", "paid_on", "status"]


class RecoveryInline(VisibleInline):
    model = RecoveryEntry
    fields = readonly_fields = ["received_on", "amount", "source", "voucher_no"]


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


def _told_of_misuse(record):
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
             permission="lending.add_supervisionnote", recipients=_told_of_misuse),
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


@admin.register(LoanNote)
class LoanNoteAdmin(ExportableAdmin, Kept):
    list_display = ["note_no", "business", "bank", "amount", "rate", "start_on", "due_on", "status"]
    list_filter = ["status", "bank", "rate_over_cap"]
    search_fields = ["note_no", "line__contract_no", "business__name", "business__uscc"]
    list_select_related = ["business", "bank"]
    inlines = [PositionInline, EpisodeInline, SupervisionInline]
    readonly_fields = ["guarantee_end", "moved"]

    @admin.display(description="两次报送之间的变动")
    def moved(self, note):
        """Repayments as far as balances tell them: the ledger has no column for a payment."""
        return moved_table(movements_of(note))

    steps = (
        Step("supervise", verb=supervising.record_check, form=CheckForm, label="登记资金使用监督",
             permission="lending.add_supervisionnote", recipients=_told_of_misuse),
    )  # fmt: skip

    @admin.display(description="保证期间届满日")
    def guarantee_end(self, note):
        agreed = note.line.guarantee_until and note.line.guarantee_until > note.due_on
        return f"{written(guaranteeing.end_of(note))}（{'合同约定' if agreed else '未登记约定，按到期后六个月'}）"


@admin.register(Position)
class PositionAdmin(Kept):
    list_display = [
        "note",
        "as_of",
        "balance",
        "unpaid_since",
        "overdue_interest",
        "grade",
        "came_from",
        "standing",
    ]
    list_filter = ["standing", "grade", "bank", "as_of"]
    search_fields = ["note__note_no"]
    list_select_related = ["note"]
    exclude = ["source"]
    readonly_fields = ["came_from"]

    @admin.display(description="来源", ordering="source")
    def came_from(self, position):
        return source_word(position.source)


class DemandForm(StepForm):
    principal = money_field("未还本金", min_value=0)
    interest = money_field("未还利息", min_value=0)
    pay_by = day_field("要求还款期限")


class ClaimForm(StepForm):
    principal = money_field("申请代偿本金", min_value=0)
    interest = money_field("申请代偿利息", min_value=0)
    interest_to = day_field("利息计至")
    accelerated_on = day_field(
        "提前到期通知日期", required=False, help_text="贷款尚未全部到期的，须先宣布提前到期。"
    )
    payee_account = forms.CharField(label="收款账户", max_length=60, required=False)


def _day60(record, user):
    return record.status == "day60"


def _owing(record, user):
    return record.status not in ("voided", "cured", "recovered", "written_off")


@admin.register(OverdueEpisode)
class OverdueEpisodeAdmin(Kept):
    list_display = ["note", "business", "bank", "unpaid_since", "days", "day60_on", "status"]
    list_filter = ["status", "bank"]
    search_fields = ["note__note_no", "business__name", "business__uscc"]
    list_select_related = ["note", "business", "bank"]
    inlines = [ReportInline, DemandInline, ClaimInline, MeasureInline, CountermandInline]
    steps = (
        Step("demand", verb=reporting.issue_demand, form=DemandForm, label="发放催收通知书", permission="lending.add_demandnotice",
             when=_day60, recipients=lambda r: [r.business, "旗金融服务中心", "担保公司"]),
        Step("open_claim", verb=claiming.open_claim, form=ClaimForm, label="起草代偿申请",
             permission="lending.add_compensationclaim", when=_day60),
        Step("protect", verb=protecting.protect_episode, form=MeasureForm, label="登记保全和补充担保",
             permission="lending.add_protectivemeasure", when=_owing),
        Step("write_off", verb=paying.write_off),
    )  # fmt: skip

    def reached(self, record):
        return episode_reached(record)

    @admin.display(description="逾期天数")
    def days(self, episode):
        return ((episode.ended_on or clock.today()) - episode.unpaid_since).days


class ReportForm(StepForm):
    cause = forms.CharField(label="逾期原因", widget=forms.Textarea(attrs={"rows": 3}))
    plan = forms.CharField(label="清收措施", widget=forms.Textarea(attrs={"rows": 3}))


@admin.register(BankReport)
class BankReportAdmin(Kept):
    list_display = ["kind", "episode", "bank", "owed_from", "due_on", "reported_on"]
    list_filter = ["kind", "bank", ("reported_on", admin.EmptyFieldListFilter)]
    search_fields = ["episode__note__note_no"]
    steps = (
        Step("report", verb=reporting.make_report, form=ReportForm, label="报送", permission="lending.add_bankreport",
             when=lambda r, u: r.reported_on is None and r.episode.status != "voided",
             recipients=lambda r: ["旗金融服务中心", "担保公司"]),
    )  # fmt: skip

    def reached(self, record):
        return reached(record)


class DeliveryForm(FilesStepForm):
    files_asked = ("proof",)
    delivery = forms.ChoiceField(label="送达方式", choices=DemandNotice.Delivery.choices)
    delivered_on = day_field("送达日期")
    received_by = forms.CharField(label="签收人", max_length=50, required=False)
    tracking = forms.CharField(label="邮单号", max_length=50, required=False)
    proof = forms.FileField(label="送达回执", required=False)


@admin.register(DemandNotice)
class DemandNoticeAdmin(Kept):
    list_display = ["number", "episode", "bank", "issued_on", "pay_by", "delivery", "delivered_on"]
    list_filter = ["bank", "delivery"]
    search_fields = ["number", "episode__note__note_no"]
    exclude = ["proof"]
    file_fields = ("proof",)
    steps = (
        Step("deliver", verb=reporting.record_delivery, form=DeliveryForm, label="登记送达",
             permission="lending.add_demandnotice", when=lambda r, u: r.delivered_on is None),
    )  # fmt: skip


class ConsentForm(StepForm):
    minutes_number = forms.CharField(label="会议纪要号", max_length=60)
    amount = money_field("同意代偿金额")


class PaymentForm(StepForm):
    amount = money_field("支付金额")
    voucher_no = forms.CharField(label="支付凭证号", max_length=60)
    paid_on = day_field("支付日期", required=False)


class ReceiptForm(StepForm):
    received_on = day_field("收款日期", required=False)


class RecoveryForm(StepForm):
    amount = money_field("收回金额")
    source = forms.CharField(label="来源", max_length=100, help_text="如：借款人归还、处置财产、法院执行。")
    voucher_no = forms.CharField(label="凭证号", max_length=60)
    received_on = day_field("收回日期", required=False)


@admin.register(CompensationClaim)
class CompensationClaimAdmin(Kept):
    list_display = [
        "episode",
        "business",
        "bank",
        "principal",
        "interest",
        "lodged_on",
        "approved_on",
        "paid_on",
        "status",
    ]
    list_filter = ["status", "bank"]
    search_fields = ["episode__note__note_no", "business__name", "business__uscc"]
    list_select_related = ["episode__note", "business", "bank"]
    inlines = [RecoveryInline, RiskInline]
    steps = (
        Step("lodge", verb=claiming.lodge, recipients=lambda r: ["旗金融服务中心"]),
        Step("return_claim", verb=claiming.return_claim, recipients=lambda r: [r.bank]),
        Step("approve", verb=claiming.approve, form=ConsentForm, recipients=lambda r: [r.bank, "担保公司"]),
        Step("refuse", verb=claiming.refuse, recipients=lambda r: [r.bank, "担保公司"]),
        Step("pay", verb=paying.pay, form=PaymentForm, recipients=lambda r: [r.bank, "旗金融服务中心"]),
        Step("confirm_receipt", verb=paying.confirm_receipt, form=ReceiptForm),
        Step("withdraw", verb=claiming.withdraw),
        Step("recover", verb=paying.record_recovery, form=RecoveryForm, label="登记追偿收回",
             permission="lending.add_recoveryentry", when=lambda r, u: r.paid_on is not None),
        Step("include", verb=including.include, form=InclusionForm, label="纳入风险补偿",
             permission="lending.add_riskcompensation", when=lambda r, u: r.paid_on is not None),
    )  # fmt: skip


@admin.register(RecoveryEntry)
class RecoveryEntryAdmin(Kept):
    list_display = ["claim", "bank", "received_on", "amount", "source", "voucher_no"]
    list_filter = ["bank", "received_on"]
    search_fields = ["voucher_no", "claim__episode__note__note_no"]
