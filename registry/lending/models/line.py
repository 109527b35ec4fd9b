"""A revolving credit line (随借随还循环使用, R06): one contract with one bank."""

from django.db import models
from django.db.models import F, Q

from registry.ledger.fields import StatusField

from .. import moves
from .base import BankOwned


class CreditLine(BankOwned):
    """One contract. Money in 元, rates in percent a year."""

    class Basis(models.TextChoices):
        LPR = "LPR", "贷款市场报价利率（LPR）"
        BENCHMARK = "BENCHMARK", "贷款基准利率"

    TABLE = moves.CREDIT_LINE

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="credit_lines", verbose_name="企业（户）"
    )
    contract_no = models.CharField("合同号", max_length=60)
    guarantee_no = models.CharField("保证合同号", max_length=60, blank=True)
    amount = models.DecimalField("授信额度（元）", max_digits=18, decimal_places=2)
    amount_inferred = models.BooleanField(
        "额度按借据推定", default=False, help_text="台账没有授信额度一列时，按已用余额推定。"
    )
    basis = models.CharField("定价基准", max_length=10, choices=Basis.choices, default=Basis.LPR)
    fee_rate = models.DecimalField("年化担保费率（%）", max_digits=7, decimal_places=4, null=True, blank=True)
    signed_on = models.DateField("签订日期")
    ends_on = models.DateField("到期日", null=True, blank=True)
    guarantee_kind = models.CharField(
        "保证方式", max_length=12, blank=True, choices=[("joint", "连带责任保证"), ("general", "一般保证")]
    )
    guarantee_until = models.DateField(
        "保证期间届满日",
        null=True,
        blank=True,
        help_text="合同约定的日期；没有约定的，为主债务到期后六个月。",
    )
    committed_on = models.DateField(
        "用途承诺日期", null=True, blank=True, help_text="放款前承诺用于生产经营。"
    )
    status = StatusField(moves.CREDIT_LINE)

    class Meta:
        verbose_name = "授信合同"
        verbose_name_plural = "授信合同"
        ordering = ["-id"]
        permissions = [
            *moves.CREDIT_LINE.permissions(),
            ("record_guarantee", "可以登记保证方式和保证期间"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["bank", "contract_no"], name="uq_line_contract"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ck_line_amount"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("signed_on")), name="ck_line_days"
            ),
        ]

    def __str__(self):
        return self.called(self.contract_no, self.business)

    @staticmethod
    def called(number, business):
        return f"{number}（{business}）"
