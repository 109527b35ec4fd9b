"""What the ledger keeps: status changes (chained, append-only), messages, effects, runs of the timers."""

from django.conf import settings
from django.db import models

from registry.history.errors import UnauditedWrite

from .moves import table_for
from .proposals.models import Proposal

__all__ = [
    "AppendOnly",
    "AppendOnlyQuerySet",
    "ChainHead",
    "DutyFailure",
    "DutyRun",
    "Effect",
    "Message",
    "Proposal",
    "StatusChange",
]


class AppendOnlyQuerySet(models.QuerySet):
    """Rows are added and read; never changed, never removed."""

    def update(self, **values):
        raise UnauditedWrite("台账只增不改。")

    def delete(self):
        raise UnauditedWrite("台账只增不删。")

    def of(self, record):
        """Rows about one record, oldest first."""
        return self.filter(record_type=record._meta.label_lower, record_id=record.pk).order_by("position")


class AppendOnly(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise UnauditedWrite("台账只增不改。")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise UnauditedWrite("台账只增不删。")


class StatusChange(AppendOnly):
    """One status change of one record: two clocks (effective day, recorded moment), who, why, under what.

    `position` is the place in the hash chain over all rows, `ordinal` the place within the record.
    `subject_code` is the credit code of the business concerned, `owner_code` the institution the record belongs to.
    """

    position = models.BigIntegerField("链序号", unique=True)
    record_type = models.CharField("记录类型", max_length=60)
    record_id = models.BigIntegerField("记录编号")
    record_key = models.CharField("记录名称", max_length=200)
    ordinal = models.PositiveIntegerField("第几次变动")
    subject_code = models.CharField("统一社会信用代码", max_length=18, blank=True, db_index=True)
    owner_code = models.CharField("所属机构", max_length=24, blank=True, db_index=True)
    move = models.CharField("动作", max_length=40)
    from_status = models.CharField("原状态", max_length=24, blank=True)
    to_status = models.CharField("新状态", max_length=24)
    effective_on = models.DateField("生效日", db_index=True)
    recorded_at = models.DateTimeField("记录时间", db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="操作人"
    )
    actor_name = models.CharField("操作人姓名", max_length=150)
    clause = models.CharField("依据条款", max_length=60, blank=True)
    reason = models.TextField("理由", blank=True)
    facts = models.JSONField("所依事实", default=dict, blank=True)
    policy_version = models.ForeignKey(
        "policy.PolicyVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="政策版本",
    )
    previous_hash = models.CharField("前一条指纹", max_length=64, blank=True)
    row_hash = models.CharField("本条指纹", max_length=64, unique=True)

    class Meta:
        verbose_name = "状态变动"
        verbose_name_plural = "状态变动台账"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_id", "ordinal"], name="uq_change_ordinal"),
        ]

    def __str__(self):
        table = table_for(self.record_type)
        move = table.by_name[self.move].label if self.move in table.by_name else table.opening
        return f"{self.record_key}：{move}（{self.effective_on:%Y-%m-%d}）"


class ChainHead(models.Model):
    """The last link of the chain: one row, locked while a link is added."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(default=0)
    row_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="ck_one_chain_head")]


class Effect(AppendOnly):
    """One timed effect, once: the unique key is what makes a second run do nothing (R64)."""

    key = models.CharField("唯一键", max_length=160, unique=True)
    duty = models.CharField("事项", max_length=40, db_index=True)
    record_type = models.CharField("记录类型", max_length=60)
    record_id = models.BigIntegerField("记录编号")
    record_key = models.CharField("记录名称", max_length=200)
    effective_on = models.DateField("应发生日")
    clause = models.CharField("依据条款", max_length=60, blank=True)
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)

    class Meta:
        verbose_name = "到期事项"
        verbose_name_plural = "到期事项"
        ordering = ["id"]

    def __str__(self):
        return f"{self.record_key}（{self.effective_on:%Y-%m-%d}）"


class Message(models.Model):
    """One message to one institution, delivered into its inbox by the same commit that caused it (R71).

    Text and addressee never change; only the moments of mailing and reading are filled in, once.
    """

    key = models.CharField("唯一键", max_length=200, unique=True)
    kind = models.CharField("种类", max_length=40, db_index=True)
    recipient_code = models.CharField("收件机构", max_length=24, db_index=True)
    subject = models.CharField("标题", max_length=200)
    body = models.TextField("正文")
    record_type = models.CharField(max_length=60, blank=True)
    record_id = models.BigIntegerField(null=True, blank=True)
    sent_on = models.DateField("发出日期")
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)
    mailed_at = models.DateTimeField("邮件发出时间", null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField("邮件尝试次数", default=0)
    mail_error = models.CharField("邮件失败原因", max_length=200, blank=True)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="阅读人",
    )
    FROZEN = ("key", "kind", "recipient_code", "subject", "body", "record_type", "record_id", "sent_on")

    class Meta:
        verbose_name = "收件"
        verbose_name_plural = "收件箱"
        ordering = ["-id"]

    def __str__(self):
        return self.subject

    def save(self, *args, **kwargs):
        if not self._state.adding:
            stored = type(self)._base_manager.values(*self.FROZEN).get(pk=self.pk)
            if any(stored[name] != getattr(self, name) for name in self.FROZEN):
                raise UnauditedWrite("已发出的消息不得改动。")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise UnauditedWrite("已发出的消息不得删除。")


class DutyRun(models.Model):
    """One run of the timers over one day, so that a later run knows from where to catch up."""

    day = models.DateField("处理到", db_index=True)
    started_at = models.DateTimeField("开始")
    finished_at = models.DateTimeField("结束", null=True)
    effects = models.PositiveIntegerField("处理件数", default=0)
    failures = models.PositiveIntegerField("失败件数", default=0)

    class Meta:
        verbose_name = "定时运行"
        verbose_name_plural = "定时运行记录"
        ordering = ["-id"]

    def __str__(self):
        return f"处理到{self.day:%Y-%m-%d}"


class DutyFailure(models.Model):
    """A record whose duty could not be done: listed with its reason until a later run succeeds."""

    duty = models.CharField("事项", max_length=40)
    record_type = models.CharField("记录类型", max_length=60)
    record_id = models.BigIntegerField("记录编号")
    record_key = models.CharField("记录名称", max_length=200)
    day = models.DateField("应办日")
    reason = models.TextField("原因")
    held = models.BooleanField("等待人工（非故障）", default=False)
    first_seen_at = models.DateTimeField("首次出现", auto_now_add=True)
    last_seen_at = models.DateTimeField("最近出现", auto_now=True)
    resolved_at = models.DateTimeField("解决时间", null=True, blank=True)

    class Meta:
        verbose_name = "未办成的到期事项"
        verbose_name_plural = "未办成的到期事项"
        constraints = [
            models.UniqueConstraint(fields=["duty", "record_type", "record_id"], name="uq_duty_failure"),
        ]

    def __str__(self):
        return f"{self.record_key}（{self.day:%Y-%m-%d}）"
