"""Published reference rates: the 1-year benchmark, and the LPR of one and of more than five years (A03, A04)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded

from ..rules.rates import BENCHMARK_1Y, LPR_1Y, LPR_5Y, REFERENCE_LABELS, Reference, References
from .dated import StaffQuerySet


class ReferenceRateQuerySet(StaffQuerySet):
    def known_on(self, kind, day):
        """Rates of a kind published on or before `day`, the latest first."""
        return self.filter(kind=kind, published_on__lte=day).order_by("-published_on")

    def references(self):
        """All rows as plain references, for rules that judge many loans."""
        return References(row.reference() for row in self)


class ReferenceRate(Recorded):
    """One published rate, in percent. Later ones are entered by staff, never extrapolated."""

    class Kind(models.TextChoices):
        BENCHMARK = BENCHMARK_1Y, REFERENCE_LABELS[BENCHMARK_1Y]
        LPR_ONE = LPR_1Y, REFERENCE_LABELS[LPR_1Y]
        LPR_FIVE = LPR_5Y, REFERENCE_LABELS[LPR_5Y]

    kind = models.CharField("利率种类", max_length=16, choices=Kind.choices)
    published_on = models.DateField("公布日", help_text="LPR一般于每月20日公布，遇节假日顺延。")
    percent = models.DecimalField(
        "利率（%）",
        max_digits=6,
        decimal_places=3,
        validators=[MinValueValidator(0), MaxValueValidator(36)],
        help_text="百分数：3.00 表示 3.00%。",
    )
    source = models.CharField(
        "来源",
        max_length=200,
        help_text="例如：中国人民银行授权全国银行间同业拆借中心公告。",
    )
    objects = ReferenceRateQuerySet.as_manager()

    class Meta:
        verbose_name = "参考利率"
        verbose_name_plural = "参考利率"
        ordering = ["-published_on", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "published_on"],
                name="uq_rate_day",
                violation_error_message="这一天的该种利率已经录入过。请核对后修改原来的一条。",
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lt=36),
                name="ck_rate_percent",
                violation_error_message="利率应为大于0、小于36的百分数，例如 3.00。",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.percent}%（{self.published_on:%Y-%m-%d}公布）"

    def reference(self) -> Reference:
        """This rate as a plain value."""
        return Reference(self.kind, self.percent, self.published_on)
