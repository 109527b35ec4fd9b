"""Wagtail's CSV reports for Excel: marked as UTF-8, and a page named “=HYPERLINK(…)” stays text (OUT-1)."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from registry.ledger.admin_base.formats import harmless

BOM = b"\xef\xbb\xbf"


def make_reports_harmless():
    """Once, from AppConfig.ready: every report's and listing's CSV goes through `harmless`; workbooks are safe already."""
    if getattr(SpreadsheetExportMixin, "harmless", False):
        return
    told, lines = SpreadsheetExportMixin.preprocess_field_value, SpreadsheetExportMixin.stream_csv

    def preprocess_field_value(self, field, value, export_format):
        found = told(self, field, value, export_format)
        return harmless(str(found)) if export_format == self.FORMAT_CSV and found is not None else found

    def stream_csv(self, queryset):
        yield BOM
        yield from lines(self, queryset)

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
    SpreadsheetExportMixin.stream_csv = stream_csv
    SpreadsheetExportMixin.harmless = True
