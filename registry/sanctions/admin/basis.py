"""法律依据: the list, its text and who approved it."""

from django.contrib import admin

from registry.history import clock
from registry.ledger.admin_base import RegistryAdmin, Step

from .. import basis
from ..models import LegalBasis

_ASKED = [
    "kind", "document", "number", "article", "text", "in_force_from", "in_force_to", "covers_fraud", "covers_misuse",
    "covers_evasion", "publishes",
]  # fmt: skip


@admin.register(LegalBasis)
class LegalBasisAdmin(RegistryAdmin):
    list_display = [
        "citation_word",
        "kind",
        "status",
        "approved_by",
        "approved_on",
        "in_force_from",
        "public_word",
    ]
    list_filter = ["status", "kind", "publishes"]
    search_fields = ["document", "number", "article", "text"]
    list_select_related = ["approved_by"]
    steps = (
        Step("approve", verb=basis.approve_basis, consequences=lambda r: [
            "请先与正式文本逐字核对条文、施行日期和适用情形。", "批准后，法制审核可以选用；由提出人以外的人批准。"]),
        Step("reject", verb=basis.reject_basis, consequences=lambda r: ["不纳入名录，理由留存。"]),
        Step("retire", verb=basis.retire_basis, consequences=lambda r: [
            "今后不得再选用；尚未决定的案件不能再据此列入，尚未公开的不能再据此公开。", "已经作出的决定所引条款不变。"]),
    )  # fmt: skip

    @admin.display(description="依据", ordering="document")
    def citation_word(self, entry):
        return entry.citation

    @admin.display(description="可公布", boolean=True)
    def public_word(self, entry):
        return entry.publishes

    def get_fields(self, request, obj=None):
        shown = [*_ASKED, "approved_by", "approved_on", "status"]
        return shown if obj else [*_ASKED, "change_reason", "expected_version"]

    def has_change_permission(self, request, obj=None):
        """What was proposed is approved or rejected as it stands; a mistake is rejected and proposed anew."""
        return False

    def save_model(self, request, obj, form, change):
        basis.propose_basis(
            obj, actor=request.user, today=clock.today(), reason=form.cleaned_data["change_reason"]
        )
