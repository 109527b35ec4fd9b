"""Overdue episodes and the bank's duties on day 1 and day 60 (R36, R43–R46)."""

from django.db import models
from django.db.models import F, Q

from registry.ledger.fields import StatusField
from registry.policy.dates import written

from .. import moves
from ..files import private_storage
from ..rules.collecting import CAUSES
from .base import BankOwned, BankOwnedQuerySet


class EpisodeQuerySet(BankOwnedQuerySet):
    UNPAID = ("open", "day60", "claimed")

    def unpaid(self):
        """Episodes in which something due is still unpaid to the bank."""
        return self.filter(status__in=self.UNPAID)


class OverdueEpisode(BankOwned):
    """One run of arrears of one note, from the earliest unpaid due day (A17). Several per note over time."""

    TABLE = moves.OVERDUE_EPISODE

    note = models.ForeignKey("lending.LoanNote", models.PROTECT, related_name="episodes", verbose_name="借据")
    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="episodes", verbose_name="企业（户）"
    )
    unpaid_since = models.DateField("最早未还日", help_text="逾期第1日为次日。")
    day1_on = models.DateField("逾期第1日")
    day60_on = models.DateField("满60日", db_index=True)
    ended_on = models.DateField("还清日期", null=True, blank=True)
    told_by = models.ForeignKey(
        "lending.Position",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="依据的余额记录",
    )
    ended_by = models.ForeignKey(
        "lending.Position", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="还清的依据"
    )
    status = StatusField(moves.OVERDUE_EPISODE)
    objects = EpisodeQuerySet.as_manager()

    class Meta:
        verbose_name = "逾期"
        verbose_name_plural = "逾期"
        ordering = ["-unpaid_since", "-id"]
        permissions = moves.OVERDUE_EPISODE.permissions()
        constraints = [
            models.UniqueConstraint(
                fields=["note", "unpaid_since"], condition=~Q(status="voided"), name="uq_episode_note_since"
            ),
            models.UniqueConstraint(
                fields=["note"],
                condition=Q(status__in=["open", "day60", "claimed"], ended_on=None),
                name="uq_one_unpaid_episode",
            ),
            models.CheckConstraint(condition=Q(day1_on__gt=F("unpaid_since")), name="ck_episode_day1"),
        ]

    def __str__(self):
        return f"{self.note.note_no} 自{written(self.unpaid_since)}逾期"


class BankReport(BankOwned):
    """A report a bank owes to the office and the guarantor: due from day 1 or day 60, made when `reported_on` is set."""

    class Kind(models.TextChoices):
        DAY1 = "day1", "逾期首日报告"
        DAY60 = "day60", "逾期满60日报告"

    episode = models.ForeignKey(OverdueEpisode, models.PROTECT, related_name="reports", verbose_name="逾期")
    kind = models.CharField("报告", max_length=6, choices=Kind.choices)
    owed_from = models.DateField("应报告之日")
    due_on = models.DateField("报告期限", help_text="首日报告当个工作日，满60日报告3个工作日内。")
    due_provisional = models.BooleanField("期限暂定", default=False, help_text="该年放假安排尚未公布。")
    reported_on = models.DateField("报告日期", null=True, blank=True)
    cause_kind = models.CharField("原因类别", max_length=10, choices=list(CAUSES.items()), blank=True)
    cause = models.TextField("逾期原因", blank=True)
    plan = models.TextField("清收措施", blank=True)
    reported_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报告人"
    )

    class Meta:
        verbose_name = "银行报告"
        verbose_name_plural = "银行报告"
        ordering = ["reported_on", "due_on"]
        constraints = [
            models.UniqueConstraint(fields=["episode", "kind"], name="uq_report_once"),
            models.CheckConstraint(
                condition=Q(reported_on=None, reported_by=None)
                | Q(reported_on__isnull=False, reported_by__isnull=False),
                name="ck_report_who_and_when",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.episode}"

    @property
    def business(self):
        return self.episode.business


class DemandNotice(BankOwned):
    """One 催收通知书 to the borrower, with proof of delivery (R45, §7.2). Money in 元."""

    class Delivery(models.TextChoices):
        DIRECT = "direct", "直接送达"
        POST = "post", "邮寄（EMS）"
        NOTARY = "notary", "公证送达"
        NOTICE = "notice", "公告送达"

    episode = models.ForeignKey(OverdueEpisode, models.PROTECT, related_name="demands", verbose_name="逾期")
    number = models.CharField("编号", max_length=60, unique=True)
    ordinal = models.PositiveSmallIntegerField("第几次催收", default=1)
    issued_on = models.DateField("发出日期")
    principal = models.DecimalField("未还本金（元）", max_digits=18, decimal_places=2)
    interest = models.DecimalField("未还利息（元）", max_digits=18, decimal_places=2)
    pay_by = models.DateField("要求还款期限")
    delivery = models.CharField("送达方式", max_length=8, choices=Delivery.choices, blank=True)
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    received_by = models.CharField("签收人", max_length=50, blank=True)
    tracking = models.CharField("邮单号", max_length=50, blank=True)
    proof = models.FileField(
        "送达回执", storage=private_storage, upload_to="demands/%Y/%m", max_length=200, blank=True
    )
    withdrawn_on = models.DateField(
        "撤回日期", null=True, blank=True, help_text="银行更正数据后依据不再成立，经办公室决定撤回。"
    )
    recall_delivery = models.CharField("撤回告知方式", max_length=8, choices=Delivery.choices, blank=True)
    recall_delivered_on = models.DateField("撤回告知日期", null=True, blank=True)
    recall_received_by = models.CharField("撤回告知签收人", max_length=50, blank=True)
    recall_tracking = models.CharField("撤回告知邮单号", max_length=50, blank=True)
    recall_proof = models.FileField(
        "撤回告知回执", storage=private_storage, upload_to="demands/%Y/%m", max_length=200, blank=True
    )

    class Meta:
        verbose_name = "催收通知书"
        verbose_name_plural = "催收通知书"
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["episode", "ordinal"], name="uq_demand_ordinal"),
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(delivered_on__gte=F("issued_on")), name="ck_demand_days"
            ),
            models.CheckConstraint(
                condition=Q(recall_delivered_on=None) | Q(recall_delivered_on__gte=F("withdrawn_on")),
                name="ck_demand_recall_days",
            ),
        ]

    def __str__(self):
        return f"{self.number}（第{self.ordinal}次）"

    @property
    def business(self):
        return self.episode.business
