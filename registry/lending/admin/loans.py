"""Lines, notes, overdue episodes, reports, demands, compensation and recovery: registers and steps."""

from django import forms
from django.contrib import admin

from registry.history import clock
from registry.history.sources import source_word
from registry.ledger.admin_base import (
    ExportableAdmin,
    FilesStepForm,
    Kept,
    Step,
    StepForm,
    VisibleInline,
    day_field,
)
from registry.policy.dates import written
from registry.policy.money import yuan

from .. import (
    claiming,
    guaranteeing,
    including,
    paying,
    protecting,
    reporting,
    supervising,
    writing_off,
)
from ..dossier.sharing import account
from ..known_on import movements_of
from ..models import (
    BankReport,
    CompensationClaim,
    DemandNotice,
    LoanNote,
    OverdueEpisode,
    Position,
    RecoveryEntry,
)
from ..rules.ageing import WAITS_FOR
from ..rules.collecting import CAUSES
from ..windows import episode_reached, reached
from .base import money_field
from .collecting import contact_steps, rungs
from .countermands import CountermandInline
from .dossier import DeficiencyInline, ReturnForm, file_of
from .lines import told_of_misuse
from .moved import moved_table
from .oversight import (
    CheckForm,
    InclusionForm,
    MeasureForm,
    MeasureInline,
    RiskInline,
    SupervisionInline,
)


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
    fields = readonly_fields = ["kind", "owed_from", "due_on", "reported_on", "cause_kind", "cause"]


class DemandInline(VisibleInline):
    model = DemandNotice
    fields = readonly_fields = ["number", "issued_on", "pay_by", "delivery", "delivered_on"]


class ClaimInline(VisibleInline):
    model = CompensationClaim
    fields = readonly_fields = ["principal", "interest", "lodged_on", "approved_on", "paid_on", "status"]


class RecoveryInline(VisibleInline):
    model = RecoveryEntry
    fields = readonly_fields = ["received_on", "amount", "source", "voucher_no"]


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
             permission="lending.add_supervisionnote", recipients=told_of_misuse),
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
    penalty = money_field("罚息复利", min_value=0, initial=0, help_text="另行记录，不计入申请代偿的本息。")


class WriteOffForm(StepForm):
    basis = forms.CharField(
        label="核销依据", max_length=200, help_text="文书名称、文号和日期，如法院终结执行裁定书。"
    )


KEPT_ON = "核销是账务处理，账销案存：对借款人的债权不消灭，以后收回的仍须登记，并按原比例分配。"


def _write_off_words(episode):
    asked = writing_off.asked(episode)
    return [
        f"担保公司申请核销时尚未收回{asked.get('left', '—')}元，依据：{asked.get('basis', '—')}。",
        f"现在尚未收回{yuan(writing_off.left_of(episode))}。",
        KEPT_ON,
    ]


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
        *contact_steps(_owing),
        Step("ask_write_off", verb=writing_off.ask_write_off, form=WriteOffForm, recipients=lambda r: ["旗金融服务中心", r.bank],
             consequences=lambda r: [f"尚未收回{yuan(writing_off.left_of(r))}，由办公室负责人批准。", KEPT_ON]),
        Step("write_off", verb=writing_off.write_off, consequences=_write_off_words, recipients=lambda r: ["担保公司", r.bank]),
        Step("decline_write_off", verb=writing_off.decline_write_off, consequences=_write_off_words,
             recipients=lambda r: ["担保公司", r.bank]),
    )  # fmt: skip

    change_form_template = "admin/lending/overdueepisode/change_form.html"

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["rungs"], context["dossier"] = rungs(obj, request.user), file_of(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def reached(self, record):
        return episode_reached(record)

    @admin.display(description="逾期天数")
    def days(self, episode):
        return ((episode.ended_on or clock.today()) - episode.unpaid_since).days


class ReportForm(StepForm):
    cause_kind = forms.ChoiceField(label="原因类别", choices=[("", "请选择"), *CAUSES.items()])
    cause = forms.CharField(label="逾期原因", widget=forms.Textarea(attrs={"rows": 3}))
    plan = forms.CharField(label="清收措施", widget=forms.Textarea(attrs={"rows": 3}))


@admin.register(BankReport)
class BankReportAdmin(Kept):
    list_display = ["kind", "episode", "bank", "owed_from", "due_on", "reported_on", "cause_kind"]
    list_filter = ["kind", "cause_kind", "bank", ("reported_on", admin.EmptyFieldListFilter)]
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
    amount = money_field("同意代偿金额", help_text="少于申请金额的，须在理由栏写明核减理由。")


class PaymentForm(StepForm):
    amount = money_field("支付金额")
    voucher_no = forms.CharField(label="支付凭证号", max_length=60)
    paid_on = day_field("支付日期", required=False)


class ReceiptForm(StepForm):
    amount = money_field("收到金额", help_text="按银行入账凭证填写；与支付金额不一致的，须在理由栏写明原因。")
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
        "waits",
        "status",
    ]
    list_filter = ["status", "bank", "aged"]
    search_fields = ["episode__note__note_no", "business__name", "business__uscc"]
    list_select_related = ["episode__note", "business", "bank"]
    inlines = [DeficiencyInline, RecoveryInline, RiskInline]
    readonly_fields = ["waits"]
    exclude = ["aged", "waiting_since"]
    change_form_template = "admin/lending/compensationclaim/change_form.html"
    steps = (
        Step("lodge", verb=claiming.lodge, recipients=lambda r: ["旗金融服务中心"]),
        Step("return_claim", verb=claiming.return_claim, form=ReturnForm, recipients=lambda r: [r.bank]),
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

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["dossier"], context["account"] = file_of(obj.episode), account(obj)
            context["waiting"] = self.waits(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description="等待办理")
    def waits(self, claim):
        if claim.status not in WAITS_FOR or claim.waiting_since is None:
            return "—"
        days = (clock.today() - claim.waiting_since).days
        return f"等待{WAITS_FOR[claim.status]}，已{days}日"


@admin.register(RecoveryEntry)
class RecoveryEntryAdmin(Kept):
    list_display = ["claim", "bank", "received_on", "amount", "source", "voucher_no"]
    list_filter = ["bank", "received_on"]
    search_fields = ["voucher_no", "claim__episode__note__note_no"]
