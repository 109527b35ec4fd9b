"""Acts to be taken back after a correction: what they rested on, what is known now, the draft, and the decision."""

from django import forms
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from registry.history import clock
from registry.history.sources import source_word
from registry.ledger.admin_base import Kept, Step, StepForm, VisibleInline, day_field
from registry.parties.access import reach

from ..models import Countermand
from ..ripple import deciding
from ..ripple.kinds import kind_of
from .base import money_field

ABOUT = (
    "original",
    "kind",
    "act_on",
    "business",
    "episode",
    "facts",
    "why",
    "title",
    "draft",
    "came_from",
    "others",
    "prepared_on",
    "due_on",
)
DECIDED = (
    "remind_on",
    "decided_on",
    "decision",
    "paper_number",
    "refund_due_on",
    "refunded_on",
    "refund_voucher",
)
OFFICE = {"clerk", "head", "auditor"}
BREAK = mark_safe("<br>")


class CountermandInline(VisibleInline):
    model = Countermand
    fields = readonly_fields = ["kind", "act", "act_on", "why", "prepared_on", "status"]


class RefundForm(StepForm):
    refunded_on = day_field("退款到账日期")
    voucher_no = forms.CharField(label="退款凭证号", max_length=60)


class ReturnForm(StepForm):
    amount = money_field("退还金额", help_text="按已向借款人收回的合计，一次退清。")
    refunded_on = day_field("退款日期")
    voucher_no = forms.CharField(label="退款凭证号", max_length=60)


def _payment(row, user):
    return row.kind == Countermand.Kind.PAYMENT


def _recovery(row, user):
    return row.kind == Countermand.Kind.RECOVERY


def _other(row, user):
    return row.kind not in Countermand.MONEY


def _after(row):
    paper = f"发出《{row.title}》。" if row.title else "按拟稿办理。"
    return [f"{kind_of(row.kind).undoing}：{row.act}。", paper, *_lines(row)]


def _lines(row):
    return [f"{label}：原为{before}，现为{now}。" for label, before, now in row.diff]


def _kept(row):
    return ["原件继续有效，理由存档；该逾期其他文书另行决定。", *_lines(row)]


@admin.register(Countermand)
class CountermandAdmin(Kept):
    list_display = ["act", "kind", "business", "why", "waited", "due_on", "status"]
    list_filter = ["status", "kind", "prepared_on"]
    search_fields = ["business__name", "business__uscc", "episode__note__note_no"]
    list_select_related = ["business"]
    exclude = ["record_type", "record_id", "act", "diff", "source", "body", "falls"]
    readonly_fields = ["original", "facts", "draft", "came_from", "others"]
    steps = (
        Step("carry_out", verb=deciding.carry_out, when=_other, consequences=_after),
        Step("order_refund", verb=deciding.carry_out, when=_payment, consequences=_after,
             recipients=lambda r: [r.episode.bank, "担保公司"]),
        Step("order_return", verb=deciding.carry_out, when=_recovery, consequences=_after, recipients=lambda r: ["担保公司", r.episode.bank]),
        Step("record_return", verb=deciding.record_return, form=ReturnForm, when=_recovery,
             consequences=lambda r: [f"向{r.business}退清追偿收回的款项以后登记，办结本事项。"]),
        Step("receive_refund", verb=deciding.receive_refund, form=RefundForm, when=_payment,
             consequences=lambda r: ["代偿申请记为已退还，借据和逾期恢复代偿以前的状态，再按更正后的数据判断。"]),
        Step("keep", verb=deciding.keep, consequences=_kept),
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        """What it is about first; what is not there yet is not shown."""
        if obj is None:
            return super().get_fields(request, obj)
        about = [name for name in ABOUT if name != "others" or reach(request.user).roles & OFFICE]
        return [*about, *(name for name in DECIDED if getattr(obj, name) not in ("", None))]

    @admin.display(description="已等", ordering="prepared_on")
    def waited(self, row):
        return (
            f"{(clock.today() - row.prepared_on).days}天" if row.status in ("prepared", "refunding") else "—"
        )

    @admin.display(description="依据的前后对照")
    def facts(self, row):
        return format_html_join(BREAK, "{}：{} → {}", row.diff) or "—"

    @admin.display(description="拟稿")
    def draft(self, row):
        lines = format_html_join(BREAK, "{}", ((line,) for line in row.body.splitlines()))
        return lines or ("不发文书，按此办理即可。" if row.falls else "—")

    @admin.display(description="原件")
    def original(self, row):
        try:
            url = reverse(f"admin:{row.record_type.replace('.', '_')}_change", args=[row.record_id])
        except NoReverseMatch:
            return row.act
        return format_html('<a href="{}">{}</a>', url, row.act)

    @admin.display(description="由哪次更正引起")
    def came_from(self, row):
        return source_word(row.source) or "—"

    @admin.display(description="同一次更正的其他事项")
    def others(self, row):
        rows = (
            Countermand.objects.filter(source=row.source, episode=row.episode_id)
            .exclude(pk=row.pk)
            .exclude(source="")
        )
        links = (
            (reverse("admin:lending_countermand_change", args=[one.pk]), one.act, one.get_status_display())
            for one in rows.order_by("pk")
        )
        return format_html_join(BREAK, '<a href="{}">{}</a>（{}）', links) or "—"
