"""文书回执: what each institution has seen and signed, the oldest first; opening one's own marks it seen."""

from django import forms
from django.contrib import admin
from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html

from registry.history import clock
from registry.history.walls import lifted
from registry.ledger.admin_base import Kept, Step, StepForm, VisibleInline
from registry.ledger.models import Message
from registry.policy.calendars import current_calendar
from registry.policy.rules import waited_workdays

from .. import receipts
from ..models import Receipt


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = "签收状态", "state"

    def lookups(self, request, model_admin):
        return [("late", "超过期限未签收"), ("waiting", "未签收"), ("unseen", "未阅"), ("done", "已签收")]

    def queryset(self, request, rows):
        chosen = {
            "late": lambda: rows.late(clock.today()),
            "waiting": lambda: rows.waiting(),
            "unseen": lambda: rows.waiting().filter(seen_on=None),
            "done": lambda: rows.exclude(acknowledged_on=None),
        }
        return chosen[self.value()]() if self.value() in chosen else rows


class AcknowledgeForm(StepForm):
    note = forms.CharField(
        label="签收说明", max_length=200, required=False,
        help_text="本单位签收的可不填；办公室代为登记的，写明对方签收人、日期和回执编号或者电话记录。",
    )  # fmt: skip


def _means(receipt):
    known = {
        "warning": "表示本单位已经知悉该预警，并在本单位防范风险。",
        "withdrawal": "表示本单位已经停止使用该预警，因该预警采取的措施已经解除。",
        "listing": "表示本单位已经收到，并依照职责办理。",
        "removal": "表示本单位已经停止共享和使用该失信信息，措施已经解除。",
    }
    return [known[receipt.purpose], "签收人和日期留在台账中，不能更改。"]


@admin.register(Receipt)
class ReceiptAdmin(Kept):
    list_display = ["institution", "what", "state_word", "waited", "sent_on"]
    list_display_links = ["institution"]
    list_filter = [StateFilter, "purpose", "institution"]
    search_fields = ["document__number", "document__title", "institution__name"]
    list_select_related = ["institution", "document"]
    ordering = [F("acknowledged_on").desc(nulls_first=True), "due_on", "pk"]
    fields = [
        "institution", "paper", "purpose", "text", "sent_on", "due_on", "state_word", "mail", "waited", "seen_on", "seen_by",
        "acknowledged_on", "acknowledged_by", "note", "reminders",
    ]  # fmt: skip
    readonly_fields = ["paper", "text", "state_word", "mail", "waited"]
    steps = (
        Step("acknowledge", verb=receipts.acknowledge, form=AcknowledgeForm, label="签收", permission=receipts.RIGHT,
             when=lambda r, u: r.acknowledged_on is None, consequences=_means),
    )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "GET" and self.has_view_or_change_permission(request):
            own = (
                self.get_queryset(request).filter(pk=object_id).first()
                if str(object_id).isdecimal()
                else None
            )
            if own is not None:
                with lifted():
                    receipts.mark_seen(own, actor=request.user, today=clock.today())
        return super().change_view(request, object_id, form_url, extra_context)

    @admin.display(description="文书", ordering="document__number")
    def paper(self, receipt):
        address = reverse("admin:documents_issueddocument_paper", args=[receipt.document_id])
        return format_html(
            '<a href="{}">{}</a>', address, f"{receipt.document.number} {receipt.document.title}"
        )

    @admin.display(description="文书", ordering="document__title")
    def what(self, receipt):
        return receipt.document.title

    @admin.display(description="正文")
    def text(self, receipt):
        return receipt.document.body

    @admin.display(description="状态")
    def state_word(self, receipt):
        return receipt.state.label

    @admin.display(description="邮件")
    def mail(self, receipt):
        """Whether the e-mail went out beside the inbox."""
        key = f"document:{receipt.document_id}:{receipt.institution.code}"
        message = (
            Message.objects.filter(key=key).values_list("mailed_at", "mail_attempts", "mail_error").first()
        )
        if message is None or (message[0] is None and not message[1]):
            return "未登记邮箱，只发站内" if not receipt.institution.email else "等待发出"
        return "已发出" if message[0] else f"没有送达：{message[2]}"

    @admin.display(description="已过工作日")
    def waited(self, receipt):
        if receipt.acknowledged_on:
            return "—"
        return f"{waited_workdays(receipt.sent_on, clock.today(), current_calendar())}个"


class ReceiptInline(VisibleInline):
    """Who has not signed yet, the longest waiting first; the whole list is a register of its own."""

    model = Receipt
    verbose_name_plural = "尚未签收的单位"
    fields = readonly_fields = ["institution", "purpose", "sent_on", "due_on", "seen_on", "reminders"]
    ordering = ["due_on", "institution__order"]

    def get_queryset(self, request):
        return super().get_queryset(request).waiting()
