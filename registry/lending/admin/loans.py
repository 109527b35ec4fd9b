"""Lines, notes, overdue episodes, reports, demands, compensation and recovery: registers and steps."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

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
    protecting,
    reporting,
    supervising,
    writing_off,
)
from ..known_on import movements_of
from ..models import (
    BankReport,
    CompensationClaim,
    DemandNotice,
    LoanNote,
    OverdueEpisode,
    Position,
)
from ..rules.collecting import CAUSES
from ..windows import episode_reached, reached
from .base import money_field
from .collecting import contact_steps, rungs
from .countermands import CountermandInline
from .dossier import file_of
from .finding import FindsNotes
from .lines import told_of_misuse
from .moved import moved_table
from .oversight import (
    CheckForm,
    MeasureForm,
    MeasureInline,
    SupervisionInline,
)
from .two_clocks import TwoClocks


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


@admin.register(LoanNote)
class LoanNoteAdmin(FindsNotes, TwoClocks, ExportableAdmin, Kept):
    list_display = ["note_no", "business", "bank", "amount", "rate", "start_on", "due_on", "status"]
    list_filter = ["status", "bank", "rate_over_cap"]
    search_fields = ["note_no", "line__contract_no", "business__name", "business__uscc"]
    list_select_related = ["business", "bank"]
    inlines = [PositionInline, EpisodeInline, SupervisionInline]
    readonly_fields = ["guarantee_end", "moved", "on_a_day"]

    @admin.display(description="两次报送之间的变动")
    def moved(self, note):
        """Repayments as far as balances tell them: the ledger has no column for a payment."""
        return moved_table(movements_of(note))

    @admin.display(description="某日情况")
    def on_a_day(self, note):
        url = reverse("admin:lending_loannote_known", args=[note.pk])
        return format_html('<a href="{}">查这笔借据在某一天的情况，当时所知和现在所知</a>', url)

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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = self.record.note.latest_position()
        if told is not None:
            self.fields["principal"].initial, self.fields["interest"].initial = (
                told.balance,
                told.overdue_interest,
            )
            self.fields["principal"].help_text = f"已按{written(told.as_of)}报送的余额和欠息填好，请核对。"


class ClaimForm(StepForm):
    principal = money_field("申请代偿本金", min_value=0)
    interest = money_field("申请代偿利息", min_value=0)
    interest_to = day_field("利息计至")
    accelerated_on = day_field(
        "提前到期通知日期", required=False, help_text="贷款尚未全部到期的，须先宣布提前到期。"
    )
    payee_account = forms.CharField(label="收款账户", max_length=60, required=False)
    penalty = money_field("罚息复利", min_value=0, initial=0, help_text="另行记录，不计入申请代偿的本息。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["interest_to"].initial = clock.today()
        sent = self.record.demands.filter(withdrawn_on=None).order_by("ordinal").last()
        if sent is not None:
            self.fields["principal"].initial, self.fields["interest"].initial = sent.principal, sent.interest
            self.fields["principal"].help_text = f"已按催收通知书（{sent.number}）填好，请核对。"


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


def _claimable(record, user):
    return _day60(record, user) and not record.claims.exclude(status__in=CompensationClaim.OVER).exists()


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
             permission="lending.add_compensationclaim", when=_claimable),
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


def _recalled(demand):
    if demand.withdrawn_on is None:
        return []
    return [f"催收通知书已于{written(demand.withdrawn_on)}撤回。登记何时、怎样告知了借款人。"]


@admin.register(DemandNotice)
class DemandNoticeAdmin(Kept):
    list_display = ["number", "episode", "bank", "issued_on", "pay_by", "delivery", "delivered_on"]
    list_filter = [
        "bank",
        "delivery",
        ("withdrawn_on", admin.EmptyFieldListFilter),
        ("recall_delivered_on", admin.EmptyFieldListFilter),
    ]
    search_fields = ["number", "episode__note__note_no"]
    exclude = ["proof", "recall_proof"]
    file_fields = ("proof", "recall_proof")
    steps = (
        Step("deliver", verb=reporting.record_delivery, form=DeliveryForm, label="登记送达",
             permission="lending.add_demandnotice", when=lambda r, u: r.delivered_on is None and r.withdrawn_on is None),
        Step("tell_recall", verb=reporting.record_recall, form=DeliveryForm, label="登记告知借款人",
             permission="lending.add_demandnotice", when=lambda r, u: r.withdrawn_on is not None and r.recall_delivered_on is None,
             consequences=_recalled),
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        """Nothing about a recall while there is none."""
        names = super().get_fields(request, obj)
        recalled = obj is not None and obj.withdrawn_on is not None
        return names if recalled else [name for name in names if not name.startswith("recall_")]
