"""Export of a register as a workbook: its own right, only visible rows, numbers stay numbers, no live formula."""

from import_export.admin import ExportMixin
from import_export.formats.base_formats import XLSX
from tablib import Dataset

from .register import RegistryAdmin

TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value):
    """A text cell that a spreadsheet will not run: a leading apostrophe where the text could be a formula."""
    if not isinstance(value, str):
        return value
    text = "".join(c for c in value if c in "\t\r\n" or ord(c) >= 32)
    return f"'{text}" if text.startswith(TRIGGERS) else text


class SafeXLSX(XLSX):
    """XLSX with every text cell made harmless (trust OUT-1)."""

    def export_data(self, dataset, **kwargs):
        safe = Dataset(*[tuple(harmless(cell) for cell in row) for row in dataset], headers=dataset.headers)
        kwargs.pop("escape_formulae", None)
        return super().export_data(safe, **kwargs)


class ExportableAdmin(ExportMixin, RegistryAdmin):
    """A register with an export door of its own permission `export_<model>`."""

    formats = [SafeXLSX]
    export_formats = [SafeXLSX]

    def has_export_permission(self, request):
        right = f"{self.opts.app_label}.export_{self.opts.model_name}"
        return request.user.has_perm(right) and self.has_view_permission(request)
