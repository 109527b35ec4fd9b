"""Next steps of a record, built from its move table: a button, a page that says what will happen, a verb."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from registry.history import clock
from registry.history.walls import lifted
from registry.policy.clauses import place

from ..errors import Refusal
from ..models import StatusChange
from ..moves import table_for
from .covering import REVEAL, Revealed, revealing
from .forms import StepForm

LOST = "这条记录登记的文件在存储中找不到，本次没有办理。请联系系统管理员从备份恢复文件，或者重新上传。"


def _nothing(record):
    return []


@dataclass(frozen=True)
class Step:
    """One thing a person can do to a record.

    `verb(record, *, actor, today, reason, **form fields)` does it. For a move of the table the label, permission,
    danger and need for a reason come from there; otherwise give them. `when(record, user)` narrows further.
    `consequences(record)` and `recipients(record)` are sentences shown before it happens;
    where `problems(record)` are told, they stand there instead of the form and its button. What the verb returns may
    carry `told`, the sentences shown afterwards (a proposal says that it waits).
    """

    name: str
    verb: Callable[..., Any]
    form: type[StepForm] = StepForm
    label: str = ""
    permission: str = ""
    when: Callable[[Any, Any], bool] | None = None
    consequences: Callable[[Any], list[str]] = _nothing
    recipients: Callable[[Any], list[str]] = _nothing
    problems: Callable[[Any], list[str]] = _nothing
    needs_reason: bool = False
    danger: bool = False

    def resolved(self, model):
        """Label, permission, danger and need for a reason, from the move table where the step is a move."""
        move = _move_of(model, self.name)
        if move is None:
            return self.label, self.permission, self.danger, self.needs_reason
        permission = self.permission or table_for(model._meta.label_lower).permission(self.name)
        return self.label or move.label, permission, move.danger, move.needs_reason

    def offered(self, record, user):
        """Whether this person may do it to the record as it stands."""
        move = _move_of(type(record), self.name)
        if move is not None and record.status not in move.sources:
            return False
        permission = self.resolved(type(record))[1]
        if permission and not user.has_perm(permission):
            return False
        return self.when is None or self.when(record, user)


def _move_of(model, name):
    try:
        return table_for(model._meta.label_lower).by_name.get(name)
    except KeyError:
        return None


def reveal_step(names):
    """The step that shows covered columns; offered to whom they are covered."""
    return Step(
        "reveal", verb=revealing(names), label="查看完整联系方式", permission=REVEAL, needs_reason=True,
        consequences=lambda r: ["只显示这一次；查看人、时间和理由记入访问记录，供审计核对。"],
        when=lambda r, u: not u.has_perm(f"{r._meta.app_label}.change_{r._meta.model_name}"),
    )  # fmt: skip


class StepsMixin:
    """Adds `<id>/do/<step>/` to a register, and the row of next steps and the timeline to its page."""

    steps: tuple[Step, ...] = ()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        names = getattr(cls, "covered_fields", ())
        if names and all(step.name != "reveal" for step in cls.steps):
            cls.steps = (*cls.steps, reveal_step(names))

    change_form_template = "admin/xbd/change_form.html"
    step_template = "admin/xbd/step.html"

    def get_urls(self):
        info = self.opts.app_label, self.opts.model_name
        view = self.admin_site.admin_view(self.step_view)
        return [path("<int:object_id>/do/<slug:name>/", view, name="%s_%s_step" % info), *super().get_urls()]

    def step_url(self, record, name):
        info = self.opts.app_label, self.opts.model_name
        return reverse("admin:%s_%s_step" % info, args=[record.pk, name])

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["steps"] = self.offered_steps(obj, request.user)
            context["changes"] = timeline(obj)
            context["status_label"] = obj.get_status_display() if hasattr(obj, "status") else ""
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def offered_steps(self, record, user):
        return [
            {
                "url": self.step_url(record, s.name),
                "label": s.resolved(self.model)[0],
                "danger": s.resolved(self.model)[2],
            }
            for s in self.steps
            if s.offered(record, user)
        ]

    def step_view(self, request, object_id, name):
        self.must_read(request)
        record = self.get_queryset(request).filter(pk=object_id).first()
        step = next((s for s in self.steps if s.name == name), None)
        if record is None or step is None:
            raise Http404
        label, permission, danger, needs_reason = step.resolved(self.model)
        if permission and not request.user.has_perm(permission):
            raise PermissionDenied(f"您没有“{label}”的权限。")
        form = step.form(
            request.POST or None,
            request.FILES or None,
            record=record,
            user=request.user,
            needs_reason=needs_reason,
            initial={name: request.GET[name] for name in step.form.linked if name in request.GET},
        )
        if request.method == "POST" and form.is_valid():
            done = self._do(request, record, step, label, form)
            if done is not None:
                return done
        return self._ask(request, record, step, label, danger, form)

    def _do(self, request, record, step, label, form):
        try:
            with lifted():
                done = step.verb(
                    record,
                    actor=request.user,
                    today=clock.today(),
                    reason=form.cleaned_data["reason"],
                    **form.keywords(),
                )
        except Refusal as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
            return None
        except FileNotFoundError:
            form.add_error(None, LOST)
            return None
        if isinstance(done, Revealed):
            return self._page(
                request, record, label, "admin/xbd/revealed.html", rows=done.rows, note=done.note
            )
        for sentence in getattr(done, "told", None) or [f"“{record}”：{label}，已办理。"]:
            messages.success(request, sentence)
        return HttpResponseRedirect(self.after_step_url(request, record))

    def after_step_url(self, request, record):
        info = self.opts.app_label, self.opts.model_name
        if self.get_queryset(request).filter(pk=record.pk).exists():
            return reverse("admin:%s_%s_change" % info, args=[record.pk])
        return reverse("admin:%s_%s_changelist" % info)

    def _ask(self, request, record, step, label, danger, form):
        return self._page(
            request, record, label, self.step_template, form=form, danger=danger, effective_on=clock.today(),
            consequences=step.consequences(record), recipients=step.recipients(record),
            problems=[] if form.is_bound else step.problems(record),
        )  # fmt: skip

    def _page(self, request, record, title, template, **more):
        info = self.opts.app_label, self.opts.model_name
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "record": record,
            "opts": self.opts,
            "back_url": reverse("admin:%s_%s_change" % info, args=[record.pk]),
            "list_url": reverse("admin:%s_%s_changelist" % info),
            **more,
        }
        return TemplateResponse(request, template, context)


def timeline(record):
    """The record's status changes, latest first, as rows for the page."""
    try:
        table = table_for(record._meta.label_lower)
    except KeyError:
        return []
    return [
        {
            "effective_on": change.effective_on,
            "recorded_at": change.recorded_at,
            "text": table.by_name[change.move].label if change.move in table.by_name else table.opening,
            "to": table.label(change.to_status),
            "clause": place(change.clause),
            "actor": change.actor_name,
            "reason": change.reason,
        }
        for change in StatusChange.objects.of(record).reverse()
    ]
