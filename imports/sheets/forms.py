"""What is asked of a person who hands in a sheet: a file, or for some kinds what was copied out of a page."""

import csv
import io

from django import forms

from registry.history import clock

MOST_PASTED = 60_000
PASTED = "粘贴的表格.csv"


class SheetForm(forms.Form):
    """`kind` says which fields are asked; `given()` is (name, content)."""

    file = forms.FileField(label="文件", required=False, help_text="xlsx、xls、ods 或 csv，不超过30MB。")
    pasted = forms.CharField(
        label="或者粘贴表格", required=False, max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text="连同表头一起复制后粘贴，例如“日期 1年期 5年期以上”和下面的各行。",
    )  # fmt: skip
    recognised_on = forms.DateField(
        label="认定日期",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="名册中各户是哪一天认定的。",
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        if not kind.pastes:
            del self.fields["pasted"]
            self.fields["file"].required = True
        if "recognised_on" not in kind.asks:
            del self.fields["recognised_on"]

    def clean_recognised_on(self):
        day = self.cleaned_data["recognised_on"]
        if day > clock.today():
            raise forms.ValidationError("认定日期晚于今天。请核对。")
        return day

    def clean(self):
        cleaned = super().clean()
        if "pasted" in self.fields and not self.errors:
            file, pasted = cleaned.get("file"), (cleaned.get("pasted") or "").strip()
            if not file and not pasted:
                raise forms.ValidationError("没有选择文件，也没有粘贴表格。请选择一种。")
            if file and pasted:
                raise forms.ValidationError("既选择了文件，又粘贴了表格，不知道以哪一种为准。请只留一种。")
        return cleaned

    def given(self):
        file = self.cleaned_data.get("file")
        return (file.name, file.read()) if file else (PASTED, as_csv(self.cleaned_data["pasted"]))


def as_csv(pasted) -> bytes:
    """Copied cells, apart by tabs, or by commas or wide blanks where there are none, as UTF-8 CSV."""
    held, lines = io.StringIO(), pasted.strip("\r\n").splitlines()
    writer = csv.writer(held, lineterminator="\n")
    for line in lines:
        writer.writerow(_cells(line))
    return held.getvalue().encode()


def _cells(line):
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    if "," in line or "，" in line:
        return [cell.strip() for cell in line.replace("，", ",").split(",")]
    return line.split()
