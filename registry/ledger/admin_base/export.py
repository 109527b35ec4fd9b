"""Export of a register as a workbook: its own right, only visible rows, numbers stay numbers, no live formula."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpResponseRedirect
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from import_export.forms import ExportForm
from import_export.resources import ModelResource, modelresource_factory
from import_export.widgets import CharWidget
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


class WordedResource(ModelResource):
    """Columns under the names people read; related rows and choices in words, never as numbers of rows."""

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        attribute = f"get_{field_name}_display" if django_field.choices else field_name
        if django_field.choices or django_field.is_relation:
            widget = CharWidget()
            return Field(
                attribute=attribute, column_name=django_field.verbose_name, widget=widget, readonly=True
            )
        made = super().field_from_django_field(field_name, django_field, readonly)
        made.column_name = django_field.verbose_name
        return made


class ExportableAdmin(ExportMixin, RegistryAdmin):
    """A register with an export door of its own permission `export_<model>`."""

    formats = [SafeXLSX]
    export_formats = [SafeXLSX]

    export_form_class = ExportForm
    unexported: tuple[str, ...] = ()

    def get_resource_classes(self, request=None):
        names = {*self.masked_fields, *self.covered_fields, *self.unexported}
        if request is not None:
            names |= self.withheld_for(request, in_rows=True)
        meta = type("Meta", (), {"exclude": sorted(names)})
        without = type("ShownResource", (WordedResource,), {"Meta": meta})
        return [modelresource_factory(self.model, resource_class=without)]

    def export_action(self, request):
        """The export page; an address with parameters that no list knows leads back to the list."""
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect("../?e=1")

    def has_export_permission(self, request):
        right = f"{self.opts.app_label}.export_{self.opts.model_name}"
        return request.user.has_perm(right) and self.has_view_permission(request)
