"""The SME size standard as dated rows (R13)."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded

from ..sizes import SizeRow
from .dated import DatedQuerySet, not_ending_before_start

_CODES = RegexValidator(
    r"^\d{2,3}(-\d{2,3})?( \d{2,3}(-\d{2,3})?)*$",
    "请填写行业大类或中类代码，用空格分隔，例如：54-58 591。",
)
_INDICATORS = ("employees", "revenue", "assets")
_BOUNDS = ("large", "medium", "small")


class SizeThresholdQuerySet(DatedQuerySet):
    def rows(self):
        """The thresholds as plain rows for `sizes.classify`."""
        return tuple(row.row() for row in self.order_by("order"))


def _bound(label):
    return models.DecimalField(label, max_digits=12, decimal_places=2, null=True, blank=True)


class SizeThreshold(Recorded):
    """One industry of the standard: lower bounds of large, medium and small; empty where the indicator is not used."""

    standard = models.CharField("划型标准文号", max_length=60, help_text="例如：工信部联企业〔2011〕300号。")
    industry = models.CharField("行业", max_length=40)
    codes = models.CharField(
        "行业代码",
        max_length=100,
        validators=[_CODES],
        help_text="《国民经济行业分类》（GB/T 4754-2017）的大类或中类，用空格分隔，例如：54-58 591。",
    )
    order = models.PositiveSmallIntegerField("序号")
    employees_large = _bound("大型：从业人员下限（人）")
    employees_medium = _bound("中型：从业人员下限（人）")
    employees_small = _bound("小型：从业人员下限（人）")
    revenue_large = _bound("大型：营业收入下限（万元）")
    revenue_medium = _bound("中型：营业收入下限（万元）")
    revenue_small = _bound("小型：营业收入下限（万元）")
    assets_large = _bound("大型：资产总额下限（万元）")
    assets_medium = _bound("中型：资产总额下限（万元）")
    assets_small = _bound("小型：资产总额下限（万元）")
    fallback = models.BooleanField("未列明行业参照此行", default=False)
    in_force_from = models.DateField("开始施行日")
    in_force_to = models.DateField("停止施行日", null=True, blank=True, help_text="含当日；未定则留空。")
    objects = SizeThresholdQuerySet.as_manager()

    class Meta:
        verbose_name = "划型标准"
        verbose_name_plural = "划型标准"
        ordering = ["-in_force_from", "order"]
        constraints = [
            not_ending_before_start("ck_threshold_from_to"),
            models.UniqueConstraint(
                fields=["industry", "in_force_from"],
                name="uq_threshold_industry",
                violation_error_message="该行业同一天开始施行的划型标准已经录入。",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}_{bound}__isnull": True for bound in _BOUNDS})
                    | Q(
                        **{f"{name}_small__gt": 0},
                        **{f"{name}_medium__gt": models.F(f"{name}_small")},
                        **{f"{name}_large__gt": models.F(f"{name}_medium")},
                    ),
                    name=f"ck_threshold_{name}",
                    violation_error_message="同一指标的大型、中型、小型下限须全部填写且依次递减，或者全部留空。",
                )
                for name in _INDICATORS
            ),
            models.CheckConstraint(
                condition=Q(employees_small__isnull=False)
                | Q(revenue_small__isnull=False)
                | Q(assets_small__isnull=False),
                name="ck_threshold_some",
                violation_error_message="至少要有一个指标。",
            ),
        ]

    def __str__(self):
        return f"{self.industry}（{self.standard}）"

    def row(self) -> SizeRow:
        """This threshold as a plain row."""
        return SizeRow(
            industry=self.industry,
            codes=tuple(self.codes.split()),
            fallback=self.fallback,
            standard=self.standard,
            **{name: self._bounds(name) for name in _INDICATORS},
        )

    def _bounds(self, name):
        bounds = tuple(getattr(self, f"{name}_{bound}") for bound in _BOUNDS)
        return None if None in bounds else bounds
