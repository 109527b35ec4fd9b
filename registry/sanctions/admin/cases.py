"""黑名单案件: from proposal to removal, each step on its own page, by the person it belongs to."""

from django import forms
from django.contrib import admin

from registry.history import clock
from registry.ledger.admin_base import (
    FilesStepForm,
    RegistryAdmin,
    Step,
    StepForm,
    day_field,
    file_field,
    text_field,
)
from registry.ledger.models import StatusChange
from registry.ledger.proposals.proposing import propose_step
from registry.policy.dates import written

from .. import deciding, proposing, publication, removal, repairing, reviewing, serving
from ..acts import LIFT
from ..facts import term_of
from ..models import BlacklistCase, LegalBasis
from ..receipts import progress
from ..windows import reached
from .base import ServiceForm
from .joint import JointInline
from .receipts import ReceiptInline
from .repairs import ReceiveForm, RepairInline


class ClearForm(StepForm):
    listing_basis = forms.ModelChoiceField(
        label="法律依据", queryset=LegalBasis.objects.none(), required=False, empty_label="（没有合适的依据）",
        help_text="只列出已批准、施行中且适用于本案情形的依据。没有合适的，请办理“法制审核退回”。",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fitting = LegalBasis.objects.usable(clock.today()).filter(**{f"covers_{self.record.ground}": True})
        self.fields["listing_basis"].queryset = fitting


class ResubmitForm(FilesStepForm):
    files_asked = ("evidence",)
    facts = text_field("事实与证据", rows=4)
    basis = text_field("认定依据", rows=2)
    evidence = file_field("补充后的证据材料（替换原文件，不换可不传）")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["facts"].initial, self.fields["basis"].initial = self.record.facts, self.record.basis


class ReplyForm(StepForm):
    reply = text_field("陈述申辩意见", rows=4, required=False)
    replied_on = day_field("收到日期", required=False)
    waived = forms.BooleanField(label="书面放弃陈述申辩", required=False)


class ReviewForm(StepForm):
    review = text_field("对陈述申辩的复核意见", rows=4, required=False, help_text="逐条说明是否采纳及理由。")


class PublishForm(StepForm):
    necessity = text_field(
        "公开的必要性", rows=2, required=False, help_text="只有轻微失信信息需要填写：原则上不公开。"
    )


class RemoveForm(StepForm):
    cause = forms.ChoiceField(
        label="移出事由",
        choices=[
            (removal.TERM, removal.CAUSES[removal.TERM]),
            (removal.REVOKED, removal.CAUSES[removal.REVOKED]),
        ],
        help_text="信用修复的，请登记信用修复申请后在申请中办理。",
    )


def _publishing(case):
    term = term_of(case)
    cited = case.listing_basis.citation if case.listing_basis else "（没有）"
    return [
        f"法律依据：{cited}。",
        f"自今天起公开，{written(term.max_until)}起自动停止公开（自认定日{written(case.determined_on)}起算）。",
        f"企业（户）自{written(term.min_until)}起可以申请信用修复。",
    ]


def _why_returned(case):
    """What the legal reviewer wrote when sending it back last."""
    change = StatusChange.objects.of(case).filter(move="send_back").last()
    return change.reason if change else "—"


def _earliest(case):
    return [
        f"最早可申请修复之日：{written(term_of(case).min_until)}。",
        "自收到之日起10个工作日内决定，不收取费用。",
    ]


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
        "min_until",
        "max_until",
    ]
    list_filter = ["status", "ground", "severity"]
    search_fields = ["business__name", "business__uscc"]
    list_select_related = ["business"]
    autocomplete_fields = ["business"]
    file_fields = ("evidence_file", "notice_file", "served_file")
    readonly_fields = ["returned", "receipts_so_far"]
    inlines = [JointInline, RepairInline, ReceiptInline]
    steps = (
        Step("clear", verb=reviewing.clear, form=ClearForm, consequences=lambda r: ["选定的法律依据写入告知书和决定书。"]),
        Step("send_back", verb=reviewing.send_back, consequences=lambda r: ["案件退回经办人补正；没有法律依据的，应当决定不予列入。"]),
        Step("resubmit", verb=reviewing.resubmit, form=ResubmitForm, consequences=lambda r: [f"退回理由：{_why_returned(r)}"]),
        Step("draw_notice", verb=proposing.draw_notice, label="制发拟列入告知书", permission="sanctions.notify_blacklistcase",
             when=lambda r, u: r.status == "cleared"),
        Step("notify", verb=proposing.notify, form=ServiceForm, consequences=lambda r: ["陈述申辩期自送达次日起按工作日计算。"]),
        Step("record_reply", verb=proposing.record_reply, form=ReplyForm),
        Step("review_reply", verb=proposing.review_reply, form=ReviewForm, label="复核陈述申辩",
             permission="sanctions.record_reply_blacklistcase", when=lambda r, u: r.status == "replied"),
        Step("list", verb=deciding.list_business, form=ReviewForm, recipients=lambda r: ["各成员单位（联合惩戒）", "合作金融机构和担保公司"],
             consequences=lambda r: ["列入决定书与信用修复告知书一并制发，随后登记送达。", "列入后不在“信保贷”范围；默认不公开。"]),
        Step("dismiss", verb=deciding.dismiss),
        Step("serve_decision", verb=serving.serve_decision, form=ServiceForm, label="登记列入决定书、信用修复告知书送达",
             permission="sanctions.notify_blacklistcase",
             when=lambda r, u: r.status in ("listed", "published") and r.served_on is None),
        Step("publish", verb=publication.publish, form=PublishForm, consequences=_publishing),
        Step("withhold", verb=publication.withhold, consequences=lambda r: ["不向社会公开，内部限制不变；以后可以再次审核。"]),
        Step("stop_publication", verb=publication.stop_publication),
        Step("receive_repair", verb=repairing.receive, form=ReceiveForm, label="登记信用修复申请", permission=repairing.RIGHT,
             when=lambda r, u: r.status in ("listed", "published"), consequences=_earliest),
        Step("remove", verb=removal.remove, form=RemoveForm, consequences=lambda r: ["移出不等于恢复申请资格，须另行决定。"],
             recipients=lambda r: ["曾收到列入文书的全部单位（逐一签收）"]),
        Step("lift_exclusion", verb=propose_step(LIFT), label="提请解除申请限制", permission="sanctions.dismiss_blacklistcase",
             needs_reason=True, when=lambda r, u: r.status == "removed" and r.exclusion_lifted_on is None),
    )  # fmt: skip

    def reached(self, record):
        return reached(record)

    def get_fields(self, request, obj=None):
        asked = ["business", "ground", "facts", "basis", "evidence_file", "determined_on", "severity"]
        if obj is None:
            return [*asked, "change_reason", "expected_version"]
        return [
            *(["returned"] if obj.status == "returned" else []),
            *asked[:4],
            *asked[5:],
            *(name for name in self._later(asked) if getattr(obj, name)),
            "receipts_so_far",
        ]

    def _later(self, asked):
        """What only comes about on the way: shown once it is there."""
        apart = {"id", "version", "status", *asked, *self.file_fields}
        return [field.name for field in self.model._meta.fields if field.name not in apart]

    @admin.display(description="退回理由")
    def returned(self, case):
        return _why_returned(case)

    @admin.display(description="回执")
    def receipts_so_far(self, case):
        return progress(list(case.receipts.all())) or "—"

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        proposing.propose_case(
            obj, actor=request.user, today=clock.today(), reason=form.cleaned_data["change_reason"]
        )
