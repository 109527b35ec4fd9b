"""Rounds in the admin: opened, extended, closed, carried over, and their whole state on one page."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from registry.history import clock
from registry.ledger.admin_base import RegistryAdmin, Step, StepForm, day_field
from registry.policy.versions import terms_on

from .. import figures, handling, rechecking, round_ends
from ..models import DepartmentOpinion, Round
from ..rounds import open_round, round_problems


class RoundForm(RegistryAdmin.form):
    def clean(self):
        cleaned = super().clean()
        if not self.instance.pk and {"year", "month"} <= set(cleaned):
            for sentence in round_problems(cleaned["year"], cleaned["month"], cleaned.get("opinions_due_on")):
                self.add_error(None, sentence)
        return cleaned


class ExtendForm(StepForm):
    due_on = day_field("新的部门意见期限")


class CarryForm(StepForm):
    into = forms.ModelChoiceField(label="结转到", queryset=Round.objects.none(), empty_label="请选择")

    def __init__(self, *args, record=None, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["into"].queryset = Round.objects.filter(status="open", opens_on__gt=record.opens_on)


def _left(record):
    return [f"现有未办结申报{round_ends.unfinished(record).count()}件。有效的部门意见保留，过期的重新征询。"]


def _rechecked(record):
    count = rechecking.to_recheck(record).count()
    return [f"向各审核单位征询{count}户本轮以前认定的信用企业（户）是否仍符合准入条件。",
            "答复“不通过”的转办公室核实；资格不因复核自动改变。"]  # fmt: skip


@admin.register(Round)
class RoundAdmin(RegistryAdmin):
    form = RoundForm
    list_display = ["__str__", "status", "opens_on", "closes_on", "opinions_due_on", "progress"]
    list_filter = ["status"]
    fields = ["year", "month", "opinions_due_on", "note"]
    steps = (
        Step("extend", verb=round_ends.extend, form=ExtendForm, recipients=lambda r: ["尚未答复的审核单位"],
             consequences=lambda r: ["本轮所有未答复意见的期限一并改为新的期限。"]),
        Step("recheck", verb=rechecking.start, label="开展资格复核", permission="screening.ask_recheck", consequences=_rechecked,
             recipients=lambda r: ["各准入条件的审核单位"], when=lambda r, u: r.status == "open" and rechecking.to_recheck(r).exists()),
        Step("close", verb=round_ends.close_round, consequences=_left),
        Step("carry_over", verb=round_ends.carry_over, form=CarryForm, consequences=_left,
             recipients=lambda r: ["推荐单位"], when=lambda r, u: round_ends.unfinished(r).exists()),
    )  # fmt: skip

    def get_urls(self):
        view = self.admin_site.admin_view(self.state_view)
        return [path("<int:object_id>/state/", view, name="screening_round_state"), *super().get_urls()]

    @admin.display(description="进展")
    def progress(self, round):
        return format_html(
            '<a href="{}">查看进展</a>', reverse("admin:screening_round_state", args=[round.pk])
        )

    def get_list_display(self, request):
        shown = super().get_list_display(request)
        return shown if self._reads_state(request) else [name for name in shown if name != "progress"]

    def _reads_state(self, request):
        user = request.user
        return user.has_perm("screening.view_departmentopinion") and (
            handling.is_office(user) or user.has_perm("screening.view_leadinggroupmeeting")
        )

    def state_view(self, request, object_id):
        """Counts by state, town, department and age, and progress against the targets, each linked to its rows."""
        round = self.get_queryset(request).filter(pk=object_id).first()
        if round is None or not self._reads_state(request):
            raise Http404
        today = clock.today()
        context = {
            **self.admin_site.each_context(request), "title": f"{round}的进展", "round": round, "today": today,
            "opts": self.opts, "steps": self.offered_steps(round, request.user),
            "states": figures.by_state(round), "towns": figures.by_town(round),
            "departments": figures.by_department(round, today), "ages": figures.ages(round, today),
            "targets": figures.targets(round, terms_on(round.opens_on)), "total": round.applications.count(),
            "unfinished": round_ends.unfinished(round).count(),
            "owed": DepartmentOpinion.objects.owed().filter(application__round=round).count(),
        }  # fmt: skip
        return TemplateResponse(request, "admin/screening/round_state.html", context)

    def get_readonly_fields(self, request, obj=None):
        return ["year", "month", "opinions_due_on"] if obj else []

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        opened = open_round(
            obj.year, obj.month, actor=request.user, today=clock.today(), reason=form.cleaned_data["change_reason"],
            opinions_due_on=obj.opinions_due_on, note=obj.note,
        )  # fmt: skip
        obj.pk, obj.version = opened.pk, opened.version
        return None
