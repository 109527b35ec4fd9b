"""Forms of the public pages: what was typed is kept, every refusal is a sentence."""

from django import forms

from publicity.models import Notice, NoticeEntry, Objection
from registry.parties.places import PLACES


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


class ApplyForm(SpeakingForm):
    uscc = forms.CharField(label="统一社会信用代码", max_length=30)
    name = forms.CharField(
        label="名称",
        max_length=120,
        required=False,
        help_text="按营业执照填写；没有字号的个体工商户可以不填。",
    )
    operator_name = forms.CharField(label="法定代表人或经营者", max_length=50)
    town = forms.ChoiceField(label="所属镇", choices=list(PLACES.items()))
    address = forms.CharField(label="经营场所", max_length=200)
    phone = forms.CharField(label="单位电话", max_length=30)
    industry_code = forms.CharField(
        label="行业代码", max_length=8, required=False, help_text="例如 C3484，见营业执照或统计登记。"
    )
    employees = forms.IntegerField(label="从业人员（人）", min_value=0, required=False)
    revenue = forms.DecimalField(
        label="上年营业收入（元）", min_value=0, max_digits=18, decimal_places=2, required=False
    )
    assets = forms.DecimalField(
        label="上年资产总额（元）", min_value=0, max_digits=18, decimal_places=2, required=False
    )
    contact_name = forms.CharField(label="联系人", max_length=50)
    contact_phone = forms.CharField(label="联系人电话", max_length=30)
    registered_here = forms.BooleanField(label="在伊金霍洛旗工商注册", required=False)
    taxed_here = forms.BooleanField(label="由伊金霍洛旗税务征管", required=False)
    has_premises = forms.BooleanField(label="有固定经营场所，生产经营正常", required=False)
    consents_publication = forms.BooleanField(label="同意公示企业（户）信息", required=False)
    consents_credit_query = forms.BooleanField(label="授权查询征信", required=False)
    credit_report = forms.FileField(label="人民银行征信报告")
    form = forms.FileField(label="申报表", help_text="PDF、JPG、PNG、DOCX、XLSX，不超过10MB。")

    def papers(self):
        """(kind, name, bytes) of the two mandatory papers."""
        return [
            (kind, file.name, file.read())
            for kind in ("credit_report", "form")
            if (file := self.cleaned_data[kind])
        ]
