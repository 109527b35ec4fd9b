"""What belongs into a compensation file, as dated rows that two persons change (R66, demand of the office)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded
from registry.policy.models.dated import DatedQuerySet, not_ending_before_start

from ..rules.dossier import NEEDED, SOURCES, Wanted

DAYS = [MinValueValidator(1), MaxValueValidator(365)]


class PaperRequirementQuerySet(DatedQuerySet):
    def wanted(self, on):
        """The list in force on `on` as plain values, in its order."""
        return tuple(row.wanted() for row in self.in_force(on).order_by("order", "pk"))


class PaperRequirement(Recorded):
    """One paper of the list. `source` says where it comes from: the bank uploads it, or the register holds it already."""

    code = models.SlugField("编号", max_length=24, help_text="小写英文字母，一经使用不再更改。")
    name = models.CharField("资料名称", max_length=60)
    source = models.CharField("来源", max_length=12, choices=list(SOURCES.items()))
    needed = models.CharField("是否必备", max_length=8, choices=list(NEEDED.items()), default="always")
    from_day = models.PositiveSmallIntegerField(
        "从逾期第几日起需要", default=1, validators=DAYS, help_text="此前不算缺件。"
    )
    by_day = models.PositiveSmallIntegerField(
        "应在逾期第几日备齐", default=30, validators=DAYS, help_text="到这一日仍缺的，亮红灯。"
    )
    order = models.PositiveSmallIntegerField("序号", default=100)
    in_force_from = models.DateField("开始施行日")
    in_force_to = models.DateField("停止施行日", null=True, blank=True, help_text="含当日；未定则留空。")
    objects = PaperRequirementQuerySet.as_manager()

    class Meta:
        verbose_name = "代偿资料清单"
        verbose_name_plural = "代偿资料清单"
        ordering = ["order", "-in_force_from"]
        permissions = [("approve_paperrequirement", "可以批准代偿资料清单的变更")]
        constraints = [
            not_ending_before_start("ck_paper_from_to"),
            models.UniqueConstraint(
                fields=["code", "in_force_from"],
                name="uq_paper_code",
                violation_error_message="该编号同一天开始施行的资料要求已经录入。",
            ),
            models.CheckConstraint(
                condition=Q(by_day__gte=F("from_day")),
                name="ck_paper_days",
                violation_error_message="“应备齐日”早于“起算日”。请核对两个天数。",
            ),
        ]

    def __str__(self):
        return self.name

    def wanted(self) -> Wanted:
        """This row as a plain value for the rules."""
        return Wanted(self.code, self.name, self.source, self.needed, self.from_day, self.by_day)
