"""Compensation by the guarantor and recovery from the borrower (R46–R48, R52, A21, A22). Money in 元."""

from django.db import models
from django.db.models import Q

from registry.ledger.fields import StatusField

from .. import moves
from .base import BankOwned


class CompensationClaim(BankOwned):
    """A bank's claim on the guarantor for one overdue episode, behind the office's approval (R47, R66)."""

    TABLE = moves.COMPENSATION_CLAIM
    OVER = ("refused", "withdrawn", "refunded")

    episode = models.ForeignKey(
        "lending.OverdueEpisode", models.PROTECT, related_name="claims", verbose_name="逾期"
    )
    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="+", verbose_name="企业（户）"
    )
    principal = models.DecimalField("申请代偿本金（元）", max_digits=18, decimal_places=2)
    interest = models.DecimalField("申请代偿利息（元）", max_digits=18, decimal_places=2)
    penalty = models.DecimalField("罚息复利（元，默认不代偿）", max_digits=18, decimal_places=2, default=0)
    interest_to = models.DateField("利息计至")
    accelerated_on = models.DateField(
        "提前到期通知日期", null=True, blank=True, help_text="未全部到期时须先宣布提前到期。"
    )
    payee_account = models.CharField("收款账户", max_length=60, blank=True)
    lodged_on = models.DateField("提交日期", null=True, blank=True)
    approved_on = models.DateField("同意日期", null=True, blank=True)
    approved_amount = models.DecimalField(
        "同意代偿金额（元）", max_digits=18, decimal_places=2, null=True, blank=True
    )
    minutes_number = models.CharField("会议纪要号", max_length=60, blank=True)
    cut_reason = models.CharField(
        "核减理由", max_length=500, blank=True, help_text="同意金额少于申请金额的理由。"
    )
    paid_on = models.DateField("支付日期", null=True, blank=True)
    paid_amount = models.DecimalField(
        "支付金额（元）", max_digits=18, decimal_places=2, null=True, blank=True
    )
    voucher_no = models.CharField("支付凭证号", max_length=60, blank=True)
    received_on = models.DateField("银行收款日期", null=True, blank=True)
    received_amount = models.DecimalField(
        "银行收款金额（元）", max_digits=18, decimal_places=2, null=True, blank=True
    )
    difference = models.CharField("收款与支付不一致的说明", max_length=500, blank=True)
    round = models.PositiveSmallIntegerField("第几次提交", default=0)
    waiting_since = models.DateField("等待办理起始日", null=True, blank=True, db_index=True)
    aged = models.PositiveSmallIntegerField("催办级别", default=0)
    status = StatusField(moves.COMPENSATION_CLAIM)

    class Meta:
        verbose_name = "代偿申请"
        verbose_name_plural = "代偿申请"
        ordering = ["-id"]
        permissions = moves.COMPENSATION_CLAIM.permissions()
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=~Q(status__in=["refused", "withdrawn", "refunded"]),
                name="uq_one_live_claim",
            ),
            models.CheckConstraint(condition=Q(principal__gte=0, interest__gte=0), name="ck_claim_money"),
            models.CheckConstraint(
                condition=~Q(status__in=["paid", "confirmed"])
                | Q(approved_on__isnull=False, paid_on__isnull=False, paid_amount__isnull=False),
                name="ck_claim_paid_only_after_approval",
            ),
        ]

    def __str__(self):
        return f"{self.episode.note.note_no} 代偿申请"

    @property
    def requested(self):
        """Principal and contract interest, without penalties (A21)."""
        return self.principal + self.interest


class RecoveryEntry(BankOwned):
    """One amount recovered from the borrower after compensation (R52)."""

    claim = models.ForeignKey(
        CompensationClaim, models.PROTECT, related_name="recoveries", verbose_name="代偿"
    )
    received_on = models.DateField("收回日期")
    amount = models.DecimalField("收回金额（元）", max_digits=18, decimal_places=2)
    source = models.CharField("来源", max_length=100, help_text="如：借款人归还、处置财产、法院执行。")
    voucher_no = models.CharField("凭证号", max_length=60)

    class Meta:
        verbose_name = "追偿收回"
        verbose_name_plural = "追偿收回"
        ordering = ["-received_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "voucher_no"], name="uq_recovery_voucher"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ck_recovery_amount"),
        ]

    def __str__(self):
        return f"{self.claim} 收回 {self.amount}"

    @property
    def business(self):
        return self.claim.business
