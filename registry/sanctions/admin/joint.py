"""联合惩戒 by department: what it was asked, what it did and on what law, until it lifts it."""

from django import forms
from django.contrib import admin

from registry.ledger.admin_base import Kept, Step, StepForm, VisibleInline, day_field, text_field

from .. import joint
from ..models import JointAction


class MeasureForm(StepForm):
    outcome = forms.ChoiceField(label="办理结果", choices=JointAction.Outcome.choices)
    measure = text_field("采取的措施", required=False, help_text="没有可以采取的措施的，写明原因。")
    basis = forms.CharField(
        label="措施的法律依据",
        max_length=200,
        required=False,
        help_text="法律、法规的名称和条款。没有依据的措施不得采取。",
    )
    done_on = day_field("办结日期", required=False, help_text="不填为今天。")


@admin.register(JointAction)
class JointActionAdmin(Kept):
    list_display = ["case", "institution", "asked_on", "due_on", "outcome", "done_on", "lifted_on"]
    list_filter = ["outcome", "institution"]
    list_select_related = ["case__business", "institution"]
    search_fields = ["case__business__name", "case__business__uscc"]
    steps = (
        Step("measure", verb=joint.record_measure, form=MeasureForm, label="反馈办理结果", permission="sanctions.change_jointaction",
             when=lambda r, u: r.lifted_on is None and r.case.status in ("listed", "published")),
        Step("lift", verb=joint.lift_measure, label="登记解除", permission="sanctions.change_jointaction",
             when=lambda r, u: r.done_on is not None and r.outcome != "none" and r.lifted_on is None),
    )  # fmt: skip


class JointInline(VisibleInline):
    model = JointAction
    fields = readonly_fields = ["institution", "due_on", "outcome", "measure", "done_on", "lifted_on"]
