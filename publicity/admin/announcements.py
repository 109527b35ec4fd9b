"""Announcements in the admin, for reading."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join

from registry.ledger.admin_base import ReadOnlyAdmin

from ..models import Announcement


@admin.register(Announcement)
class AnnouncementAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "number", "published_on", "expires_on", "address"]
    list_filter = ["kind", "published_on"]
    search_fields = ["title", "number", "serial"]
    fields = [
        "kind", "number", "title", "body", "listed", "notice", "corrects", "published_on", "expires_on", "address",
        "check_code", "sha256", "recorded_at",
    ]  # fmt: skip

    @admin.display(description="名单")
    def listed(self, announcement):
        lines = ((row.get("shown_name", ""), row.get("uscc", "")) for row in announcement.rows)
        return format_html_join("", "{}（{}）<br>", lines) or "—"

    @admin.display(description="公开页面")
    def address(self, announcement):
        return format_html('<a href="{}">{}</a>', announcement.get_absolute_url(), announcement.serial)
