"""Forms of the public pages: what was typed is kept, every refusal is a sentence."""

from django import forms

from publicity.models import Notice, NoticeEntry, Objection


class SpeakingForm(forms.Form):
    """Required fields say so in Chinese; a verb's refusal lands in the summary on top."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"没有填写“{field.label}”，这一项必须填写。"

    def refuse(self, refusal):
        for sentence in refusal.sentences:
            self.add_error(None, sentence)


class CheckForm(SpeakingForm):
    code = forms.CharField(
        label="统一社会信用代码或查验码", max_length=30, help_text="18位信用代码，或文书上的12位查验码。"
    )


class ProgressForm(SpeakingForm):
    receipt_number = forms.CharField(label="受理号", max_length=20)
    phone_tail = forms.CharField(label="联系电话末四位", max_length=4)


class ObjectionForm(SpeakingForm):
    entry = forms.ModelChoiceField(
        label="对谁有异议", queryset=NoticeEntry.objects.none(), empty_label="请选择"
    )
    sort = forms.ChoiceField(label="您是", choices=Objection.Sort.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label="姓名或单位名称", max_length=80, required=False, help_text="匿名线索可以不填。"
    )
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    address = forms.CharField(label="联系地址", max_length=200, required=False, help_text="用于寄送答复。")
    facts = forms.CharField(
        label="事实与理由",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写明时间、经过和您知道的证据。",
    )
    evidence = forms.FileField(
        label="证据材料",
        required=False,
        help_text="PDF、JPG、PNG，不超过10MB。单位提出的，请上传盖章的书面异议。",
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        rows = NoticeEntry.objects.public().filter(
            notice__in=Notice.objects.open_on(today), status="in_publicity"
        )
        self.fields["entry"].queryset = rows.select_related("notice").order_by("notice", "ordinal")
