"""Forms of the registers: every change asks why, and notices when the row moved on meanwhile."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect

STALE = "这条记录在您打开之后已被他人改动，本次没有保存。请刷新页面，核对后重新填写。"


class PatientSelect(AutocompleteSelect):
    """Django's own, which fails to draw the form again when a hand-made value is no number."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [v for v in value if not v or str(v).isdecimal()], attrs)


class ReasonedForm(forms.ModelForm):
    """A model form that asks for the reason and remembers the version it was opened on."""

    change_reason = forms.CharField(
        label="变更理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明为什么登记或改动，留在历史记录中。",
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "expected_version" in self.fields:
            self.fields["expected_version"].initial = self.instance.version

    def clean(self):
        cleaned = super().clean()
        expected = cleaned.get("expected_version")
        if self.instance.pk and expected is not None and expected != self.instance.version:
            raise forms.ValidationError(STALE)
        return cleaned


def refusing(form, sentences):
    """The form class, told that a verb has refused: it is drawn again with these sentences on top."""

    def clean(self):
        super(refused, self).clean()
        raise forms.ValidationError(list(sentences))

    refused = type(form.__name__, (form,), {"clean": clean})
    return refused


class StepForm(forms.Form):
    """What a step asks before it is done. Subclasses add fields; each becomes a keyword of the verb.

    A link to the step may fill in the fields that `linked` names, as ?name=value.
    """

    linked: tuple[str, ...] = ()

    reason = forms.CharField(
        label="理由", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明依据和考虑，留在台账中。",
    )  # fmt: skip
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, record=None, user=None, needs_reason=False, **kwargs):
        self.record, self.user = record, user
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        self.fields["expected_version"].initial = getattr(record, "version", 0)
        self.order_fields([*(n for n in self.fields if n not in {"reason", "expected_version"}), "reason"])

    def clean_expected_version(self):
        expected = self.cleaned_data["expected_version"]
        if expected is not None and expected != getattr(self.record, "version", expected):
            raise forms.ValidationError(STALE)
        return expected

    def keywords(self):
        """The verb's keywords: everything asked but the reason and the version."""
        asked = dict(self.cleaned_data)
        asked.pop("expected_version", None)
        asked.pop("reason", None)
        return asked


class FilesStepForm(StepForm):
    """A step with files: for each name in `files_asked` the verb gets (name, bytes), or None."""

    files_asked: tuple[str, ...] = ("file",)

    def keywords(self):
        asked = super().keywords()
        read = {name: asked.get(name) for name in self.files_asked}
        return asked | {name: (file.name, file.read()) if file else None for name, file in read.items()}


def day_field(label, **options):
    """A date with the browser's own picker."""
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options
    )


def text_field(label, rows=3, **options):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def file_field(label):
    return forms.FileField(label=label, required=False, help_text="PDF、JPG、PNG、DOCX、XLSX，不超过10MB。")
