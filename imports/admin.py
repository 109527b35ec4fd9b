"""Uploads in the admin: choose a file, see what it would do row by row, confirm or put it aside."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from registry.history import clock
from registry.history.errors import Refusal
from registry.history.walls import lifted
from registry.ledger.admin_base import RegistryAdmin, Step, StepForm
from registry.ledger.proposals.proposing import propose_step
from registry.lending.models import Countermand
from registry.parties.access import bodies_of, reach

from .background.asking import LARGE, ask_booking, ask_reading, is_large
from .background.views import address_of, progress_view
from .blank.views import template_answer
from .control import control_lines, doubts
from .held.admin import mapping_view
from .held.forms import UNIT
from .held.holding import hold
from .marked.views import links_of, marked_addresses
from .models import Upload
from .pipeline import Unmapped
from .undoing import UNDO, ripple_of, undo_problems
from .uploading import confirm, reject, stage

SHOWN, TOLD = 500, 20


class UploadForm(forms.Form):
    file = forms.FileField(
        label="贷款台账", help_text="xlsx、xls、ods 或 csv，不超过30MB。可先下载本行的模板。"
    )
    bank = forms.ModelChoiceField(label="银行", queryset=None)
    unit = forms.ChoiceField(
        label="金额单位",
        choices=UNIT,
        required=False,
        help_text="选择的单位与文件中写明的不一致时，文件不会收下。",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = bodies_of(user).filter(kind="bank")
        self.fields["bank"].queryset = mine
        self.fields["bank"].initial = mine.first()


class ConfirmForm(StepForm):
    """Asks whether the warnings were looked at, where there are any."""

    seen = forms.BooleanField(label="提醒已逐条核对，情况属实")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        warned = self.record.warnings
        if not warned and not doubts(self.record):
            del self.fields["seen"]
            return
        told = [f"有{warned}行有提醒"] if warned else []
        self.fields["seen"].help_text = "；".join(told + doubts(self.record)) + "。"

    def keywords(self):
        return {name: value for name, value in super().keywords().items() if name != "seen"}


def _all(record, *, actor, today, reason, partial=False):
    """At once, or for a large upload in the background."""
    given = {"actor": actor, "today": today, "reason": reason, "partial": partial}
    return confirm(record, **given) if record.rows <= LARGE else ask_booking(record, **given)


def _part(record, **given):
    return _all(record, **given, partial=True)


def _will(record):
    kept = record.staged.exclude(duties=[]).order_by("row").values_list("clean", "duties")
    told = [f"借据{said['note_no']}：{duty}" for said, duties in kept[:TOLD] for duty in duties]
    more = [f"另有{kept.count() - TOLD}行将触发事项，见逐行结果。"] if kept.count() > TOLD else []
    return [f"新增{record.created}行，更新{record.updated}行，无变化{record.unchanged}行，有误{record.rejected}行。",
            "入账后按登记的事实判断逾期，发生逾期的当即触发报告、预警等事项。", *told, *more]  # fmt: skip


def _resting(record):
    return undo_problems(record, {}, None)


def _undone(record):
    return [
        "由另一人在“待批事项”中批准后才撤销；撤销前登记不变。",
        "撤销后，本次新增的借据、合同登记作废，更新过的内容恢复原样，由此产生的逾期一并更正。",
        "以这些逾期为依据的文书不自动撤改，由办公室另行决定。",
    ]


def _ripple(upload, user):
    """For the office alone: acts that rest on what a row corrects, and what was prepared or would be."""
    if not reach(user).roles & {"clerk", "head", "auditor"}:
        return {}
    sources = (upload.source, f"undo:{upload.pk}")
    made = Countermand.objects.filter(source__in=sources).select_related("business")
    with lifted():
        return {"countermands": made[:SHOWN], "would": ripple_of(upload, clock.today())}


@admin.register(Upload)
class UploadAdmin(RegistryAdmin):
    list_display = [
        "id",
        "original_name",
        "bank",
        "as_of",
        "rows",
        "created",
        "updated",
        "unchanged",
        "rejected",
        "status",
        "uploaded_on",
    ]
    list_filter = ["status", "bank"]
    search_fields = ["original_name"]
    change_form_template = "admin/imports/upload/preview.html"
    exclude = ["file", "register_version", "sha256", "remarks"]
    file_fields = ("file",)
    steps = (
        Step(
            "confirm_all",
            verb=_all,
            form=ConfirmForm,
            consequences=_will,
            when=lambda r, u: not r.rejected and r.created + r.updated > 0,
        ),
        Step(
            "find_unchanged",
            verb=_all,
            consequences=_will,
            when=lambda r, u: not r.rejected and r.created + r.updated == 0,
        ),
        Step(
            "confirm_part",
            verb=_part,
            form=ConfirmForm,
            consequences=_will,
            when=lambda r, u: 0 < r.rejected < r.rows,
        ),
        Step("reject", verb=reject),
        Step(
            "undo",
            verb=propose_step(UNDO),
            label="提请撤销入账",
            consequences=_undone,
            problems=_resting,
            recipients=lambda r: ["旗金融服务中心（批准后通知银行）"],
        ),
    )

    def get_urls(self):
        view = self.admin_site.admin_view(self.template_view)
        mapping, progress = map(self.admin_site.admin_view, (mapping_view, progress_view))
        return [
            path("template/", view, name="imports_upload_template"),
            path("mapping/<int:pk>/", mapping, name="imports_upload_mapping"),
            path("progress/<uuid:key>/", progress, name="imports_upload_progress"),
            *marked_addresses(self),
            *super().get_urls(),
        ]

    def template_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return template_answer(request)

    def has_add_permission(self, request):
        return request.user.has_perm("imports.upload_ledger")

    def has_change_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent, user=request.user)
        if request.method == "POST" and form.is_valid():
            done = self._stage(request, form)
            if done is not None:
                return done
        context = {
            **self.admin_site.each_context(request),
            "title": "上传贷款台账",
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/imports/upload/upload.html", context)

    def _stage(self, request, form):
        given = form.cleaned_data
        name, content = given["file"].name, given["file"].read()
        told = {"bank": given["bank"], "actor": request.user, "unit": given["unit"]}
        try:
            with lifted():
                if is_large(name, content):
                    return HttpResponseRedirect(address_of(ask_reading(name, content, **told)))
                upload = stage(name, content, **told, today=clock.today())
        except Unmapped:
            return self._hold(request, given)
        except Refusal as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
            return None
        messages.info(request, "文件已读取，尚未入账。请核对下面的结果，再选择下一步。")
        return HttpResponseRedirect(reverse("admin:imports_upload_change", args=[upload.pk]))

    def _hold(self, request, given):
        """The file is kept and the person says which column is which."""
        file = given["file"]
        file.seek(0)
        with lifted():
            held = hold(
                file.name, file.read(), bank=given["bank"], unit=given["unit"], actor=request.user, today=clock.today()
            )  # fmt: skip
        return HttpResponseRedirect(reverse("admin:imports_upload_mapping", args=[held.pk]))

    def offered_steps(self, record, user):
        return [] if record.jobs.open().exists() else super().offered_steps(record, user)

    def after_step_url(self, request, record):
        job = record.jobs.open().filter(asked_by=request.user).first()
        return address_of(job) if job else super().after_step_url(request, record)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            rows = obj.staged.order_by("row")
            context["staged"] = [
                *rows.filter(action="rejected")[:SHOWN],
                *rows.exclude(action="rejected")[:SHOWN],
            ]
            context["remarks"], context["control"] = obj.remarks, control_lines(obj)
            context["answers"] = links_of(obj, request.user)
            context["at_work"] = obj.jobs.open().first()
            context |= _ripple(obj, request.user)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


from .credit import admin as credit_admin  # noqa: E402, F401
from .interface import admin as interface_admin  # noqa: E402, F401
from .recommending.admin import SheetAdmin  # noqa: E402, F401
from .sheets import admin as sheets_admin  # noqa: E402, F401
