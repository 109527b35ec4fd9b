"""The form of a letter and of following it; what was typed is kept."""

from django import forms

from .forms import AskedForm, SpeakingForm
from .models import Letter


class LetterForm(AskedForm):
    kind = forms.ChoiceField(label="您要", choices=Letter.Kind.choices, widget=forms.RadioSelect)
    subject = forms.CharField(label="主题", max_length=60, help_text="一句话说明，2至60字。")
    text = forms.CharField(
        label="内容", widget=forms.Textarea(attrs={"rows": 6}), help_text="5至3000字。不要写身份证号、银行账号；反映公示对象问题的，请到“异议与反馈”。"
    )  # fmt: skip
    name = forms.CharField(
        label="怎样称呼您（可以不填）",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label="联系电话（可以不填）", max_length=30, required=False, help_text="需要电话答复的请填写，只供经办人联系您。",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    may_publish = forms.BooleanField(
        label="同意把问题和答复公开，供别人参考",
        required=False,
        help_text="公开前由工作人员隐去个人信息，两人审核。不勾选的只答复您本人。",
    )


class LetterFindForm(SpeakingForm):
    receipt_number = forms.CharField(
        label="编号",
        max_length=20,
        help_text="以LY开头，写在回执上。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        label="查询码",
        max_length=12,
        help_text="8位，写在回执上。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
