"""Forms of the public pages: what was typed is kept, every refusal is a sentence."""

from django import forms

from publicity.models import Notice, NoticeEntry, Objection

ACCEPT = "image/jpeg,image/png,application/pdf,.docx,.xlsx"
KINDS = "PDF、JPG、PNG、DOCX、XLSX，每份不超过10MB，最多6份。"


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
    receipt_number = forms.CharField(
        label="受理号",
        max_length=20,
        help_text="以YY开头，写在回执上。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label="联系电话",
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text="只看进度填末四位就行；要看告知和答复、补充材料，请填完整号码。",
    )


class ObjectionForm(SpeakingForm):
    """What is asked of an objector; files are taken in before it, so that a slip in a word does not lose a photo."""

    entry = forms.ModelChoiceField(
        label="对谁有异议", queryset=NoticeEntry.objects.none(), empty_label="请选择"
    )
    sort = forms.ChoiceField(label="您是", choices=Objection.Sort.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label="姓名或单位名称",
        max_length=80,
        required=False,
        help_text="匿名线索不填。",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label="联系电话",
        max_length=30,
        required=False,
        help_text="匿名线索不填。凭受理号和这个电话查询进度。",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    address = forms.CharField(
        label="联系地址",
        max_length=200,
        required=False,
        help_text="匿名线索不填。用于寄送答复。",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    facts = forms.CharField(
        label="事实与理由",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写明时间、经过和您知道的证据，10至5000字。",
    )

    def __init__(self, *args, today, question="", **kwargs):
        super().__init__(*args, **kwargs)
        rows = NoticeEntry.objects.public().filter(
            notice__in=Notice.objects.open_on(today), status__in=("in_publicity", "held")
        )
        self.fields["entry"].queryset = rows.select_related("notice").order_by("notice", "ordinal")
        if question:
            self.ask(question)

    def ask(self, question):
        """Add a sum to be answered; what was answered before is no longer there."""
        self.fields["answer"] = forms.CharField(
            label=question, max_length=10, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
            help_text="提交的人较多，请回答这道题，说明是真人在提交。数字或者汉字都可以。",
        )  # fmt: skip
        if hasattr(self, "cleaned_data"):
            self.data = {name: self.data.get(name, "") for name in self.fields if name != "answer"}


class StatementFindForm(SpeakingForm):
    check_code = forms.CharField(
        label="核实通知的查验码",
        max_length=20,
        help_text="12位，印在通知的下方。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    uscc = forms.CharField(label="统一社会信用代码", max_length=30, help_text="18位，见营业执照。")


class StatementForm(SpeakingForm):
    text = forms.CharField(
        label="说明内容",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="写明事实经过；有判决书、付款凭证等材料的，请一并上传。10至5000字。",
    )
    signed_by = forms.CharField(
        label="说明人", max_length=80, help_text="法定代表人、经营者或者受委托人的姓名。"
    )
