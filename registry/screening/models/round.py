"""Half-yearly screening rounds (R24, R25)."""

from django.db import models

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from .. import moves


class RoundQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated else self.none()

    def open_on(self, day):
        """Rounds whose application window covers `day`."""
        return self.filter(opens_on__lte=day, closes_on__gte=day)


class Round(Recorded):
    """One round: a May or December window and the screening that follows it."""

    TABLE = moves.ROUND

    year = models.PositiveSmallIntegerField("年度")
    month = models.PositiveSmallIntegerField("申报月份", help_text="5月份或12月份（文件二（二）1）。")
    opens_on = models.DateField("申报开始")
    closes_on = models.DateField("申报截止")
    opinions_due_on = models.DateField("部门意见截止", null=True, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    closed_on = models.DateField("结束日期", null=True, blank=True, editable=False)
    status = StatusField(moves.ROUND)
    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "甄别轮次"
        verbose_name_plural = "甄别轮次"
        ordering = ["-opens_on"]
        permissions = moves.ROUND.permissions()
        constraints = [
            models.UniqueConstraint(fields=["year", "month"], name="uq_round"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="ck_round_days"
            ),
        ]

    def __str__(self):
        return f"{self.year}年{'上半年' if self.month < 7 else '下半年'}（{self.month}月申报）"

    @property
    def batch(self):
        return f"{self.year}年{'上半年' if self.month < 7 else '下半年'}"
