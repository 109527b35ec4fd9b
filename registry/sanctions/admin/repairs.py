"""信用修复申请: received at the case, checked by one, decided by another."""

from django import forms
from django.contrib import admin

from registry.ledger.admin_base import (
    FilesStepForm,
    Kept,
    Step,
    StepForm,
    VisibleInline,
    day_field,
    file_field,
    text_field,
)

from .. import repairing
from ..models import RepairRequest


class ReceiveForm(FilesStepForm):
    """Each paper has its own place, so that each missing one can be named."""

    files_asked = repairing.PAPERS
    applicant = forms.CharField(
        label="申请人", max_length=60, required=False, help_text="法定代表人、经营者或者受托人。"
    )
    statement = text_field("申请事由", required=False, help_text="如何纠正失信行为、履行义务。")
    received_on = day_field("收到日期", required=False, help_text="不填为今天。")
    correction_proof = file_field("纠正失信行为的证明")
    duties_proof = file_field("义务履行完毕的证明")
    promise = file_field("信用承诺书")


class VerifyForm(StepForm):
    corrected = forms.BooleanField(label="经核查，失信行为已纠正", required=False)
    duties_performed = forms.BooleanField(label="经核查，义务已履行完毕", required=False)
    promise_public = forms.BooleanField(label="信用承诺书已核对并已公开", required=False)


def _told(request):
    return ["企业（户）", "曾收到列入文书的全部单位（逐一签收）"]


@admin.register(RepairRequest)
class RepairRequestAdmin(Kept):
    list_display = ["case", "applicant", "received_on", "decide_by", "status", "verified_on", "decided_on"]
    list_filter = ["status"]
    search_fields = ["case__business__name", "case__business__uscc", "applicant"]
    list_select_related = ["case__business"]
    exclude = repairing.PAPERS
    later = (
        "finding",
        "verified_on",
        "corrected",
        "duties_performed",
        "promise_public",
        "decided_on",
        "decision",
    )
    file_fields = repairing.PAPERS
    steps = (
        Step("verify", verb=repairing.verify, form=VerifyForm, consequences=lambda r: ["理由栏填写核查经过和意见；由核查人以外的人决定。"]),
        Step("grant", verb=repairing.grant, recipients=_told, consequences=lambda r: [
            "该案移出黑名单，已公开的立即停止公开。", "各收文单位须停止共享和使用，并逐一签收。", "移出不等于恢复申请资格，须另行决定。"]),
        Step("refuse", verb=repairing.refuse, recipients=lambda r: ["企业（户）"], consequences=lambda r: [
            "制发不予信用修复决定，写明不具备的条件；条件具备后可以再次申请。"]),
        Step("withdraw", verb=repairing.withdraw),
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        """What comes about on the way is shown once it is there; after checking, what is not met as well."""
        found = obj is not None and obj.verified_on
        shown = [
            n for n in self.later if obj is not None and (getattr(obj, n) or (found and n in self.later[2:5]))
        ]
        return ["case", "applicant", "statement", "received_on", "decide_by", *shown]


class RepairInline(VisibleInline):
    model = RepairRequest
    fields = readonly_fields = ["applicant", "received_on", "decide_by", "status", "decided_on"]
