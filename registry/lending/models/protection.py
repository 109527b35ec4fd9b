"""What is done to keep a loss small: protective measures (R38) and the policy's risk compensation (R48). Money in 元."""

from django.db import models
from django.db.models import Q

from ..files import private_storage
from .base import BankOwned


class ProtectiveMeasure(BankOwned):
    """One 保全措施 or 补充抵质押担保 of bank or guarantor, after an overdue or a broken condition (R38, optional)."""

    class Kind(models.TextChoices):
        PRESERVATION = "preservation", "财产保全"
        MORTGAGE = "mortgage", "补充抵押"
        PLEDGE = "pledge", "补充质押"
        GUARANTEE = "guarantee", "追加保证"
        OTHER = "other", "其他措施"

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="+", verbose_name="企业（户）"
    )
    line = models.ForeignKey(
        "lending.CreditLine", models.PROTECT, related_name="measures", verbose_name="授信合同"
    )
    episode = models.ForeignKey(
        "lending.OverdueEpisode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="因哪次逾期",
    )
    condition = models.ForeignKey(
        "policy.AdmissionCondition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="因违反哪项准入条件",
    )
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="采取单位"
    )
    kind = models.CharField("措施种类", max_length=12, choices=Kind.choices)
    taken_on = models.DateField("采取日期")
    description = models.TextField("措施内容")
    amount = models.DecimalField("涉及金额（元）", max_digits=18, decimal_places=2)
    file = models.FileField(
        "措施材料", storage=private_storage, upload_to="measures/%Y/%m", max_length=200, blank=True
    )
    original_name = models.CharField("材料原名", max_length=120, blank=True)

    class Meta:
        verbose_name = "保全和补充担保措施"
        verbose_name_plural = "保全和补充担保措施"
        ordering = ["-taken_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "institution", "kind", "taken_on", "amount"], name="uq_measure"
            ),
            models.CheckConstraint(
                condition=Q(episode__isnull=False, condition=None) | Q(episode=None, condition__isnull=False),
                name="ck_measure_one_cause",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ck_measure_amount"),
        ]

    def __str__(self):
        return f"{self.institution}：{self.line.contract_no} {self.get_kind_display()}"


class RiskCompensation(BankOwned):
    """One paid claim, or a part of it, taken into 政策性风险补偿 by the office (R48, optional)."""

    claim = models.ForeignKey(
        "lending.CompensationClaim", models.PROTECT, related_name="risk_compensations", verbose_name="代偿"
    )
    included_on = models.DateField("纳入日期")
    amount = models.DecimalField("纳入金额（元）", max_digits=18, decimal_places=2)
    basis = models.CharField("依据文件", max_length=200, help_text="文件名称、文号与日期。")

    class Meta:
        verbose_name = "风险补偿"
        verbose_name_plural = "风险补偿"
        ordering = ["-included_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "basis"], name="uq_risk_compensation_basis"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ck_risk_compensation_amount"),
            models.CheckConstraint(condition=~Q(basis=""), name="ck_risk_compensation_basis"),
        ]

    def __str__(self):
        return f"{self.claim} 纳入风险补偿"

    @property
    def business(self):
        return self.claim.business
