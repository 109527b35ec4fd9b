"""Departments' opinions in the admin."""

from django import forms
from django.contrib import admin

from registry.ledger.admin_base import RegistryAdmin, Step, StepForm, VisibleInline
from registry.parties.access import bodies_of

from .. import answering
from ..models import DepartmentOpinion
from .fields import Day


class OpinionInline(VisibleInline):
    model = DepartmentOpinion
    fields = readonly_fields = ["condition", "institution", "answer", "reason", "answered_on", "standing"]


class OpinionForm(StepForm):
    answer = forms.ChoiceField(
        label="意见", choices=DepartmentOpinion.Answer.choices, widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label="查询凭据", required=False, max_length=120, help_text="文号或编号，不写案情和征信内容。"
    )
    source = forms.CharField(label="信息来源", required=False, max_length=120)
    queried_on = Day("查询日期", required=False)
    valid_until = Day("有效期至", required=False)


def _own(record, user):
    return (
        record.standing
        and record.application.status == "screening"
        and bodies_of(user).filter(pk=record.institution_id).exists()
    )


@admin.register(DepartmentOpinion)
class OpinionAdmin(RegistryAdmin):
    list_display = ["application", "condition", "institution", "answer", "asked_on", "due_on", "answered_on"]
    list_filter = ["answer", "institution", "condition"]
    search_fields = [
        "application__receipt_number",
        "application__business__name",
        "application__business__uscc",
    ]
    list_select_related = ["application__business", "application__round", "condition", "institution"]
    steps = (
        Step("answer", verb=answering.give_opinion, form=OpinionForm, label="答复", permission="screening.give_opinion",
             when=lambda r, u: not r.answer and _own(r, u), recipients=lambda r: ["旗金融服务中心"]),
        Step("correct", verb=answering.correct_opinion, form=OpinionForm, label="更正意见", permission="screening.give_opinion",
             needs_reason=True, when=lambda r, u: bool(r.answer) and _own(r, u)),
    )  # fmt: skip

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
