"""Departments' opinions in the admin: sealed until open, answered by page or sheet, challenged, who owes what."""

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from registry.history import clock
from registry.history.walls import lifted
from registry.ledger.admin_base import ReadOnlyAdmin, RegistryAdmin, Step, StepForm, VisibleInline, day_field
from registry.ledger.errors import Refusal
from registry.parties.access import bodies_of
from registry.parties.models import Institution

from .. import answering, challenging, figures, sheets
from ..models import ANSWERABLE, DepartmentOpinion, OpinionChallenge, Round

SECRET = (
    "answer",
    "reason",
    "reference",
    "source",
    "queried_on",
    "valid_until",
    "answered_by",
    "answered_mail",
    "corrects",
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_SALT, SHEET_SECONDS = "screening.sheet", 3600


def _said(opinion):
    """What this reader may know: the answer, or only whether it is in."""
    if not opinion.answer:
        return "未答复"
    return opinion.get_answer_display() if opinion.opened else "已答复（未启封）"


class OpinionInline(VisibleInline):
    model = DepartmentOpinion
    fields = readonly_fields = [
        "condition",
        "institution",
        "said",
        "why",
        "answered_on",
        "valid_until_shown",
        "standing",
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request).with_seal(request.user)
        return rows.select_related("condition", "institution", "application")

    @admin.display(description="意见")
    def said(self, opinion):
        return _said(opinion)

    @admin.display(description="说明")
    def why(self, opinion):
        return opinion.reason if opinion.opened else "—"

    @admin.display(description="有效期至")
    def valid_until_shown(self, opinion):
        return (opinion.opened and opinion.valid_until) or "—"


class OpinionForm(StepForm):
    answer = forms.ChoiceField(
        label="意见", choices=DepartmentOpinion.Answer.choices, widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label="查询凭据", required=False, max_length=120, help_text="文号或编号，不写案情和征信内容。"
    )
    source = forms.CharField(label="信息来源", required=False, max_length=120)
    queried_on = day_field("查询日期", required=False)
    valid_until = day_field(
        "有效期至", required=False, help_text="过了这一天，意见不再作数，会重新征询；长期有效的留空。"
    )


class SheetForm(forms.Form):
    file = forms.FileField(
        label="填好的答复表",
        help_text="xlsx、xls、ods 或 csv，不超过1MB。先下载答复表，只填最后六栏；自己的表格有信用代码、意见、理由各列的，也可以上传。",
    )


class InFilter(admin.SimpleListFilter):
    title, parameter_name = "答复情况", "in"

    def lookups(self, request, model_admin):
        return [
            ("no", "未答复"),
            ("late", "过期未答复"),
            ("yes", "已答复"),
            ("standing", "现行征询"),
            ("asked", "质询中"),
        ]

    def queryset(self, request, rows):
        chosen = self.value()
        if chosen == "no":
            return rows.owed()
        if chosen == "late":
            return rows.owed().filter(due_on__lt=clock.today())
        if chosen in ("yes", "standing"):
            rows = rows.filter(standing=True).exclude(application__status="withdrawn")
            return rows.exclude(answer="") if chosen == "yes" else rows
        return rows.filter(challenges__outcome="") if chosen == "asked" else rows


class RoundFilter(admin.SimpleListFilter):
    title, parameter_name = "轮次", "round"

    def lookups(self, request, model_admin):
        return [(round.pk, str(round)) for round in Round.objects.all()[:10]]

    def queryset(self, request, rows):
        return rows.filter(application__round=self.value()) if (self.value() or "").isdigit() else rows


class BodyFilter(admin.SimpleListFilter):
    """Only bodies that screen; a body alone needs no choice."""

    title, parameter_name = "审核单位", "institution"

    def lookups(self, request, model_admin):
        asked = DepartmentOpinion.objects.visible_to(request.user).order_by().values("institution").distinct()
        bodies = list(Institution.objects.filter(pk__in=asked))
        return [(body.pk, body.name) for body in bodies] if len(bodies) > 1 else []

    def queryset(self, request, rows):
        return rows.filter(institution=self.value()) if (self.value() or "").isdigit() else rows


def _own(record, user):
    mine = bodies_of(user).filter(pk=record.institution_id).exists()
    return record.standing and record.application.status in ANSWERABLE and mine


def _questioned(record, user):
    return bool(record.answer) and _own(record, user) and challenging.open_challenge(record) is not None


def _may_challenge(record, user):
    fits = record.standing and record.answer and record.application.status in ANSWERABLE
    return bool(fits) and getattr(record, "opened", False) and challenging.open_challenge(record) is None


@admin.register(DepartmentOpinion)
class OpinionAdmin(RegistryAdmin):
    list_display = ["application", "institution", "said", "due_on", "condition", "asked_on", "answered_on"]
    list_filter = [InFilter, RoundFilter, BodyFilter, "condition"]
    masked_fields = SECRET
    search_fields = [
        "application__receipt_number",
        "application__business__name",
        "application__business__uscc",
    ]
    list_select_related = ["application__business", "application__round", "condition", "institution"]
    change_list_template = "admin/screening/opinions.html"
    steps = (
        Step("answer", verb=answering.give_opinion, form=OpinionForm, label="答复", permission="screening.give_opinion",
             when=lambda r, u: not r.answer and _own(r, u), recipients=lambda r: ["旗金融服务中心"]),
        Step("confirm", verb=challenging.confirm_opinion, label="维持原意见", permission="screening.give_opinion",
             needs_reason=True, when=_questioned, recipients=lambda r: ["旗金融服务中心"]),
        Step("correct", verb=challenging.correct_opinion, form=OpinionForm, label="更正意见", permission="screening.give_opinion",
             needs_reason=True, when=lambda r, u: bool(r.answer) and _own(r, u)),
        Step("challenge", verb=challenging.challenge, label="质询", permission="screening.challenge_opinion",
             needs_reason=True, when=_may_challenge, recipients=lambda r: [r.institution]),
    )  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).with_seal(request.user)

    def get_fields(self, request, obj=None):
        names = [
            "application",
            "condition",
            "institution",
            "asked_on",
            "due_on",
            "said",
            "answered_on",
            "standing",
        ]
        if obj is None or not obj.opened:
            return names
        return [*names, *(name for name in SECRET if name != "answer"), "questions"]

    def get_readonly_fields(self, request, obj=None):
        return ["said", "standing", "questions"]

    @admin.display(description="意见")
    def said(self, opinion):
        return _said(opinion)

    @admin.display(description="质询")
    def questions(self, opinion):
        told = [
            f"{c.raised_on:%Y年%m月%d日}质询：{c.question}（{c.get_outcome_display() or '等待答复'}）{c.reply}"
            for c in opinion.challenges.all()
        ]
        return "；".join(told) or "—"

    def history_view(self, request, object_id, extra_context=None):
        self._opened_or_404(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        if request.method in ("GET", "HEAD"):
            self._opened_or_404(request, object_id)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def _opened_or_404(self, request, object_id):
        """History tells answers, so it is shut as long as the seal is on."""
        self.must_read(request)
        rows = self.get_queryset(request).filter(opened=True)
        if not str(object_id).isdigit() or not rows.filter(pk=object_id).exists():
            raise Http404

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("board/", wrap(self.board_view), name="screening_departmentopinion_board"),
            path("sheet/", wrap(self.sheet_view), name="screening_departmentopinion_sheet"),
            path("sheet/upload/", wrap(self.upload_view), name="screening_departmentopinion_upload"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        answers = self._body(request, must=False) is not None
        return super().changelist_view(request, {"answers": answers, **(extra_context or {})})

    def board_view(self, request):
        """Who owes what since when: the office sees every body, a body itself."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = figures.who_owes(DepartmentOpinion.objects.visible_to(request.user), clock.today())
        context = {
            **self.admin_site.each_context(request),
            "title": "未答复意见一览",
            "rows": rows,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/screening/board.html", context)

    def _body(self, request, *, must=True):
        """The institution whose questions this reviewer answers by sheet; one chosen by `?body=` where there are several."""
        held = request.user.memberships.current().filter(role="reviewer").values("institution")
        mine = Institution.objects.filter(pk__in=held)
        chosen = request.GET.get("body", "")
        found = mine.filter(code=chosen).first() if chosen else mine.first()
        if must and (found is None or not request.user.has_perm("screening.give_opinion")):
            raise PermissionDenied("只有审核单位的审核人员可以使用答复表。")
        return found

    def sheet_view(self, request):
        answer = HttpResponse(sheets.worksheet(self._body(request)), content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="opinions-{clock.today():%Y%m%d}.xlsx"'
        return answer

    def upload_view(self, request):
        """Read a filled sheet, show what it would do, and do it on confirmation: all rows or none."""
        body, preview, token = self._body(request), None, request.POST.get("token", "")
        form = SheetForm(request.POST or None, request.FILES or None) if not token else SheetForm()
        if token:
            done = self._confirm(request, form, body, token)
            if done is not None:
                return done
        elif request.method == "POST" and form.is_valid():
            preview, token = self._preview(form, body, form.cleaned_data["file"])
        context = {**self.admin_site.each_context(request), "title": "上传答复表", "form": form, "preview": preview,
                   "token": token if preview else "", "body": body, "opts": self.opts}  # fmt: skip
        return TemplateResponse(request, "admin/screening/sheet.html", context)

    def _preview(self, form, body, file):
        content = file.read()
        try:
            preview = sheets.read_sheet(file.name, content, institution=body, today=clock.today())
        except Refusal as refusal:
            _tell(form, refusal)
            return None, ""
        held = {"name": file.name, "body": body.pk, "content": content.hex()}
        return preview, "" if preview.errors else signing.dumps(held, salt=SHEET_SALT, compress=True)

    def _confirm(self, request, form, body, token):
        form.is_bound, form.cleaned_data = True, {}
        form._errors = forms.utils.ErrorDict()
        try:
            held = signing.loads(token, salt=SHEET_SALT, max_age=SHEET_SECONDS)
            if held["body"] != body.pk:
                raise signing.BadSignature
            with lifted():
                done = sheets.answer_by_sheet(
                    held["name"],
                    bytes.fromhex(held["content"]),
                    institution=body,
                    actor=request.user,
                    today=clock.today(),
                )
        except signing.BadSignature:
            form.add_error(None, "预览已超过一小时或者不完整，没有办理。请重新上传答复表。")
            return None
        except Refusal as refusal:
            _tell(form, refusal)
            return None
        messages.success(request, f"答复表已办理：答复{done}条意见。")
        return HttpResponseRedirect(reverse("admin:screening_departmentopinion_changelist"))


def _tell(form, refusal):
    for sentence in refusal.sentences:
        form.add_error(None, sentence)


@admin.register(OpinionChallenge)
class ChallengeAdmin(ReadOnlyAdmin):
    list_display = ["opinion", "question", "raised_on", "raised_by", "outcome", "replied_on"]
    list_filter = ["outcome", "raised_on"]
    search_fields = ["opinion__application__receipt_number", "question"]
    list_select_related = ["opinion__institution", "opinion__condition", "raised_by"]
