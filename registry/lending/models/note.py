"""Loan notes (借据), the unit that falls overdue, and their positions as banks report them."""

from django.db import models
from django.db.models import F, Q

from registry.ledger.fields import StatusField
from registry.policy.dates import written

from .. import moves
from .base import BankOwned, BankOwnedQuerySet


class LoanNoteQuerySet(BankOwnedQuerySet):
    def live(self):
        """Notes with something still to pay to the bank."""
        return self.filter(status__in=("active", "overdue"))


class LoanNote(BankOwned):
    """One drawdown. Money in 元, rates in percent a year; the due date is the bank's own (A18)."""

    TABLE = moves.LOAN_NOTE

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="loan_notes", verbose_name="企业（户）"
    )
    line = models.ForeignKey(
        "lending.CreditLine", models.PROTECT, related_name="notes", verbose_name="授信合同"
    )
    note_no = models.CharField("借据号", max_length=60)
    amount = models.DecimalField("贷款金额（元）", max_digits=18, decimal_places=2)
    start_on = models.DateField("放款日")
    due_on = models.DateField("到期日")
    extended_due_on = models.DateField("展期到期日", null=True, blank=True)
    rate = models.DecimalField("年利率（%）", max_digits=7, decimal_places=4)
    basis = models.CharField(
        "定价基准", max_length=10, choices=[("LPR", "LPR"), ("BENCHMARK", "基准利率")], default="LPR"
    )
    fee_rate = models.DecimalField("年化担保费率（%）", max_digits=7, decimal_places=4, null=True, blank=True)
    guarantee_type = models.CharField("担保方式", max_length=20, blank=True)
    repayment_method = models.CharField("还款方式", max_length=30, blank=True)
    rate_over_cap = models.BooleanField("利率超过上限", default=False, help_text="超过上限的，须写明理由。")
    rate_reason = models.CharField("利率超上限的理由", max_length=300, blank=True)
    status = StatusField(moves.LOAN_NOTE)
    objects = LoanNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "借据"
        verbose_name_plural = "借据"
        ordering = ["-id"]
        permissions = [*moves.LOAN_NOTE.permissions(), ("export_loannote", "可以导出借据")]
        constraints = [
            models.UniqueConstraint(fields=["bank", "note_no"], name="uq_note_bank_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ck_note_amount"),
            models.CheckConstraint(condition=Q(due_on__gte=F("start_on")), name="ck_note_days"),
        ]

    def __str__(self):
        return self.called(self.note_no, self.business)

    @staticmethod
    def called(number, business):
        return f"{number}（{business}）"

    def latest_position(self):
        """The standing position with the latest as-of day, or None."""
        return self.positions.filter(standing=True).order_by("as_of").last()


class PositionQuerySet(BankOwnedQuerySet):
    def standing(self):
        return self.filter(standing=True)


class Position(BankOwned):
    """What a bank said about one note as of one day. A correction supersedes, nothing is overwritten (R70). 元."""

    note = models.ForeignKey(LoanNote, models.PROTECT, related_name="positions", verbose_name="借据")
    as_of = models.DateField("数据日期")
    balance = models.DecimalField("贷款余额（元）", max_digits=18, decimal_places=2)
    unpaid_since = models.DateField("逾期起始日", null=True, blank=True, help_text="最早未还的应还款日。")
    overdue_principal = models.DecimalField("逾期本金（元）", max_digits=18, decimal_places=2, default=0)
    overdue_interest = models.DecimalField("欠息（元）", max_digits=18, decimal_places=2, default=0)
    penalty = models.DecimalField("罚息（元）", max_digits=18, decimal_places=2, default=0)
    compound = models.DecimalField("复利（元）", max_digits=18, decimal_places=2, default=0)
    grade = models.CharField("五级分类", max_length=8, blank=True)
    source = models.CharField("来源", max_length=60, blank=True, help_text="如 upload:12。", db_index=True)
    standing = models.BooleanField("现行有效", default=True, editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="更正哪一条"
    )
    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = "贷款余额"
        verbose_name_plural = "贷款余额"
        ordering = ["-as_of", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "as_of"], condition=Q(standing=True), name="uq_position_note_as_of"
            ),
            models.CheckConstraint(
                condition=Q(balance__gte=0, overdue_principal__gte=0, overdue_interest__gte=0),
                name="ck_position_money",
            ),
            models.CheckConstraint(
                condition=Q(unpaid_since=None) | Q(unpaid_since__lte=F("as_of")),
                name="ck_position_unpaid_since",
            ),
        ]

    def __str__(self):
        return f"{self.note.note_no} {written(self.as_of)}"

    @property
    def business(self):
        return self.note.business
