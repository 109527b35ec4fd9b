"""Coordination meetings and their tasks in the admin (R53)."""

from django import forms
from django.contrib import admin

from registry.history import clock
from registry.ledger.admin_base import RegistryAdmin, Step, StepForm, VisibleInline, day_field
from registry.parties.models import Institution

from .. import coordination
from ..models import CoordinationAttendance, CoordinationMeeting, CoordinationTask


class CoordinationForm(RegistryAdmin.form):
    attendees = forms.ModelMultipleChoiceField(
        label="参会单位",
        queryset=Institution.objects.filter(active=True),
        widget=forms.CheckboxSelectMultiple,
    )


class TaskForm(StepForm):
    text = forms.CharField(label="任务", widget=forms.Textarea(attrs={"rows": 3}))
    owner = forms.ModelChoiceField(
        label="责任单位", queryset=Institution.objects.filter(active=True), empty_label="请选择"
    )
    due_on = day_field("完成期限")


class DoneForm(StepForm):
    done_note = forms.CharField(label="完成情况", widget=forms.Textarea(attrs={"rows": 4}))


class AttendanceInline(VisibleInline):
    model = CoordinationAttendance
    fields = readonly_fields = ["institution"]
    show_change_link = False


class TaskInline(VisibleInline):
    model = CoordinationTask
    fields = readonly_fields = ["text", "owner", "due_on", "done_on", "done_note"]


@admin.register(CoordinationMeeting)
class CoordinationAdmin(RegistryAdmin):
    form = CoordinationForm
    list_display = ["title", "held_on", "place"]
    list_filter = ["held_on"]
    search_fields = ["title", "minutes"]
    inlines = [AttendanceInline, TaskInline]
    file_fields = ("minutes_file",)
    steps = (
        Step("add_task", verb=coordination.add_task, form=TaskForm, label="登记议定事项",
             permission="screening.add_coordinationtask", recipients=lambda r: ["责任单位"]),
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        if obj is None:
            asked = ["change_reason", "expected_version"]
            return ["title", "held_on", "place", "attendees", "minutes", "minutes_file", *asked]
        return ["title", "held_on", "place", "minutes", "minutes_file_name"]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def has_change_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        made = coordination.hold_meeting(
            title=obj.title, held_on=obj.held_on, place=obj.place, minutes=obj.minutes,
            minutes_file=form.cleaned_data.get("minutes_file"), attendees=list(form.cleaned_data["attendees"]),
            actor=request.user, today=clock.today(), reason=form.cleaned_data["change_reason"],
        )  # fmt: skip
        obj.pk, obj.version = made.pk, made.version


class OpenTasks(admin.SimpleListFilter):
    title, parameter_name = "完成情况", "open"

    def lookups(self, request, model_admin):
        return [("yes", "未完成"), ("late", "过期未完成"), ("no", "已完成")]

    def queryset(self, request, rows):
        if self.value() == "late":
            return rows.overdue(clock.today())
        return {"yes": rows.open(), "no": rows.exclude(done_on=None)}.get(self.value(), rows)


@admin.register(CoordinationTask)
class TaskAdmin(RegistryAdmin):
    list_display = ["text", "owner", "due_on", "done_on", "meeting"]
    list_filter = [OpenTasks, "owner"]
    search_fields = ["text", "meeting__title"]
    list_select_related = ["owner", "meeting"]
    steps = (
        Step("finish", verb=coordination.finish_task, form=DoneForm, label="填报完成情况",
             permission="screening.finish_coordinationtask",
             when=lambda r, u: not r.done_on and coordination.may_finish(r, u)),
    )  # fmt: skip

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
