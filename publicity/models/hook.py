"""Webhooks: institutions' endpoints, their secrets, what was sent to them and what they answered (Standard Webhooks)."""

from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.models import AppendOnly, AppendOnlyQuerySet


def _keepers(rows, user):
    """Clerk, head, auditor."""
    from registry.parties.access import reach

    told = reach(user).roles & {"clerk", "head", "auditor"}
    return rows if user.is_superuser or told else rows.none()


class EndpointQuerySet(RecordedQuerySet):
    def live(self):
        return self.filter(disabled_on=None)

    def visible_to(self, user):
        return _keepers(self, user)


class WebhookEndpoint(Recorded):
    """Where one institution takes in public changes. `since` is the number of the last change before it was registered."""

    name = models.CharField("名称", max_length=60, help_text="对方系统的名称，便于识别。")
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="单位"
    )
    url = models.URLField(
        "接收地址", max_length=300, help_text="必须以 https:// 开头，不能是内部网络的地址。"
    )
    notices = models.BooleanField("推送公示", default=True)
    announcements = models.BooleanField("推送公告", default=True)
    roster = models.BooleanField("推送名录", default=True)
    addresses = models.TextField(
        "允许连接的网络地址", blank=True,
        help_text="每行一个地址或网段，例如 203.0.113.0/24；留空为任何公网地址。域名解析到别处的不连接。",
    )  # fmt: skip
    since = models.BigIntegerField("从第几号变化之后推送", default=0, editable=False)
    works_since = models.DateTimeField("启用时间", editable=False)
    disabled_on = models.DateField("停用日期", null=True, blank=True, editable=False)
    disabled_why = models.CharField("停用原因", max_length=200, blank=True, editable=False)
    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = "推送接收地址"
        verbose_name_plural = "推送接收地址"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.name}（{self.institution}）"


class WebhookSecret(models.Model):
    """One signing secret, locked under the house's key. Two hold at once while it is being changed."""

    endpoint = models.ForeignKey(
        WebhookEndpoint, models.PROTECT, related_name="secrets", verbose_name="接收地址"
    )
    locked = models.BinaryField("密钥（加密）")
    made_at = models.DateTimeField("生成时间")
    ends_at = models.DateTimeField("失效时间", null=True, blank=True)

    class Meta:
        verbose_name = "推送密钥"
        verbose_name_plural = "推送密钥"
        default_permissions = ()
        ordering = ["-id"]


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, user):
        return _keepers(self, user)

    def due(self, moment):
        return self.filter(next_at__lte=moment, endpoint__disabled_on=None)


class WebhookDelivery(models.Model):
    """One public change for one endpoint. `next_at` is when it is tried next; empty once it is over."""

    endpoint = models.ForeignKey(
        WebhookEndpoint, models.PROTECT, related_name="deliveries", verbose_name="接收地址"
    )
    number = models.BigIntegerField("第几号变化")
    message_id = models.CharField("消息编号", max_length=40)
    replay_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replays", verbose_name="重发哪一次"
    )
    made_at = models.DateTimeField("生成时间")
    next_at = models.DateTimeField("下次发送", null=True, blank=True, db_index=True)
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    delivered_at = models.DateTimeField("送达时间", null=True, blank=True)
    given_up_at = models.DateTimeField("放弃时间", null=True, blank=True)
    last_answer = models.CharField("最近结果", max_length=200, blank=True)
    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "推送"
        verbose_name_plural = "推送记录"
        ordering = ["-id"]
        default_permissions = ("view",)
        permissions = [("replay_webhookdelivery", "可以重发推送")]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "number"], condition=Q(replay_of=None), name="uq_webhook_delivery_once"
            ),
        ]

    def __str__(self):
        return f"{self.message_id}"


class AttemptQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        return _keepers(self, user)


class WebhookAttempt(AppendOnly):
    """One try: when, how long it took, what came back."""

    delivery = models.ForeignKey(WebhookDelivery, models.PROTECT, related_name="tries", verbose_name="推送")
    at = models.DateTimeField("时间")
    answered = models.PositiveSmallIntegerField("应答代码", null=True, blank=True)
    took_ms = models.PositiveIntegerField("用时（毫秒）", default=0)
    error = models.CharField("失败原因", max_length=200, blank=True)
    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = "推送尝试"
        verbose_name_plural = "推送尝试"
        default_permissions = ()
        ordering = ["id"]

    def __str__(self):
        return self.error or str(self.answered)
