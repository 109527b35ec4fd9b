"""The guarded register: rows the person may see, status read-only, history for reading only, nothing deleted."""

from django.contrib import admin
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import CharField, FileField, TextField
from django.http import FileResponse, Http404, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path, reverse
from simple_history.admin import SimpleHistoryAdmin

from registry.history import clock
from registry.history.acting import acting
from registry.policy.reached import Reached, squares

from ..errors import Refusal
from .changes import WordedChanges, worded
from .covering import Covering
from .disclosing import Disclosing, reaches_withheld, withheld
from .filters import VisibleRelatedFilter
from .forms import PatientSelect, ReasonedForm, refusing
from .paging import UpToMost
from .steps import StepsMixin


class Guarded(Disclosing, Covering):
    """What every door of every register shares (trust §1: import, export, history, revert, related rows)."""

    masked_fields: tuple[str, ...] = ()
    view_on_site = False
    show_full_result_count = False
    list_per_page = 50
    paginator = UpToMost

    def get_queryset(self, request):
        rows = self.model._default_manager.visible_to(request.user)
        return rows.order_by(*(self.get_ordering(request) or self.opts.ordering or ["-pk"]))

    def has_delete_permission(self, request, obj=None):
        return False

    def must_read(self, request):
        """Every door of one's own asks first who may read the register at all. Raises PermissionDenied."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """A row out of sight and a row that never was answer alike: not there."""
        raise Http404

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"title": self.opts.verbose_name_plural, **(extra_context or {})}
        )

    def masked_for(self, request, record=None):
        """Names of the columns this person may not read here."""
        withheld = self.withheld_for(request, record)
        return (*self.masked_fields, *self.covered_for(request.user), *withheld)

    def lookup_allowed(self, lookup, value, request=None):
        """Free text is found by the search box only: an address must not spell out a column (trust A23, ACC-6)."""
        name = lookup.split("__")[0]
        if name in (*self.masked_fields, *self.covered_fields) or self._is_free_text(name):
            return False
        if request is not None and reaches_withheld(request.user, self.model, lookup):
            return False
        return super().lookup_allowed(lookup, value, request)

    def _is_free_text(self, name):
        field = next((f for f in self.opts.concrete_fields if f.name == name), None)
        filtered = {item[0] if isinstance(item, tuple) else item for item in self.list_filter}
        return isinstance(field, (CharField, TextField)) and not field.choices and name not in filtered

    def get_fieldsets(self, request, obj=None):
        sections = self._without_withheld(request, super().get_fieldsets(request, obj), obj)
        return self._with_covers(request, sections, obj)

    def get_list_filter(self, request):
        items = self._readable(request, super().get_list_filter(request))
        return [self._visible_filter(item) for item in items]

    def _visible_filter(self, item):
        if not isinstance(item, str) or "__" in item:
            return item
        field = self.opts.get_field(item)
        return (item, VisibleRelatedFilter) if field.is_relation else item

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        rows = db_field.related_model._default_manager.all()
        if "queryset" not in kwargs and hasattr(rows, "visible_to"):
            kwargs["queryset"] = rows.visible_to(request.user)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PatientSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class HistoryForReading:
    """History and its versions: only of rows the person may see, and never a way to write."""

    history_list_display = ["history_change_reason", "history_source"]
    object_history_template = "admin/xbd/object_history.html"

    def revert_disabled(self, request, obj=None):
        return True

    def history_view(self, request, object_id, extra_context=None):
        self._visible_or_404(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        self._visible_or_404(request, object_id)
        line = self.model.history.filter(id=object_id, history_id=version_id).first()
        if line is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": f"{line.history_date.astimezone():%Y年%m月%d日 %H:%M}的{self.opts.verbose_name}",
            "opts": self.opts,
            "line": line,
            "record": self.get_queryset(request).get(pk=object_id),
            "rows": self.version_rows(request, line),
        }
        return TemplateResponse(request, "admin/xbd/version.html", context)

    def get_historical_record_context_helper(self, request, historical_record):
        hidden = (*(self.get_exclude(request) or ()), *self.masked_for(request, historical_record))
        return WordedChanges(self.model, historical_record, hidden=hidden)

    def version_rows(self, request, line):
        """(label, value in words) of every column of one version that this person may read."""
        hidden = {"id", "version", *(self.get_exclude(request) or ()), *self.masked_for(request, line)}
        for field in self.opts.concrete_fields:
            if field.name not in hidden and not isinstance(field, FileField):
                yield field.verbose_name, worded(field, _value(line, field))

    def _visible_or_404(self, request, object_id):
        self.must_read(request)
        if not str(object_id).isdigit() or not self.get_queryset(request).filter(pk=object_id).exists():
            raise Http404


def _given_name(record, field):
    """The name a person gave the file; the stored one where none was kept."""
    name = getattr(record, "original_name", "") or getattr(record, f"{field}_name", "")
    return name or getattr(record, field).name.rsplit("/", 1)[-1]


def _value(line, field):
    """The value a version held; a related row that is gone or out of reach is told as “—”."""
    try:
        return getattr(line, field.name)
    except ObjectDoesNotExist:
        return None


class RegistryAdmin(StepsMixin, Guarded, HistoryForReading, SimpleHistoryAdmin):
    """A register people keep by hand: adding and changing ask for a reason; steps do the rest."""

    form = ReasonedForm
    actions = None
    file_fields: tuple[str, ...] = ()

    def get_urls(self):
        info = self.opts.app_label, self.opts.model_name
        view = self.admin_site.admin_view(self.file_view)
        return [
            path("<int:object_id>/file/<slug:field>/", view, name="%s_%s_file" % info),
            *super().get_urls(),
        ]

    def file_view(self, request, object_id, field):
        """A private file of a visible row, always as a download."""
        self._visible_or_404(request, object_id)
        record = self.get_queryset(request).get(pk=object_id)
        if (
            field not in self.file_fields
            or field in self.withheld_for(request, record)
            or not getattr(record, field)
            or not getattr(record, field).storage.exists(getattr(record, field).name)
        ):
            raise Http404
        return FileResponse(
            getattr(record, field).open("rb"), as_attachment=True, filename=_given_name(record, field)
        )

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["reached"] = [
                {**vars(line), "squares": squares(line.days, clock.today())} for line in self.reached(obj)
            ]
            names = [n for n in self.file_fields if n not in self.withheld_for(request, obj)]
            context["papers"] = [self._paper(obj, name) for name in names if getattr(obj, name)]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def reached(self, record) -> list[Reached]:
        """How the deadlines of this record were reached, for the strips on its page."""
        return []

    def _paper(self, record, field):
        info = self.opts.app_label, self.opts.model_name
        return {
            "label": self.opts.get_field(field).verbose_name,
            "name": _given_name(record, field),
            "url": reverse("admin:%s_%s_file" % info, args=[record.pk, field]),
        }

    def get_fieldsets(self, request, obj=None):
        sections = list(super().get_fieldsets(request, obj))
        asked = ("change_reason", "expected_version")
        sections = [
            (name, {**o, "fields": [f for f in o["fields"] if f not in asked]}) for name, o in sections
        ]
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [*sections, ("理由", {"fields": list(asked)})] if may else sections

    def save_model(self, request, obj, form, change):
        reason = form.cleaned_data.get("change_reason", "")
        with acting(request.user, reason, source="admin"):
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        with acting(request.user, form.cleaned_data.get("change_reason", ""), source="admin"):
            super().save_related(request, form, formsets, change)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A verb's refusal lands on the form, with everything typed still in it."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            request.refused = refusal.sentences
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refused = getattr(request, "refused", ())
        return refusing(form, refused) if refused else form


class Kept(RegistryAdmin):
    """Rows that only steps, verbs and uploads write: read here, never typed."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(Guarded, admin.ModelAdmin):
    """A list for reading: ledger rows, effects, issued papers."""

    actions = None
    change_form_template = "admin/xbd/change_form.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(
            request, object_id, form_url, {"without_history": True, **(extra_context or {})}
        )

    def history_view(self, request, object_id, extra_context=None):
        self.must_read(request)
        raise Http404


class VisibleInline(admin.TabularInline):
    """Rows under a record, for reading, cut down to what the person may see."""

    template = "admin/xbd/rows.html"
    extra = 0
    can_delete = False
    show_change_link = True

    def get_queryset(self, request):
        return self.model._default_manager.visible_to(request.user)

    def get_fields(self, request, obj=None):
        hidden = withheld(request.user, self.model, in_rows=True)
        return [name for name in super().get_fields(request, obj) if name not in hidden]

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
