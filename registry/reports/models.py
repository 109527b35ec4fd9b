"""What reports need and no other register keeps: the guarantor's net assets, day by day (融资担保公司监督管理条例 15、16)."""

from django.db import models

from registry.history.models import Recorded, RecordedQuerySet
from registry.policy.dates import written


class GuarantorWorthQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office, leading group and auditor: all; the guarantor its own. Neither banks nor towns."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.roles & {"clerk", "head", "leader", "auditor"}:
            return self
        return self.filter(guarantor_id__in=scope.institutions)


class GuarantorWorth(Recorded):
    """Net assets of the guarantor as of one day, in 元. A mistake is put right with a reason, and both are kept."""

    guarantor = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="担保公司",
        limit_choices_to={"kind": "guarantor"},
    )  # fmt: skip
    as_of = models.DateField("数据日期", help_text="净资产是哪一日的，一般为月末、季末或年末。")
    net_assets = models.DecimalField(
        "净资产（元）", max_digits=18, decimal_places=2, help_text="按财务报表填写，单位为元，不是万元。"
    )
    source = models.CharField(
        "依据", max_length=200, help_text="如：2025年度审计报告及其文号、2026年9月财务报表。"
    )
    objects = GuarantorWorthQuerySet.as_manager()

    class Meta:
        verbose_name = "担保公司净资产"
        verbose_name_plural = "担保公司净资产"
        ordering = ["-as_of", "guarantor"]
        permissions = [("read_report", "可以看统计报表"), ("export_report", "可以导出统计报表")]
        constraints = [
            models.UniqueConstraint(
                fields=["guarantor", "as_of"], name="uq_worth_guarantor_day",
                violation_error_message="这一天的净资产已经登记过。数字有误的，请打开原来的一条更正，并写明理由。",
            ),
            models.CheckConstraint(
                condition=models.Q(net_assets__gt=0), name="ck_worth_positive",
                violation_error_message="净资产应大于零。请核对单位和正负号。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.guarantor} {written(self.as_of)}净资产"
