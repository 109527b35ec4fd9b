"""Who bears a compensation, by agreement with each bank, and how a payment and each recovery were shared (A22). 元, %."""

from django.db import models
from django.db.models import F, Q

from registry.policy.models.dated import not_ending_before_start

from ..rules.sharing import BEARERS
from .base import BankOwned, BankOwnedQuerySet


def _share(label, default=0):
    return models.DecimalField(f"{label}承担比例（%）", max_digits=6, decimal_places=3, default=default)


class AgreementQuerySet(BankOwnedQuerySet):
    def of(self, bank, on):
        """The agreement with this bank in force on `on`, or None."""
        rows = self.filter(Q(in_force_to=None) | Q(in_force_to__gte=on), bank=bank, in_force_from__lte=on)
        return rows.order_by("-in_force_from", "-pk").first()


class ShareAgreement(BankOwned):
    """The agreement of one bank on sharing losses. Without one, the shares of the policy version hold."""

    document = models.CharField("协议名称、文号", max_length=120)
    guarantor_share = _share("担保公司", 100)
    bank_share = _share("银行")
    fund_share = _share("风险补偿资金")
    reinsurer_share = _share("再担保机构")
    in_force_from = models.DateField("开始施行日", help_text="合同签订日在施行期内的贷款，按本协议分担。")
    in_force_to = models.DateField("停止施行日", null=True, blank=True, help_text="含当日；未定则留空。")
    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "风险分担协议"
        verbose_name_plural = "风险分担协议"
        ordering = ["bank", "-in_force_from"]
        permissions = [("approve_shareagreement", "可以批准风险分担协议的变更")]
        constraints = [
            not_ending_before_start("ck_agreement_from_to"),
            models.UniqueConstraint(
                fields=["bank", "in_force_from"],
                name="uq_agreement_bank_from",
                violation_error_message="该银行同一天开始施行的协议已经录入。",
            ),
            models.CheckConstraint(
                condition=Q(
                    guarantor_share__gte=0, bank_share__gte=0, fund_share__gte=0, reinsurer_share__gte=0,
                    guarantor_share=100 - F("bank_share") - F("fund_share") - F("reinsurer_share"),
                ),
                name="ck_agreement_shares",
                violation_error_message="各方承担比例都不小于零，合计应为百分之百。请核对。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.bank}：{self.document}"

    @property
    def subject_code(self):
        return ""

    def weights(self):
        """{bearer: percent} of those who bear something."""
        found = {name: getattr(self, f"{name}_share") for name in BEARERS}
        return {name: percent for name, percent in found.items() if percent}


class RiskShare(BankOwned):
    """What one party bears of the paid compensation (no recovery), or gets of one recovery. Written once."""

    claim = models.ForeignKey(
        "lending.CompensationClaim", models.PROTECT, related_name="shares", verbose_name="代偿"
    )
    recovery = models.ForeignKey(
        "lending.RecoveryEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shares",
        verbose_name="追偿收回",
        help_text="空：代偿支付的分担。",
    )
    bearer = models.CharField("承担方", max_length=12, choices=list(BEARERS.items()))
    percent = models.DecimalField("比例（%）", max_digits=6, decimal_places=3)
    amount = models.DecimalField("金额（元）", max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = "风险分担明细"
        verbose_name_plural = "风险分担明细"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "bearer"], condition=Q(recovery=None), name="uq_share_of_payment"
            ),
            models.UniqueConstraint(fields=["recovery", "bearer"], name="uq_share_of_recovery"),
            models.CheckConstraint(condition=Q(amount__gte=0, percent__gt=0), name="ck_share_figures"),
        ]

    def __str__(self):
        what = "收回分配" if self.recovery_id else "代偿分担"
        return f"{self.claim} {what}：{self.get_bearer_display()} {self.amount}"

    @property
    def business(self):
        return self.claim.business
