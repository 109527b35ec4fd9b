"""Export of a register: its own right, only visible rows and readable columns, bounded, and written down."""

import hashlib

from django import forms
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.forms import ExportForm
from import_export.resources import ModelResource, modelresource_factory
from import_export.widgets import CharWidget

from registry.history import clock

from .filtered import told_filter
from .formats import SafeCSV, SafeXLSX, harmless
from .register import RegistryAdmin

LARGEST = 50_000
TOO_MANY = "筛选出的有{rows}条，一次最多导出{most}条。请回到列表，用筛选缩小范围后再导出。"


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


class FormatForm(ExportForm):
    """Which of the two formats; the workbook is chosen beforehand."""

    def __init__(self, formats, resources, **kwargs):
        super().__init__(formats, resources, **kwargs)
        choices = [(str(at), one().get_title()) for at, one in enumerate(formats)]
        self.fields["format"] = forms.ChoiceField(
            label="格式", choices=choices, initial="0", widget=forms.RadioSelect,
            help_text="两种格式都可以用表格软件打开。要继续计算的，选工作簿，其中的金额和数量仍是数字。",
        )  # fmt: skip


def _relations(model):
    return [field for field in model._meta.concrete_fields if field.is_relation]


class ExportableAdmin(ExportMixin, RegistryAdmin):
    """A register with an export door of its own permission `export_<model>`."""

    formats = [SafeXLSX, SafeCSV]
    export_formats = [SafeXLSX, SafeCSV]
    export_form_class = FormatForm
    export_template_name = "admin/xbd/export.html"
    unexported: tuple[str, ...] = ()

    def get_resource_classes(self, request=None):
        names = {"id", "version", *self.masked_fields, *self.covered_fields, *self.unexported}
        if request is not None:
            names |= self.withheld_for(request, in_rows=True)
        meta = type("Meta", (), {"exclude": sorted(names)})
        without = type("ShownResource", (WordedResource,), {"Meta": meta})
        return [modelresource_factory(self.model, resource_class=without)]

    def get_export_queryset(self, request):
        """The rows of the list as filtered; what a relation is called is read along, not row by row."""
        related = _relations(self.model)
        further = [f"{one.name}__{field.name}" for one in related for field in _relations(one.related_model)]
        return super().get_export_queryset(request).select_related(*(one.name for one in related), *further)

    def export_action(self, request):
        """The export page; an address with parameters that no list knows leads back to the list."""
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect("../?e=1")

    def get_export_filename(self, request, queryset, file_format):
        return f"{self.opts.verbose_name}-{clock.today().isoformat()}.{file_format.get_extension()}"

    def _do_file_export(self, file_format, request, queryset, export_form=None):
        """The answer says what it took out, for the access log: format, rows, fingerprint, filter (AUD-3).

        Raises ValueError in a sentence, which the page shows, when there are too many rows.
        """
        found = queryset.count()
        if found > LARGEST:
            raise ValueError(TOO_MANY.format(rows=found, most=LARGEST))
        data = self.get_data_for_export(request, queryset, force_native_type=True, export_form=export_form)
        content, kind = file_format.export_data(data), file_format.get_extension()
        answer = HttpResponse(content, content_type=file_format.get_content_type())
        name = self.get_export_filename(request, queryset, file_format)
        answer["Content-Disposition"] = content_disposition_header(True, name)
        sha = hashlib.sha256(content).hexdigest()
        answer.taken = f"{self.opts.verbose_name_plural}：{kind}，{len(data)}行，指纹{sha}；筛选：{told_filter(self, request)}"
        return answer

    def init_request_context_data(self, request, form):
        rows = self.get_export_queryset(request).count()
        return super().init_request_context_data(request, form) | {
            "title": f"导出{self.opts.verbose_name}", "rows": rows, "filtered": told_filter(self, request),
            "too_many": TOO_MANY.format(rows=rows, most=LARGEST) if rows > LARGEST else "",
        }  # fmt: skip

    def has_export_permission(self, request):
        right = f"{self.opts.app_label}.export_{self.opts.model_name}"
        return request.user.has_perm(right) and self.has_view_permission(request)


__all__ = ["ExportableAdmin", "FormatForm", "SafeCSV", "SafeXLSX", "WordedResource", "harmless"]
