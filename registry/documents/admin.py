"""Issued papers and the ledger's own rows in the admin: for reading only."""

from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from registry.ledger.admin_base import ReadOnlyAdmin
from registry.ledger.models import DutyFailure, DutyRun, Effect, Message, StatusChange
from registry.ledger.moves import table_for
from registry.parties.access import reach

from .models import IssuedDocument


class LedgerRows(ReadOnlyAdmin):
    """Rows of the ledger: all for who sees the whole registry, else those of one's own institutions."""

    owner_field = ""

    def get_queryset(self, request):
        rows, scope = self.model._default_manager.order_by("-pk"), reach(request.user)
        if scope.sees_registry or not self.owner_field:
            return rows
        return rows.filter(**{f"{self.owner_field}__in": scope.codes})


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    list_display = ["number", "title", "kind", "addressee", "issued_on", "paper"]
    list_filter = ["kind", "issued_on"]
    search_fields = ["number", "title", "subject_code", "check_code"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.paper_view)
        return [
            path("<int:object_id>/paper/", view, name="documents_issueddocument_paper"),
            *super().get_urls(),
        ]

    def paper_view(self, request, object_id):
        """The paper as it is printed, on one A4 column."""
        document = self.get_queryset(request).filter(pk=object_id).first()
        if document is None or not self.has_view_permission(request, document):
            raise Http404
        context = {**self.admin_site.each_context(request), "title": document.title, "document": document}
        return TemplateResponse(request, "admin/xbd/paper.html", context)

    @admin.display(description="打印")
    def paper(self, document):
        address = reverse("admin:documents_issueddocument_paper", args=[document.pk])
        return format_html('<a href="{}">查看文书</a>', address)


@admin.register(Message)
class MessageAdmin(LedgerRows):
    owner_field = "recipient_code"
    list_display = ["subject", "recipient_code", "sent_on", "mailed_at"]
    list_filter = ["sent_on"]
    search_fields = ["subject", "body"]


@admin.register(StatusChange)
class StatusChangeAdmin(LedgerRows):
    owner_field = "owner_code"
    list_display = [
        "position",
        "record_key",
        "move",
        "from_status",
        "to_status",
        "effective_on",
        "actor_name",
        "clause",
    ]
    list_filter = ["record_type", "effective_on"]
    search_fields = ["subject_code", "record_key"]

    @admin.display(description="办理")
    def what(self, change):
        table = table_for(change.record_type)
        return table.by_name[change.move].label if change.move in table.by_name else table.opening

    @admin.display(description="原状态")
    def before(self, change):
        return table_for(change.record_type).label(change.from_status) or "—"

    @admin.display(description="新状态")
    def after(self, change):
        return table_for(change.record_type).label(change.to_status)


@admin.register(Effect)
class EffectAdmin(LedgerRows):
    list_display = ["duty", "record_key", "effective_on", "clause"]
    list_filter = ["duty", "effective_on"]
    search_fields = ["record_key"]


@admin.register(DutyRun)
class DutyRunAdmin(LedgerRows):
    list_display = ["day", "started_at", "finished_at", "effects", "failures"]


@admin.register(DutyFailure)
class DutyFailureAdmin(LedgerRows):
    list_display = ["duty", "record_key", "day", "held", "reason", "resolved_at"]
    list_filter = ["held", ("resolved_at", admin.EmptyFieldListFilter)]
