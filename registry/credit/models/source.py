"""Where credit facts come from: kept as rows, each naming the institution, the legal basis and the time kept."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from registry.history.models import Recorded

from .base import OwnQuerySet


class CreditSource(Recorded):
    """One kind of data of R55 and the institution that provides it. `retention_months` count from the end of the period."""

    code = models.CharField(
        "来源代码", max_length=24, unique=True, help_text="大写字母，接口中使用，一经使用不再更改。"
    )
    name = models.CharField("来源", max_length=40, unique=True)
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="credit_sources", verbose_name="提供单位"
    )
    legal_basis = models.CharField("归集依据", max_length=200, help_text="法律、法规或文件名称与条款。")
    fields_kept = models.CharField(
        "保留内容", max_length=200, help_text="只保留结论、日期和文号，写明保留哪些事项。"
    )
    retention_months = models.PositiveSmallIntegerField(
        "保存期限（月）",
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="自所属期间截止日起，最长60个月，期满不再显示。",
    )
    condition_code = models.CharField(
        "对应准入条件",
        max_length=8,
        default="R21",
        help_text="出现不良信息时视为不再符合哪一项准入条件：填“准入条件”中该项的编号。",
    )
    active = models.BooleanField("在用", default=True)
    order = models.PositiveSmallIntegerField("排序", default=100)
    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "信用信息来源"
        verbose_name_plural = "信用信息来源"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(retention_months__gte=1, retention_months__lte=60),
                name="ck_source_retention",
            ),
        ]

    def __str__(self):
        return self.name
