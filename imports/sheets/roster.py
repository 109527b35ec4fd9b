"""The roster of businesses recognised before this register was used: known by their code, never renamed by a sheet."""

from django.core.exceptions import ValidationError

from registry.parties.blocks import block_reasons
from registry.parties.businesses import identity_problems, identity_remarks, kind_by_code
from registry.parties.models import Business, Qualification
from registry.parties.places import ALIASES, PLACES
from registry.parties.standing import take_over
from registry.policy.identifiers import same_name

from .fields import (
    ChoiceWidget,
    CountWidget,
    CoveredWidget,
    CreditCodeWidget,
    DayWidget,
    MoneyWidget,
    SheetField,
    TextWidget,
)
from .resource import SheetResource

KINDS = {"企业": "enterprise", "农民专业合作社": "enterprise", "个体工商户": "individual"}
TOWNS = {name: code for code, name in PLACES.items()}
GRADES = {grade: grade for grade in "ABMCD"}
IDENTITY = ("kind", "name", "operator_name")
REASON = "接收既有信用企业（户）名册"


class RosterResource(SheetResource):
    """One business a row; `recognised_on` is the day all of them were recognised. Identity is changed by its own steps."""

    NAMED = "name"

    uscc = SheetField("uscc", "统一社会信用代码", CreditCodeWidget(), needed=True, aliases=("信用代码", "社会信用代码"),
                      note="18位，按文本填写，不要改成数值格式。")  # fmt: skip
    name = SheetField("name", "名称", TextWidget(120), aliases=("企业名称", "主体名称", "户名", "字号"),
                      note="与营业执照一致的全称；没有字号的个体工商户可以留空。")  # fmt: skip
    kind = SheetField("kind", "主体类型", ChoiceWidget(KINDS), note="从下拉列表选择；留空的按代码判断。")
    operator_name = SheetField("operator_name", "法定代表人/经营者", TextWidget(50), needed=True,
                               aliases=("法定代表人或经营者", "法定代表人", "经营者", "负责人"), note="与营业执照一致。")  # fmt: skip
    town = SheetField(
        "town",
        "所属镇",
        ChoiceWidget(TOWNS, {alias: TOWNS[name] for alias, name in ALIASES.items()}),
        aliases=("镇", "所在镇"),
        note="从下拉列表选择。",
    )
    address = SheetField(
        "address", "住所", TextWidget(200), aliases=("经营地址", "经营场所", "地址"), note="可以留空。"
    )
    phone = SheetField(
        "phone", "联系电话", CoveredWidget(30), aliases=("电话", "手机"), note="手机号或者带区号的固定电话。"
    )
    industry_code = SheetField(
        "industry_code", "行业代码", TextWidget(8), note="国民经济行业分类代码，例如 C3484。"
    )
    employees = SheetField(
        "employees", "从业人员", CountWidget(), aliases=("从业人数", "职工人数"), note="人数，整数。"
    )
    revenue = SheetField(
        "revenue", "营业收入", MoneyWidget(), note="单位元；以万元填写的，表头写“营业收入（万元）”。"
    )
    assets = SheetField(
        "assets", "资产总额", MoneyWidget(), note="单位元；以万元填写的，表头写“资产总额（万元）”。"
    )
    tax_grade = SheetField("tax_grade", "纳税等级", ChoiceWidget(GRADES, {f"{grade}级": grade for grade in GRADES}), aliases=("纳税信用级别", "纳税信用等级"),
                           note="A、B、M、C、D；没有参评的留空。")  # fmt: skip
    established_on = SheetField("established_on", "成立日期", DayWidget(), note="例如 2015-06-30。")

    class Meta:
        model = Business
        import_id_fields = ("uscc",)
        fields = ("uscc", "name", "kind", "operator_name", "town", "address", "phone", "industry_code", "employees", "revenue",
                  "assets", "tax_grade", "established_on")  # fmt: skip

    def __init__(self, *, recognised_on, **given):
        super().__init__(**given)
        self.recognised_on, self._before, self._same, self._new, self.recognised = (
            recognised_on,
            None,
            False,
            True,
            set(),
        )

    def import_data(self, dataset, **kwargs):
        self.recognised = set()
        return super().import_data(dataset, **kwargs)

    def after_init_instance(self, instance, new, row, **kwargs):
        self._before = None if new else {name: getattr(instance, name) for name in IDENTITY}

    def import_instance(self, instance, row, **kwargs):
        """As written; a name that differs in brackets and width only stays as it is registered."""
        super().import_instance(instance, row, **kwargs)
        if self._before is None:
            instance.kind = instance.kind or kind_by_code(instance.uscc)
            return
        for name, held in self._before.items():
            if same_name(held, getattr(instance, name)):
                setattr(instance, name, held)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        self._same = super().skip_row(instance, original, row, import_validation_errors)
        self._new = self._to_recognise(instance)
        return self._same and not self._new

    @property
    def batch(self):
        return f"{self.recognised_on.year}年{'上' if self.recognised_on.month <= 6 else '下'}半年"

    def _to_recognise(self, business):
        """Whether the row says something new. A standing that was taken away since is not given back by an old roster."""
        if business.pk is None:
            return True
        known = business.qualifications.exclude(status="lapsed")
        if known.filter(status__in=("candidate", *Qualification.IN_FORCE)).exists():
            return False
        if known.filter(batch=self.batch).exists():
            self.note(f"{business}{self.batch}的资格已经取消，名册不恢复资格。")
            return False
        return True

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """What the register asks of every business, what a sheet must not change, and who is shut out (R41, R49)."""
        errors = dict(import_validation_errors or {})
        for name, held in (self._before or {}).items():
            if getattr(instance, name) != held:
                errors[name] = ValidationError(_held(self.fields[name], instance, held))
        problems = [] if errors else identity_problems(instance)
        if self._new and instance.pk:
            problems += block_reasons(instance, self.today)
        if problems:
            raise ValidationError(problems)
        super().validate_instance(instance, errors, validate_unique)
        for sentence in identity_remarks(instance):
            self.note(sentence)

    def do_instance_save(self, instance, is_create):
        """The right to hand in a roster stands for the right to enter each of its businesses."""
        if is_create or not self._same:
            super().do_instance_save(instance, is_create)

    def after_save_instance(self, instance, row, **kwargs):
        if self._new:
            take_over(
                instance, batch=self.batch, recognised_on=self.recognised_on, actor=self.actor, today=self.today, reason=REASON
            )  # fmt: skip
            self.recognised.add(self._at)

    def action_of(self, at, result):
        return "new" if at in self.recognised else super().action_of(at, result)

    def changes_of(self, at, result):
        standing = [
            [
                "资格",
                "",
                f"信用{'企业' if result.instance.is_enterprise else '户'}，{self.recognised_on:%Y-%m-%d}认定",
            ]
        ]
        return super().changes_of(at, result) + standing * (at in self.recognised)

    def recount(self, source):
        taken = Qualification.history.filter(history_source=source, history_type="+")
        businesses = set(taken.values_list("business_id", flat=True))
        changed = set(
            Business.history.filter(history_source=source, history_type="~").values_list("id", flat=True)
        )
        return len(businesses), len(changed - businesses)


def _held(field, instance, held):
    now = field.told(instance)
    was = field.widget.render(held) or "（空）"
    return f"内容为“{now}”，登记的是“{was}”。名册不更改登记的名称、类型和经营者；确有变更的，请在该企业（户）的页面办理变更，没有变更的请改正名册。"
