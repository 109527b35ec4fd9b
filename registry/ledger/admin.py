"""待批事项 in the admin: what is asked, before and after, and the three steps."""

from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from registry.ledger.admin_base import RegistryAdmin, Step

from .proposals import deciding
from .proposals.extending import EXTEND, new_end
from .proposals.models import Proposal


def _changes(record):
    """The lines of the table as sentences, for the page that asks for confirmation."""
    return [
        f"{label}：由“{old}”改为“{new}”。" if old != "—" else f"{label}：{new}。"
        for label, old, new in record.diff
    ]


@admin.register(Proposal)
class ProposalAdmin(RegistryAdmin):
    list_display = ["what", "record_key", "proposed_by", "proposed_on", "expires_on", "status", "decided_by"]
    list_display_links = ["what"]
    list_filter = ["status"]
    search_fields = ["record_key", "reason"]
    fields = readonly_fields = [
        "what", "record_key", "record", "table", "reason", "proposed_by", "proposed_on", "expires_on", "status", "decided_by",
        "decided_on", "decision_reason",
    ]  # fmt: skip
    steps = (
        Step("approve", verb=deciding.approve, consequences=_changes,
             when=lambda r, u: r.proposed_by_id != u.pk),
        Step("refuse", verb=deciding.refuse, when=lambda r, u: r.proposed_by_id != u.pk),
        Step("withdraw", verb=deciding.withdraw, when=lambda r, u: r.proposed_by_id == u.pk),
    )  # fmt: skip

    @admin.display(description="事项", ordering="act")
    def what(self, proposal):
        return proposal.act_label

    @admin.display(description="所涉记录")
    def record(self, proposal):
        """A link to what it is about, where that has a page."""
        model = apps.get_model(proposal.record_type) if proposal.record_type else None
        if model not in self.admin_site._registry:
            return "—"
        info = model._meta.app_label, model._meta.model_name
        return format_html(
            '<a href="{}">查看</a>', reverse("admin:%s_%s_change" % info, args=[proposal.record_id])
        )

    @admin.display(description="前后对照")
    def table(self, proposal):
        rows = format_html_join(
            "",
            '<tr><td data-label="项目">{}</td><td data-label="现在">{}</td><td data-label="批准后">{}</td></tr>',
            proposal.diff,
        )
        return format_html(
            '<table class="xbd-table"><thead><tr><th>项目</th><th>现在</th><th>批准后</th></tr></thead><tbody>{}</tbody></table>',
            rows,
        )

    def reached(self, record):
        return new_end(record) if record.act == EXTEND and record.status == "open" else []

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
