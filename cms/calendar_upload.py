"""The page where a year's arrangement is handed in: read, previewed with every deadline it moves, then proposed (§4.4)."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from registry.history import clock
from registry.history.errors import Refusal
from registry.ledger.proposals.acts import act_for
from registry.ledger.proposals.calendar import AMEND, amendment, year_row
from registry.ledger.proposals.extending import RIGHT
from registry.ledger.proposals.proposing import propose
from registry.policy.calendar_file import read_arrangement
from registry.policy.calendar_import import import_arrangement
from registry.policy.calendars import years_asked_for
from registry.policy.identifiers import check_document_number
from registry.policy.models import CalendarYear
from registry.policy.open_windows import told
from registry.policy.workdays import WORKDAY
from registry.workbooks.retelling import as_csv

from .calendar_template import blank_arrangement

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 200_000


class ArrangementForm(forms.Form):
    """`content` carries the arrangement from the preview to the proposal, so that what was seen is what is proposed."""

    year = forms.IntegerField(label="年份", min_value=2000, max_value=2999)
    document_number = forms.CharField(
        label="发文字号", max_length=60, help_text="例如：国办发明电〔2026〕7号。以国务院办公厅通知原文为准。"
    )
    title = forms.CharField(
        label="文件标题", max_length=120, required=False,
        help_text="不填的，为“国务院办公厅关于某年部分节假日安排的通知”；年中调整的，照原文填写。",
    )  # fmt: skip
    announced_on = forms.DateField(
        label="公布日期",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="通知公布的日期。",
    )
    file = forms.FileField(
        label="安排表", required=False,
        help_text="三列：日期、休或班、名称。每个休息日和调休上班日各一行，周末也要列。xlsx、xls、ods 或 csv。",
    )  # fmt: skip
    reason = forms.CharField(label="说明", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    content = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError("文件超过200KB，不像是一年的节假日安排。请核对。")
        return file

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("file") and not cleaned.get("content") and "file" not in self.errors:
            self.add_error("file", "没有选择文件。请选择安排表。")
        return cleaned

    def arrangement(self):
        given = self.cleaned_data
        file = given["file"]
        content = as_csv(file.name, file.read()) if file else given["content"].encode()
        return read_arrangement(content, given["year"])


def upload_arrangement(request):
    """Whoever keeps the calendar. Nothing is written before the proposal, nothing counts before its approval."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied("您没有录入节假日安排的权限。")
    if "template" in request.GET:
        answer = HttpResponse(blank_arrangement(), content_type=XLSX)
        answer["Content-Disposition"] = content_disposition_header(True, "节假日安排表模板.xlsx")
        return answer
    asked = request.GET.get("year", "")
    form = ArrangementForm(
        request.POST or None, request.FILES or None, initial={"year": asked if asked.isdecimal() else None}
    )
    seen = None
    if request.method == "POST" and form.is_valid():
        try:
            arrangement = form.arrangement()
            seen = _preview(form.cleaned_data, arrangement, request.user)
            if "propose" in request.POST:
                return _proposed(request, form.cleaned_data, arrangement)
        except Refusal as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
    context = {
        **admin.site.each_context(request), "title": "录入年度节假日安排", "form": form, "seen": seen,
        "asked": years_asked_for(clock.today()),
    }  # fmt: skip
    return TemplateResponse(request, "admin/policy/arrangement.html", context)


def _preview(given, arrangement, user):
    """What the arrangement would change and which running deadlines it would move; tried and taken back."""
    paper = {name: given[name] for name in ("document_number", "title", "announced_on")}
    report = import_arrangement(
        given["year"], arrangement, **paper, actor=user, today=clock.today(), dry_run=True
    )
    row = CalendarYear.objects.filter(year=given["year"]).first() or CalendarYear(year=given["year"])
    return {
        "report": report,
        "days": act_for(AMEND).describe(row, _arguments(given, arrangement, user)),
        "moved": [told(move) for move in report.moved],
        "content": _as_text(arrangement),
    }


def _proposed(request, given, arrangement):
    today = clock.today()
    with transaction.atomic():
        made = propose(
            AMEND, year_row(given["year"], actor=request.user), actor=request.user, today=today, reason=given["reason"],
            **_arguments(given, arrangement, request.user),
        )  # fmt: skip
    messages.success(request, made.told[0])
    return HttpResponseRedirect(reverse("admin:ledger_proposal_change", args=[made.pk]))


def _arguments(given, arrangement, user):
    number = check_document_number(given["document_number"]).code
    return amendment(
        arrangement, number, maker=user, title=given["title"].strip(), announced_on=given["announced_on"]
    )


def _as_text(arrangement):
    words = (
        (entry.date, "班" if entry.kind == WORKDAY else "休", entry.name) for entry in arrangement.entries
    )
    return "\n".join(f"{day.isoformat()},{word},{name}" for day, word, name in words)
