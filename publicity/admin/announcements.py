"""Announcements in the admin, for reading."""

from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from registry.documents.admin.answers import word_answer
from registry.ledger.admin_base import ReadOnlyAdmin

from ..models import Announcement
from ..sheets import word_of


@admin.register(Announcement)
class AnnouncementAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "number", "published_on", "expires_on", "address"]
    list_filter = ["kind", "published_on"]
    search_fields = ["title", "number", "serial"]
    fields = [
        "kind", "number", "title", "body", "listed", "notice", "corrects", "published_on", "expires_on", "address", "word",
        "check_code", "sha256", "recorded_at",
    ]  # fmt: skip

    def get_urls(self):
        view = self.admin_site.admin_view(self.word_view)
        return [path("<int:object_id>/word/", view, name="publicity_announcement_word"), *super().get_urls()]

    def word_view(self, request, object_id):
        """The announcement as a Word file."""
        self.must_read(request)
        announcement = self.get_queryset(request).filter(pk=object_id).first()
        if announcement is None:
            raise Http404
        return word_answer(word_of(announcement), f"{announcement.serial}.docx")

    @admin.display(description="名单")
    def listed(self, announcement):
        lines = ((row.get("shown_name", ""), row.get("uscc", "")) for row in announcement.rows)
        return format_html_join("", "{}（{}）<br>", lines) or "—"

    @admin.display(description="公开页面")
    def address(self, announcement):
        return format_html('<a href="{}">{}</a>', announcement.get_absolute_url(), announcement.serial)

    @admin.display(description="DOCX文件")
    def word(self, announcement):
        return format_html(
            '<a href="{}">下载</a>', reverse("admin:publicity_announcement_word", args=[announcement.pk])
        )
