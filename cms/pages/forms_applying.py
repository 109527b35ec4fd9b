"""Forms of applying by oneself: one block of questions a page, every refusal a sentence beside its field."""

import unicodedata
from decimal import Decimal

from django import forms

from registry.parties.businesses import identity_problems, kind_by_code
from registry.parties.models import Business
from registry.parties.places import PLACES
from registry.policy.identifiers import check_personal_phone, check_resident_id, check_uscc
from registry.policy.industries import SECTIONS
from registry.policy.trades import BY_CODE, TRADES, find_trades
from registry.screening.consents import CONSENTS
from registry.screening.keyed import document_key, masked_document
from registry.screening.models import Attachment

from .forms import SpeakingForm

WAN = Decimal(10_000)
DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
_SECTION_NAMES = {
    "A": "农、林、牧、渔业", "B": "采矿业", "C": "制造业", "D": "水电气热", "E": "建筑业", "F": "批发和零售业", "G": "运输、仓储和邮政",
    "H": "住宿和餐饮业", "I": "信息传输、软件", "J": "金融业", "K": "房地产业", "L": "租赁和商务服务业", "M": "科学研究和技术服务",
    "N": "水利、环境和公共设施", "O": "居民服务、修理", "P": "教育", "Q": "卫生和社会工作", "R": "文化、体育和娱乐业",
}  # fmt: skip


def _plain(value):
    """What was typed, half-width, without blanks, thousands separators and the unit."""
    if not isinstance(value, str):
        return value
    folded = unicodedata.normalize("NFKC", value).replace(",", "").replace(" ", "")
    return folded.removesuffix("万元").removesuffix("人").removesuffix("年")


class CountField(forms.IntegerField):
    """A whole number as people type it: full-width, with 人 or 年 behind it."""

    def __init__(self, **options):
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), min_value=0, **options)
        self.error_messages |= {
            "invalid": f"“{self.label}”应当填写整数，例如“5”。请更正。",
            "min_value": f"“{self.label}”不能小于0。请更正。",
            "max_value": f"“{self.label}”大得不合理。请核对后更正。",
        }

    def to_python(self, value):
        return super().to_python(_plain(value))


class WanField(forms.DecimalField):
    """An amount in 万元 as people type it."""

    def __init__(self, **options):
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            min_value=0,
            max_digits=14,
            decimal_places=6,
            **options,
        )
        wrong = f"“{self.label}”应当填写数字，单位是万元，例如“36.5”。请更正。"
        self.error_messages |= {"invalid": wrong, "min_value": f"“{self.label}”不能小于0。请更正。"}

    def to_python(self, value):
        return super().to_python(_plain(value))


class SubjectForm(SpeakingForm):
    """Who applies: the credit code first, and whom to call."""

    uscc = forms.CharField(
        label="统一社会信用代码", max_length=40, help_text="营业执照右上角的18位代码。大小写、空格都可以。"
    )
    contact_name = forms.CharField(label="联系人", max_length=50, help_text="能说明情况的经办人姓名。")
    contact_phone = forms.CharField(
        label="联系电话", max_length=30, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text="以后凭这个电话找回草稿、查询进度，请填能接通的号码。",
    )  # fmt: skip

    def clean_uscc(self):
        check = check_uscc(self.cleaned_data["uscc"])
        _raise(check.errors)
        if not kind_by_code(check.code):
            raise forms.ValidationError(
                f"信用代码以“{check.code[:2]}”开头，不是企业、个体工商户或者农民专业合作社，不在政策范围内。请核对营业执照。"
            )
        return check.code

    def clean_contact_phone(self):
        return _phone(self.cleaned_data["contact_phone"])


def _raise(errors):
    if errors:
        raise forms.ValidationError([str(error) for error in errors])


def _phone(value):
    check = check_personal_phone(value)
    _raise(check.errors)
    return check.code


