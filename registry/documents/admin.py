"""Issued papers in the admin: for reading only."""

from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from registry.ledger.admin_base import ReadOnlyAdmin

from .models import IssuedDocument


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    list_display = ["number", "title", "kind", "addressee", "issued_on", "paper"]
    list_filter = ["kind", "issued_on"]
    search_fields = ["number", "title", "subject_code", "check_code"]
    fields = [
        "kind", "number", "title", "addressee", "body", "issuer_name", "issued_on", "subject_code", "check_code",
        "sha256", "issued_by", "recorded_at",
    ]  # fmt: skip

    def get_urls(self):
        view = self.admin_site.admin_view(self.paper_view)
        return [
            path("<int:object_id>/paper/", view, name="documents_issueddocument_paper"),
            *super().get_urls(),
        ]

    def paper_view(self, request, object_id):
        """The paper as it is printed, on one A4 column."""
        self.must_read(request)
        document = self.get_queryset(request).filter(pk=object_id).first()
        if document is None:
            raise Http404
        context = {**self.admin_site.each_context(request), "title": document.title, "document": document}
        return TemplateResponse(request, "admin/xbd/paper.html", context)

    @admin.display(description="打印")
    def paper(self, document):
        address = reverse("admin:documents_issueddocument_paper", args=[document.pk])
        return format_html('<a href="{}">查看文书</a>', address)
