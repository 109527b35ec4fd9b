"""What the registers of this room share."""

from django import forms

from registry.ledger.admin_base import RegistryAdmin, StepForm


def day_field(label, **options):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


def money_field(label, **options):
    return forms.DecimalField(label=f"{label}（元）", max_digits=18, decimal_places=2, **options)


def text_field(label, **options):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), **options)


def file_field(label):
    return forms.FileField(label=label, required=False, help_text="PDF、JPG、PNG、DOCX、XLSX，不超过10MB。")


class FileStepForm(StepForm):
    """A step with one file: the verb gets (name, bytes), or None."""

    file_name = "file"

    def keywords(self):
        asked = super().keywords()
        file = asked.get(self.file_name)
        return asked | {self.file_name: (file.name, file.read()) if file else None}


class Kept(RegistryAdmin):
    """Rows that come from uploads and steps only: read here, never typed."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
