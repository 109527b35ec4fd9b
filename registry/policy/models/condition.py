"""Admission conditions R14–R21 as dated rows, and the institutions that answer each."""

from django.db import models

from registry.history.models import Recorded

from ..rules.conditions import Condition
from .dated import DatedQuerySet, StaffQuerySet, not_ending_before_start


class AdmissionConditionQuerySet(DatedQuerySet):
    def answered_by(self, institution_code):
        """The conditions one institution is asked about."""
        return self.filter(answerers__institution_code=institution_code)

    def facts(self, names=None):
        """The conditions as plain values for the rules, in the order of the text."""
        return tuple(row.fact(names) for row in self.order_by("order").prefetch_related("answerers"))


class AdmissionCondition(Recorded):
    """One condition of the text. All must hold; no answer is never a pass (R61)."""

    code = models.CharField("条件编号", max_length=8, help_text="本系统给每项条件的编号，一经使用不再更改。")
    text = models.CharField("条件原文", max_length=200, help_text="照录文件原句。")
    question = models.CharField("请审核单位回答", max_length=200, help_text="向审核人员提出的问题。")
    order = models.PositiveSmallIntegerField("序号")
    in_force_from = models.DateField("开始施行日")
    in_force_to = models.DateField("停止施行日", null=True, blank=True, help_text="含当日；未定则留空。")
    objects = AdmissionConditionQuerySet.as_manager()

    class Meta:
        verbose_name = "准入条件"
        verbose_name_plural = "准入条件"
        ordering = ["order", "-in_force_from"]
        constraints = [
            not_ending_before_start("ck_condition_from_to"),
            models.UniqueConstraint(
                fields=["code", "in_force_from"],
                name="uq_condition_code",
                violation_error_message="该编号同一天开始施行的准入条件已经录入。",
            ),
        ]

    def __str__(self):
        return self.text

    def fact(self, names=None) -> Condition:
        """This condition as a plain value; `names` maps institution codes to their Chinese names."""
        codes = tuple(answerer.institution_code for answerer in self.answerers.all())
        known = tuple((code, names[code]) for code in codes if names and code in names)
        return Condition(self.code, self.text, codes, known)


class ConditionAnswerer(Recorded):
    """An institution that must answer a condition, by its code (institutions live in a room above)."""

    condition = models.ForeignKey(
        AdmissionCondition,
        models.PROTECT,
        related_name="answerers",
        verbose_name="准入条件",
    )
    institution_code = models.CharField("机构代码", max_length=24, help_text="例如 TAX（税务局）。")
    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = "审核单位"
        verbose_name_plural = "审核单位"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["condition", "institution_code"],
                name="uq_answerer_once",
                violation_error_message="该单位已是这一条件的审核单位。",
            ),
        ]

    def __str__(self):
        return self.institution_code
