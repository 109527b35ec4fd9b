"""What the registers of this room share."""

from django import forms

from registry.ledger.admin_base import RegistryAdmin, StepForm
from registry.policy.rules import SERVICE_METHODS


class Kept(RegistryAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def day_field(label, **options):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


def text_field(label, rows=3, **options):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def file_field(label):
    return forms.FileField(label=label, required=False, help_text="PDF、JPG、PNG、DOCX、XLSX，不超过10MB。")


class FilesStepForm(StepForm):
    """A step with files: the verb gets (name, bytes) for each in `files`, or None."""

    files_asked: tuple[str, ...] = ()

    def keywords(self):
        asked = super().keywords()
        read = {name: asked.get(name) for name in self.files_asked}
        return asked | {name: (file.name, file.read()) if file else None for name, file in read.items()}


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
