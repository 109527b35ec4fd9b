"""The office's wording of its papers: a change is proposed, another person approves; a look at the result first."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html_join

from registry.ledger.admin_base import ProposedAdmin

from ..models import WordingTemplate
from ..wording.places import KINDS, example, template_problems


@admin.register(WordingTemplate)
class WordingTemplateAdmin(ProposedAdmin):
    list_display = ["kind", "beginning"]
    fields = ["kind", "places", "text"]
    change_form_template = "admin/publicity/wordingtemplate/change_form.html"

    def get_readonly_fields(self, request, obj=None):
        return ["kind", "places"]

    def has_add_permission(self, request):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        return [
            path("<int:object_id>/preview/", view, name="publicity_wordingtemplate_preview"),
            *super().get_urls(),
        ]

    @admin.display(description="正文")
    def beginning(self, template):
        return template.text[:40] + ("…" if len(template.text) > 40 else "")

    @admin.display(description="可用的填写处")
    def places(self, template):
        kind = KINDS.get(template.kind)
        rows = (
            (f"【{place}】", "必须保留" if place in kind.required else "可以不用", value)
            for place, value in (kind.places.items() if kind else ())
        )
        return format_html_join("", "{}（{}），例如：{}<br>", rows) or "—"

    def preview_view(self, request, object_id):
        """What was typed, filled with examples; nothing is kept."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.must_read(request)
        template = self.get_queryset(request).filter(pk=object_id).first()
        if template is None:
            raise Http404
        if not self.has_change_permission(request, template):
            raise PermissionDenied
        text = request.POST.get("text", template.text)
        context = {
            **self.admin_site.each_context(request), "title": f"预览：{template}", "opts": self.opts, "record": template,
            "problems": template_problems(template.kind, text), "body": example(template.kind, text),
        }  # fmt: skip
        return TemplateResponse(request, "admin/publicity/wordingtemplate/preview.html", context)
