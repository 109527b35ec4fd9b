"""The leading group's decisions, and the letters to whom it was refused, in the admin."""

from django import forms
from django.contrib import admin

from registry.ledger.admin_base import ReadOnlyAdmin, RegistryAdmin, Step, StepForm, day_field

from .. import letters
from ..models import LeadingGroupDecision, RefusalLetter
from ..windows import reached


class DecisionForm(StepForm):
    minutes_number = forms.CharField(
        label="会议纪要号", max_length=60, help_text="照录纪要文号，例如“〔2026〕5号”。"
    )
    met_on = day_field("会议日期")


@admin.register(LeadingGroupDecision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["minutes_number", "application", "approved", "tally", "met_on", "decided_by", "standing"]
    list_filter = ["approved", "met_on", "standing"]
    search_fields = ["minutes_number", "application__receipt_number"]
    list_select_related = ["application__business", "application__round", "decided_by"]


class AppealForm(StepForm):
    appellant = forms.CharField(label="申辩人", max_length=80)
    appealed_on = day_field("收到日期")
    appeal = forms.CharField(label="申辩内容", widget=forms.Textarea(attrs={"rows": 6}))


class AnswerForm(StepForm):
    answer = forms.CharField(
        label="答复内容", widget=forms.Textarea(attrs={"rows": 6}), help_text="写入答复文书。"
    )


@admin.register(RefusalLetter)
class LetterAdmin(RegistryAdmin):
    list_display = ["document", "stage", "issued_on", "reply_due_on", "status"]
    list_filter = ["status", "stage"]
    search_fields = ["document__number", "application__receipt_number", "application__business__name"]
    list_select_related = ["document", "application__business"]
    steps = (
        Step("record_appeal", verb=letters.record_appeal, form=AppealForm),
        Step("uphold", verb=letters.uphold, form=AnswerForm, recipients=lambda r: [r.appellant]),
        Step("reopen", verb=letters.reopen, form=AnswerForm, recipients=lambda r: [r.appellant],
             consequences=lambda r: ["申报退回甄别，原结论和领导小组决定不再有效。"]),
    )  # fmt: skip

    def reached(self, record):
        return reached(record)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
