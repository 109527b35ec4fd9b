"""Editions of the open data in the admin, for reading."""

from django.contrib import admin
from django.utils.html import format_html_join

from registry.ledger.admin_base import ReadOnlyAdmin

from ..models import OpenDataEdition


@admin.register(OpenDataEdition)
class OpenDataEditionAdmin(ReadOnlyAdmin):
    list_display = ["day", "table", "revision", "rows", "added", "changed", "removed", "retired_on"]
    list_filter = ["table", "day", ("retired_on", admin.EmptyFieldListFilter)]
    fields = [
        "table", "day", "revision", "made_at", "previous", "rows", "added", "changed", "removed", "stored", "released_by",
        "released_why", "retired_on", "retired_why",
    ]  # fmt: skip
    readonly_fields = ["stored"]

    @admin.display(description="文件与指纹")
    def stored(self, edition):
        lines = ((file["name"], file["bytes"], file["sha256"]) for file in edition.files)
        return format_html_join("", "{}，{}字节，{}<br>", lines)
