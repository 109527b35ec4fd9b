"""Issued papers in the admin: for reading, printing and, by the head, for taking back."""

from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from registry.ledger.admin_base import ReadOnlyAdmin, Step
from registry.ledger.admin_base.steps import StepsMixin

from ..copies import kept_copy
from ..ending import REPLACED, VALID, WITHDRAWN, state_of, withdraw_paper
from ..models import IssuedDocument, PaperEnd, WordCopy
from .answers import word_answer

STANDING = {VALID: "有效", REPLACED: "已被取代", WITHDRAWN: "已收回"}


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(StepsMixin, ReadOnlyAdmin):
    list_display = ["number", "title", "kind", "addressee", "issued_on", "paper"]
    list_filter = ["kind", "issued_on"]
    search_fields = ["number", "title", "subject_code", "check_code"]
    fields = [
        "kind", "number", "title", "addressee", "body", "issuer_name", "issued_on", "subject_code", "check_code",
        "sha256", "standing", "word", "issued_by", "recorded_at",
    ]  # fmt: skip

    steps = (
        Step(
            "withdraw", verb=withdraw_paper, label="收回文书", permission="documents.withdraw_issueddocument",
            needs_reason=True, danger=True, when=lambda r, u: state_of(r) == VALID,
            consequences=lambda r: ["文书不再有效，查验页即时显示“已收回”；正文和编号保留，不能恢复。"],
            recipients=lambda r: ["收到该文书的机构"],
        ),
    )  # fmt: skip

    def get_urls(self):
        view = self.admin_site.admin_view(self.paper_view)
        word = self.admin_site.admin_view(self.word_view)
        return [
            path("<int:object_id>/paper/", view, name="documents_issueddocument_paper"),
            path("<int:object_id>/word/", word, name="documents_issueddocument_word"),
            *super().get_urls(),
        ]

    def _document(self, request, object_id):
        self.must_read(request)
        document = self.get_queryset(request).filter(pk=object_id).first()
        if document is None:
            raise Http404
        return document

    def paper_view(self, request, object_id):
        """The paper as it is printed, on one A4 column."""
        document = self._document(request, object_id)
        end = PaperEnd.objects.filter(document=document).select_related("replaced_by").first()
        context = {
            **self.admin_site.each_context(request), "title": document.title, "document": document, "end": end,
        }  # fmt: skip
        return TemplateResponse(request, "admin/xbd/paper.html", context)

    def word_view(self, request, object_id):
        """The paper's Word copy, the same file every time."""
        document = self._document(request, object_id)
        return word_answer(kept_copy(document).bytes, f"{document.check_code}.docx")

    @admin.display(description="状态")
    def standing(self, document):
        return STANDING[state_of(document)]

    @admin.display(description="文书副本")
    def word(self, document):
        copy = (
            WordCopy.objects.filter(document=document)
            .select_related("version__layout")
            .defer("content")
            .first()
        )
        if copy is None:
            return "尚未生成，下载时生成，一分钟内也会自动生成"
        return f"{copy.version or '内置版式'}；文件指纹{copy.sha256}"

    @admin.display(description="打印")
    def paper(self, document):
        address = reverse("admin:documents_issueddocument_paper", args=[document.pk])
        return format_html('<a href="{}">查看文书</a>', address)
