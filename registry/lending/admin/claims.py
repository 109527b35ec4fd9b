"""Claims on the guarantor in the admin: what is asked, agreed to, paid and got back, and the steps in between."""

from django import forms
from django.contrib import admin

from registry.history import clock
from registry.ledger.admin_base import Kept, Step, StepForm, VisibleInline, day_field
from registry.policy.dates import written
from registry.policy.money import yuan

from .. import claiming, including, paying, writing_off
from ..dossier.sharing import account
from ..models import CompensationClaim, RecoveryEntry
from ..rules.ageing import WAITS_FOR
from .base import money_field
from .dossier import DeficiencyInline, ReturnForm, file_of
from .oversight import InclusionForm, RiskInline


class RecoveryInline(VisibleInline):
    model = RecoveryEntry
    fields = readonly_fields = ["received_on", "amount", "source", "voucher_no"]


def _paid(claim, user):
    return claim.status in ("paid", "confirmed")


def _asked_for(claim):
    file, until = file_of(claim.episode), written(claim.interest_to)
    asked = f"申请本金{yuan(claim.principal)}、利息{yuan(claim.interest)}，合计{yuan(claim.requested)}，利息计至{until}。"
    missing = f"，还缺{'、'.join(file['missing'])}" if file and file["missing"] else ""
    return [asked, f"代偿资料包：{file['word']}{missing}。"] if file else [asked]


def _consented(claim):
    if claim.approved_amount is None:
        return []
    account = f"，收款账户{claim.payee_account}" if claim.payee_account else ""
    return [
        f"办公室同意代偿{yuan(claim.approved_amount)}（{claim.minutes_number}）{account}。按此金额支付，凭证为银行回单。"
    ]


def _sent(claim):
    if claim.paid_on is None:
        return []
    paid = f"{written(claim.paid_on)}支付{yuan(claim.paid_amount)}，凭证号{claim.voucher_no}"
    return [f"担保公司登记：{paid}。确认以后开始追偿。"]


def _still_out(claim):
    if claim.paid_amount is None:
        return []
    left = yuan(writing_off.left_of(claim.episode))
    return [f"已支付{yuan(claim.paid_amount)}，尚未收回{left}。收回的按代偿的分担比例分配。"]


def _grouped(row):
    """A row of the account with its amounts as people read them."""
    return row | {name: f"{row[name]:,.2f}" for name in ("borne", "back", "left")}


def summary(claim):
    """The claim in one sentence of money, as far as it has come."""
    parts = [f"申请本息合计{yuan(claim.requested)}"]
    parts += [f"同意{yuan(claim.approved_amount)}"] if claim.approved_amount is not None else []
    if claim.paid_amount is not None:
        left = writing_off.left_of(claim.episode)
        parts += [f"已支付{yuan(claim.paid_amount)}", f"尚未收回{yuan(left)}"]
    return "，".join(parts)


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
        Step("approve", verb=claiming.approve, form=ConsentForm, consequences=_asked_for, recipients=lambda r: [r.bank, "担保公司"]),
        Step("refuse", verb=claiming.refuse, consequences=_asked_for, recipients=lambda r: [r.bank, "担保公司"]),
        Step("pay", verb=paying.pay, form=PaymentForm, consequences=_consented, recipients=lambda r: [r.bank, "旗金融服务中心"]),
        Step("confirm_receipt", verb=paying.confirm_receipt, form=ReceiptForm, consequences=_sent),
        Step("withdraw", verb=claiming.withdraw),
        Step("recover", verb=paying.record_recovery, form=RecoveryForm, label="登记追偿收回",
             permission="lending.add_recoveryentry", when=_paid, consequences=_still_out),
        Step("include", verb=including.include, form=InclusionForm, label="纳入风险补偿",
             permission="lending.add_riskcompensation", when=_paid),
    )  # fmt: skip

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["dossier"], context["account"] = (
                file_of(obj.episode),
                [_grouped(row) for row in account(obj)],
            )
            context["waiting"], context["summary"] = self.waits(obj), summary(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description="等待办理")
    def waits(self, claim):
        if claim.status not in WAITS_FOR or claim.waiting_since is None:
            return "—"
        days = (clock.today() - claim.waiting_since).days
        return f"等待{WAITS_FOR[claim.status]}，{f'已{days}日' if days else '今天起'}"


@admin.register(RecoveryEntry)
class RecoveryEntryAdmin(Kept):
    list_display = ["claim", "bank", "received_on", "amount", "source", "voucher_no"]
    list_filter = ["bank", "received_on"]
    search_fields = ["voucher_no", "claim__episode__note__note_no"]
