"""回执: one paper at one institution, seen and acknowledged or not (R39, R50, domain §5.3 停止共享和使用)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.policy.rules import RECEIPT_PURPOSES

from .case import BlacklistCase
from .warning import WarningNotice


class ReceiptQuerySet(RecordedQuerySet):
    def waiting(self):
        """Not acknowledged yet."""
        return self.filter(acknowledged_on=None)

    def late(self, today):
        return self.waiting().filter(due_on__lt=today)

    def visible_to(self, user):
        """Office, legal, auditor: all. An institution: its own."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_registry:
            return self
        return self.filter(institution_id__in=scope.institutions) if scope.institutions else self.none()


class Receipt(Recorded):
    """What became of one copy: in the inbox at once, by mail, seen by whom, acknowledged by whom, reminded when."""

    class State(models.TextChoices):
        DELIVERED = "delivered", "已投递，未阅"
        SEEN = "seen", "已阅，未签收"
        ACKNOWLEDGED = "acknowledged", "已签收"

    document = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, related_name="receipts", verbose_name="文书"
    )
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="receipts", verbose_name="收文机构"
    )
    purpose = models.CharField("用途", max_length=10, choices=RECEIPT_PURPOSES.items())
    warning = models.ForeignKey(
        WarningNotice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="receipts",
        verbose_name="预警提示",
    )
    case = models.ForeignKey(
        BlacklistCase,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="receipts",
        verbose_name="黑名单案件",
    )
    sent_on = models.DateField("发出日期")
    due_on = models.DateField("应签收日期")
    seen_on = models.DateField("阅读日期", null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="阅读人",
    )
    acknowledged_on = models.DateField("签收日期", null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签收人",
    )
    note = models.CharField("签收说明", max_length=200, blank=True)
    remind_on = models.DateField("下次提醒日期", null=True, blank=True)
    reminders = models.PositiveSmallIntegerField("已提醒次数", default=0)
    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "文书回执"
        verbose_name_plural = "文书回执"
        ordering = ["due_on", "pk"]
        permissions = [("acknowledge_receipt", "可以签收文书")]
        constraints = [
            models.UniqueConstraint(fields=["document", "institution"], name="uq_receipt_of_copy"),
            models.CheckConstraint(
                condition=Q(acknowledged_on=None, acknowledged_by=None)
                | Q(acknowledged_on__isnull=False, acknowledged_by__isnull=False),
                name="ck_receipt_acknowledged_by",
            ),
            models.CheckConstraint(
                condition=Q(warning__isnull=False, case__isnull=True)
                | Q(warning__isnull=True, case__isnull=False),
                name="ck_receipt_about_one",
            ),
        ]

    def __str__(self):
        return f"{self.institution}：{self.document.number}"

    @property
    def owner_code(self):
        return self.institution.code

    @property
    def subject_code(self):
        return self.document.subject_code

    @property
    def state(self):
        """Delivered into the inbox by the commit that sent it; then seen; then acknowledged."""
        if self.acknowledged_on:
            return self.State.ACKNOWLEDGED
        return self.State.SEEN if self.seen_on else self.State.DELIVERED
