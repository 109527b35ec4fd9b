"""Subscriptions by e-mail to the public lists, and the letters that were sent for them."""

from django.db import models
from django.db.models import Q


class OfficeOnly(models.QuerySet):
    def visible_to(self, user):
        """Clerk, head, auditor."""
        from registry.parties.access import reach

        told = reach(user).roles & {"clerk", "head", "auditor"}
        return self if user.is_superuser or told else self.none()


class SubscriptionQuerySet(OfficeOnly):
    def running(self):
        return self.filter(confirmed_at__isnull=False, ended_at=None)


class Subscription(models.Model):
    """One address for one list with one filter. Holds until it is ended; then the address is forgotten at once.

    `query` is the filter as the list's own query string; `seen` the number of the last public change told of.
    """

    class Board(models.TextChoices):
        NOTICES = "notices", "公示"
        ANNOUNCEMENTS = "announcements", "公告"
        ROSTER = "roster", "名录"

    email = models.EmailField("邮箱", max_length=200, blank=True)
    email_key = models.CharField("邮箱指纹", max_length=64, blank=True, db_index=True)
    board = models.CharField("订阅什么", max_length=16, choices=Board.choices)
    query = models.CharField("筛选条件", max_length=300, blank=True)
    nonce = models.CharField("链接用的随机数", max_length=32)
    asked_at = models.DateTimeField("申请时间")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    seen = models.BigIntegerField("告知到第几号变化", default=0)
    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "邮件订阅"
        verbose_name_plural = "邮件订阅"
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["email_key", "board", "query"],
                condition=Q(ended_at=None),
                name="uq_subscription_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(email="", email_key=""), name="ck_subscription_forgotten"
            ),
        ]

    def __str__(self):
        return f"{self.get_board_display()}订阅（{self.pk}）"


class SubscriptionLetter(models.Model):
    """One letter to a subscriber: what it tells of, and what became of it. Neither address nor text is kept.

    `claimed_at` is written before it is handed to the mail server, so that no crash sends it twice.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "确认信"
        DIGEST = "digest", "每日摘要"

    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="letters", verbose_name="订阅"
    )
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    key = models.CharField("唯一键", max_length=80, unique=True)
    changes = models.JSONField("告知第几号变化", default=list, blank=True)
    made_at = models.DateTimeField("生成时间")
    claimed_at = models.DateTimeField("交付邮件服务器", null=True, blank=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    error = models.CharField("没有发出的原因", max_length=200, blank=True)
    given_up = models.BooleanField("不再发送", default=False)
    objects = OfficeOnly.as_manager()

    class Meta:
        verbose_name = "订阅邮件"
        verbose_name_plural = "订阅邮件发送记录"
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["sent_at", "given_up"], name="ix_letter_waiting")]

    def __str__(self):
        return f"{self.get_kind_display()}（{self.pk}）"
