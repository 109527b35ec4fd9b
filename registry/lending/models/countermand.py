"""One act that rests on arrears a bank has corrected: what it rested on, what is known now, what became of it (R70)."""

from django.apps import apps
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from ..ripple.moves import COUNTERMAND


class CountermandQuerySet(RecordedQuerySet):
    def waiting(self):
        """Not decided yet."""
        return self.filter(status="prepared")

    def visible_to(self, user):
        """Office and auditor; the guarantor where money is to come back to it. No bank: it is told what concerns it."""
        from registry.parties.access import reach

        roles = reach(user).roles
        if roles & {"clerk", "head", "auditor"} or user.is_superuser:
            return self
        money = self.filter(kind__in=("payment", "recovery")).exclude(status="moot")
        return money if "guarantor" in roles else self.none()


class Countermand(Recorded):
    """`record_type` and `record_id` name the act; `diff` holds (label, before, after) of the facts under it."""

    class Kind(models.TextChoices):
        REPORT = "report", "银行报告"
        WARNING = "warning", "预警提示"
        CANCELLATION = "cancellation", "取消资格"
        LINE = "line", "停止放款"
        ANNOUNCEMENT = "announcement", "取消资格公告"
        DEMAND = "demand", "催收通知书"
        CLAIM = "claim", "代偿申请"
        PAYMENT = "payment", "代偿支付"
        RECOVERY = "recovery", "追偿收回"

    MONEY = (Kind.PAYMENT, Kind.RECOVERY)

    TABLE = COUNTERMAND

    episode = models.ForeignKey(
        "lending.OverdueEpisode", models.PROTECT, related_name="countermands", verbose_name="逾期"
    )
    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="+", verbose_name="企业（户）"
    )
    kind = models.CharField("事项", max_length=12, choices=Kind.choices)
    record_type = models.CharField("记录类型", max_length=60)
    record_id = models.BigIntegerField("记录编号")
    act = models.CharField("原文书", max_length=200)
    act_on = models.DateField("办理日期")
    falls = models.BooleanField("依据不再成立")
    why = models.CharField("说明", max_length=200)
    diff = models.JSONField("依据的前后对照", default=list)
    title = models.CharField("拟出文书", max_length=200, blank=True)
    body = models.TextField("拟稿", blank=True)
    source = models.CharField("由哪次更正引起", max_length=60, blank=True)
    prepared_on = models.DateField("提出日期")
    due_on = models.DateField("应决定期限")
    remind_on = models.DateField("下次提醒", null=True, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decision = models.TextField("决定理由", blank=True)
    paper_number = models.CharField("发出文号", max_length=60, blank=True)
    refund_due_on = models.DateField("应退还期限", null=True, blank=True)
    refunded_on = models.DateField("退款日期", null=True, blank=True)
    refund_voucher = models.CharField("退款凭证号", max_length=60, blank=True)
    status = StatusField(COUNTERMAND)
    objects = CountermandQuerySet.as_manager()

    class Meta:
        verbose_name = "撤改事项"
        verbose_name_plural = "撤改事项"
        ordering = ["-id"]
        permissions = COUNTERMAND.permissions()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record_type", "record_id"],
                condition=Q(status__in=["prepared", "refunding"]),
                name="uq_one_open_countermand",
            ),
            models.CheckConstraint(
                condition=Q(falls=True) | Q(status__in=["prepared", "noted"]), name="ck_countermand_noted"
            ),
        ]

    def __str__(self):
        return f"{self.act}（{self.business}）"

    @property
    def owner_code(self):
        """The office's own: it names warnings and decisions that no bank reads in the ledger."""
        return "OFFICE"

    @property
    def subject_code(self):
        return self.business.uscc

    @property
    def record(self):
        """The act itself."""
        return apps.get_model(self.record_type)._base_manager.get(pk=self.record_id)
