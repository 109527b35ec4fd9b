"""Who receives warnings (R39, A20): the office's own table, changed by two persons."""

from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded, RecordedQuerySet


class WarningRecipientQuerySet(RecordedQuerySet):
    def receiving(self, trigger, today):
        """Rows to be told of `trigger` (overdue, condition) on `today`; only bodies that are active, in their order."""
        rows = self.filter(**{f"on_{trigger}": True}, institution__active=True)
        rows = rows.filter(Q(since=None) | Q(since__lte=today), Q(until=None) | Q(until__gte=today))
        return rows.order_by("institution__order", "institution__code")

    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.none()


class WarningRecipient(Recorded):
    """One institution's place in the table: which warnings, from when to when, and who answers there."""

    institution = models.OneToOneField(
        "parties.Institution", models.PROTECT, related_name="warning_recipient", verbose_name="机构"
    )
    on_overdue = models.BooleanField("接收逾期预警", default=True)
    on_condition = models.BooleanField("接收违反准入条件预警", default=True)
    contact = models.CharField("联系人", max_length=40, blank=True)
    since = models.DateField("起始日期", null=True, blank=True, help_text="含当日；一直接收的不填。")
    until = models.DateField("截止日期", null=True, blank=True, help_text="含当日；长期接收的不填。")
    note = models.CharField("说明", max_length=200, blank=True)
    objects = WarningRecipientQuerySet.as_manager()

    class Meta:
        verbose_name = "预警收文单位"
        verbose_name_plural = "预警收文单位"
        ordering = ["institution__order", "institution__code"]
        permissions = [("approve_warningrecipient", "可以批准变更预警收文单位")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")), name="ck_recipient_days"
            ),
        ]

    def __str__(self):
        return str(self.institution)
