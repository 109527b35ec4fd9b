"""What the registers of this room share."""

from django import forms

from registry.ledger.admin_base import FilesStepForm, day_field, file_field
from registry.policy.rules import SERVICE_METHODS


class ServiceForm(FilesStepForm):
    """How a paper reached the subject."""

    files_asked = ("proof_file",)
    method = forms.ChoiceField(label="送达方式", choices=SERVICE_METHODS.items(), initial="post")
    delivery_proof = forms.CharField(
        label="送达凭据", max_length=120, help_text="送达回证编号、签收人或者邮单号。"
    )
    delivered_on = day_field(
        "送达日期", required=False, help_text="不填为今天。公告送达的，填公告满30日以后的日期。"
    )
    proof_file = file_field("送达凭证扫描件（留置、电子、公告送达必须上传）")