class OperatorForm(SpeakingForm):
    """The operator's name, and the ID number for whoever wants to give it; the number itself is not kept."""

    operator_name = forms.CharField(label="法定代表人姓名", max_length=50)
    operator_document = forms.CharField(
        label="身份证号码（可以不填）", max_length=30, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="只用来发现重复申报：系统不保存号码，只保存不能还原的指纹和遮盖后的号码。",
    )  # fmt: skip

    def __init__(self, *args, individual=False, masked="", **kwargs):
        super().__init__(*args, **kwargs)
        if individual:
            self.fields["operator_name"].label = "经营者姓名"
            self.fields["operator_name"].error_messages["required"] = "没有填写“经营者姓名”，这一项必须填写。"
        if masked:
            self.fields[
                "operator_document"
            ].help_text = f"已填写：{masked}。不改就留空；重新填写的以新的为准。"

    def clean_operator_document(self):
        number = self.cleaned_data["operator_document"]
        if number.strip():
            check = check_resident_id(number)
            _raise(check.errors)
            self.remarks = [str(warning) for warning in check.warnings]
            return check.code
        return ""

    def answers(self):
        """What is kept: never the number."""
        given = dict(self.cleaned_data)
        number = given.pop("operator_document")
        if number:
            given |= {"operator_key": document_key(number), "operator_masked": masked_document(number)}
            given["operator_remarks"] = " ".join(getattr(self, "remarks", []))
        return given


class KnownForm(OperatorForm):
    """A business on record: its particulars are shown masked; a change is told in words and made by the office."""

    particulars_note = forms.CharField(
        label="登记内容有变化的，请写明（可以不填）", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如“经营地址已搬到某某街”。由办公室核对后更改。",
    )  # fmt: skip


