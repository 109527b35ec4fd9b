"""What the project itself keeps: who took an application's file out of the house, and what exactly (AUD-3)."""

from django.conf import settings
from django.db import models

from registry.ledger.models import AppendOnly, AppendOnlyQuerySet


class ExportQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        """Office head and auditor."""
        from registry.parties.access import reach

        return self if user.is_superuser or reach(user).roles & {"head", "auditor"} else self.none()


class ArchiveExport(AppendOnly):
    """One export of one application's file: who, when, how many parts, the fingerprint of the list of parts."""

    application = models.ForeignKey(
        "screening.Application", models.PROTECT, related_name="exports", verbose_name="申报"
    )
    exported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导出人"
    )
    exported_at = models.DateTimeField("导出时间")
    parts = models.PositiveIntegerField("件数")
    manifest_sha256 = models.CharField("清单指纹", max_length=64)
    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = "档案导出"
        verbose_name_plural = "档案导出记录"
        ordering = ["-id"]
        permissions = [("export_archive_application", "可以导出申报档案")]

    def __str__(self):
        return f"{self.application}：{self.exported_by}"


class LookUps(models.Model):
    """How often one sender has looked up codes on the check page in one span of ten minutes."""

    source = models.CharField("来源（密钥指纹）", max_length=32)
    span = models.BigIntegerField("时段（十分钟）")
    asked = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = "查询次数"
        verbose_name_plural = "查询次数"
        constraints = [models.UniqueConstraint(fields=["source", "span"], name="uq_look_ups")]
