"""待批事项 in the admin: what is asked, before and after, and the three steps."""

from django.contrib import admin
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
        "what", "record_key", "table", "reason", "proposed_by", "proposed_on", "expires_on", "status", "decided_by",
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