class NewForm(OperatorForm):
    """A business not on record yet."""

    name = forms.CharField(label="名称", max_length=120, help_text="照营业执照填写。")
    town = forms.ChoiceField(label="所属镇", choices=[("", "请选择"), *PLACES.items()])
    address = forms.CharField(label="经营地址", max_length=200, help_text="例如“阿勒腾席热镇文明街12号”。")
    phone = forms.CharField(
        label="单位电话（与联系电话相同的不用填）",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    field_order = ["name", "operator_name", "operator_document", "town", "address", "phone"]

    def __init__(self, *args, uscc="", contact_phone="", **kwargs):
        super().__init__(*args, **kwargs)
        self.uscc, self.contact_phone = uscc, contact_phone
        if kwargs.get("individual"):
            self.fields["name"].required = False
            self.fields["name"].help_text = "照营业执照填写；没有字号的可以不填。"

    def clean_phone(self):
        value = self.cleaned_data["phone"]
        return _phone(value) if value.strip() else self.contact_phone

    def clean(self):
        given = super().clean()
        if not self.errors:
            told = {n: given.get(n) or "" for n in ("name", "operator_name", "town", "address", "phone")}
            _raise(identity_problems(Business(uscc=self.uscc, kind=kind_by_code(self.uscc), **told)))
        return given


def _all_trades():
    def section(code):
        return next(letter for letter, (first, last) in SECTIONS.items() if first <= int(code[:2]) <= last)

    groups = {}
    for trade in TRADES:
        groups.setdefault(_SECTION_NAMES[section(trade.code)], []).append((trade.code, trade.label))
    return [("", "请选择"), *groups.items()]


class FiguresForm(SpeakingForm):
    """Last full year's figures, in 万元; the industry is found by everyday words or chosen from the whole list."""

    trade_words = forms.CharField(
        label="您做什么生意",
        max_length=40,
        required=False,
        help_text="用几个字说，例如“小超市”“养牛”“修车”，再按“查找行业”。",
    )
    industry_code = forms.ChoiceField(label="行业", choices=_all_trades)
    figures_year = forms.TypedChoiceField(label="下面填写哪一年的数据", coerce=int)
    employees = CountField(label="年末从业人员（人）", max_value=1_000_000, required=False)
    revenue_wan = WanField(label="全年营业收入（万元）", required=False, help_text="例如36万5千元，填36.5。")
    assets_wan = WanField(
        label="年末资产总额（万元）", required=False, help_text="货物、设备、房屋、存款等加在一起。"
    )
    tax_since = forms.DateField(
        label="第一次纳税（或办理税务登记）的日期", input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d"), help_text="写年月日，例如2020-3-15或者2020年3月15日。记不清的，可以在电子税务局查询。",
        error_messages={"invalid": "日期不存在，或者写法无法识别，应当是年月日，例如2020-03-15。请更正。"},
    )  # fmt: skip
    tax_grade = forms.ChoiceField(
        label="纳税信用级别", required=False,
        choices=[("", "没有参加评价"), ("A", "A级"), ("B", "B级"), ("M", "M级"), ("C", "C级"), ("D", "D级")],
        help_text="每年4月公布上一年度的级别。个体工商户没有参评的，选“没有参加评价”。",
    )  # fmt: skip
    tax_grade_year = forms.TypedChoiceField(
        label="是哪一年度的级别", coerce=int, empty_value=None, required=False
    )

    def __init__(self, data=None, *, today, found=None, whole_list=False, **kwargs):
        super().__init__(data, **kwargs)
        years = [(year, f"{year}年") for year in range(today.year - 1, today.year - 4, -1)]
        self.fields["figures_year"].choices = years
        self.fields["tax_grade_year"].choices = [("", "没有级别的不选"), *years]
        self.today = today
        self.searched = bool(self.words()) and not whole_list
        self.found = find_trades(self.words()) if self.searched else []
        if self.found:
            self._offer(self.found)

    def words(self):
        return (self.data.get("trade_words") if self.is_bound else self.initial.get("trade_words")) or ""

    def _offer(self, found):
        chosen = (self.data if self.is_bound else self.initial).get("industry_code")
        if chosen in BY_CODE and BY_CODE[chosen] not in found:
            found = [BY_CODE[chosen], *found]
        field = self.fields["industry_code"]
        field.widget = forms.RadioSelect(choices=[(trade.code, trade.label) for trade in found])

    def clean_tax_since(self):
        day = self.cleaned_data["tax_since"]
        if day and day > self.today:
            raise forms.ValidationError("第一次纳税的日期晚于今天。请核对后更正。")
        return day

    def clean(self):
        given = super().clean()
        if given.get("tax_grade") and not given.get("tax_grade_year"):
            self.add_error("tax_grade_year", "填了纳税信用级别，还要选择是哪一年度的级别。")
        return given

    def answers(self):
        """Money in 元; a year without a grade is left out."""
        given = dict(self.cleaned_data)
        for name in ("revenue", "assets"):
            wan = given.pop(f"{name}_wan", None)
            given[name] = None if wan is None else (wan * WAN).quantize(Decimal("0.01"))
        if not given.get("tax_grade"):
            given["tax_grade_year"] = None
        return given


class ConsentsForm(SpeakingForm):
    """Three declarations of fact, then every consent alone under its full text."""

    registered_here = forms.BooleanField(label="在伊金霍洛旗市场监管部门登记注册")
    taxed_here = forms.BooleanField(label="由伊金霍洛旗税务部门征管")
    has_premises = forms.BooleanField(label="有固定经营场所，生产经营正常")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("registered_here", "taxed_here", "has_premises"):
            field = self.fields[name]
            field.error_messages["required"] = f"没有勾选“{field.label}”。不符合这一条的，不在政策范围内。"
        for consent in CONSENTS:
            self.fields[consent.name] = forms.BooleanField(label=consent.agree, required=consent.required)
            self.fields[consent.name].error_messages["required"] = (
                f"没有同意“{consent.title}”，请阅读后勾选；不同意的不能申报。"
            )

    def claims(self):
        return [self[name] for name in ("registered_here", "taxed_here", "has_premises")]

    def consents(self):
        return [(consent, self[consent.name]) for consent in CONSENTS]


class PaperForm(SpeakingForm):
    kind = forms.ChoiceField(label="材料类别", choices=Attachment.Kind.choices)
    file = forms.FileField(
        label="选择文件或拍照", help_text="PDF、JPG、PNG、DOCX、XLSX，每份不超过10MB。",
        error_messages={"empty": "选择的文件是空的。请重新选择。"},
    )  # fmt: skip


class FindForm(SpeakingForm):
    """A receipt number and the telephone number, whole or its last four places."""

    receipt_number = forms.CharField(label="受理号", max_length=20, help_text="以SB开头，写在回执上。")
    phone = forms.CharField(
        label="联系电话", max_length=30, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text="只看进度填末四位就行；要补正、修改、撤回或者看理由，请填完整号码。",
    )  # fmt: skip


class ResumeForm(SpeakingForm):
    number = forms.CharField(label="草稿号", max_length=20, help_text="开始填写时给您的12位编号。")
    phone = forms.CharField(
        label="完整的联系电话",
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


class ContactForm(SpeakingForm):
    contact_name = SubjectForm.base_fields["contact_name"]
    contact_phone = SubjectForm.base_fields["contact_phone"]
    clean_contact_phone = SubjectForm.clean_contact_phone
