"""Forms of the public pages: what was typed is kept, every refusal is a sentence."""

from django import forms

from publicity.models import Notice, NoticeEntry, Objection
from publicity.receiving import facts_problems, real_name_problems
from registry.policy.dates import written

from .days import DayField

ACCEPT = "image/jpeg,image/png,application/pdf,.docx,.xlsx"
KINDS = "PDF、JPG、PNG、DOCX、XLSX，每份不超过10MB，最多6份。"


class SpokenField(forms.BoundField):
    """Browsers tell a reader that an empty required choice is wrong before it was answered: said otherwise until it is."""

    def build_widget_attrs(self, attrs, widget=None):
        given = super().build_widget_attrs(attrs, widget)
        return {"aria-invalid": "false", **given} if given.get("required") else given


class SpeakingForm(forms.Form):
    """Required fields say so in Chinese; a verb's refusal lands in the summary on top."""

    bound_field_class = SpokenField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            chosen = isinstance(field, forms.ChoiceField)
            told = (
                f"没有选择“{field.label}”，请选一项。"
                if chosen
                else f"没有填写“{field.label}”，这一项必须填写。"
            )
            field.error_messages["required"] = told

    def refuse(self, refusal):
        for sentence in refusal.sentences:
            self.add_error(None, sentence)


class AskedForm(SpeakingForm):
    """A form that a crowd may be asked a sum on: never a picture, never the only way in."""

    def ask(self, question):
        """Add a sum to be answered; what was answered before is no longer there."""
        self.fields["answer"] = forms.CharField(
            label=question, max_length=10, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
            help_text="提交的人较多，请回答这道题，说明是真人在提交。数字或者汉字都可以。",
        )  # fmt: skip
        if hasattr(self, "cleaned_data"):
            self.data = {name: self.data.get(name, "") for name in self.fields if name != "answer"}


class CheckForm(SpeakingForm):
    """`today` is the last day that can be asked for, `since` the first (None: the register is empty)."""

    refused = "没有查成："
    code = forms.CharField(
        label="信用代码、名称或查验码", max_length=120, help_text="18位统一社会信用代码，完整的名称，或文书上的12位查验码。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    on = DayField(label="查哪一天", required=False)

    def __init__(self, *args, today, since, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.since = today, since or today
        self.fields["on"].help_text = f"不填就查今天。可以查{written(self.since)}到今天的任何一天。"
        self.fields["on"].widget.attrs |= {"min": self.since.isoformat(), "max": today.isoformat()}

    def clean_on(self):
        """The day asked for, today where none is given."""
        day = self.cleaned_data["on"] or self.today
        if day > self.today:
            raise forms.ValidationError(
                f"{written(day)}还没有到，查不了。请填{written(self.today)}（今天）或者以前的日子。"
            )
        if day < self.since:
            raise forms.ValidationError(
                f"本站从{written(self.since)}起有登记，查不到{written(day)}。请填{written(self.since)}以后的日子。"
            )
        return day


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


class ObjectionForm(AskedForm):
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

    def clean(self):
        """Everything that is missing at once, each at its own field."""
        given = super().clean()
        if given.get("sort") in (Objection.Sort.PERSON, Objection.Sort.ORGANISATION):
            typed = [given.get(name, "").strip() for name in ("name", "phone", "address")]
            self._tell(real_name_problems(*typed))
        if given.get("facts"):
            self._tell({"facts": facts_problems(given["facts"].strip())})
        return given

    def _tell(self, found):
        for name, sentences in found.items():
            if name not in self.errors:
                for sentence in sentences:
                    self.add_error(name, sentence)


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
