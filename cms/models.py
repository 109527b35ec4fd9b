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


class PublicScan(models.Model):
    """One night's reading of every public address: who comes first has the day."""

    day = models.DateField("日期", unique=True)
    started_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("结束时间", null=True)
    addresses = models.PositiveIntegerField("核查网址数", default=0)
    findings = models.PositiveIntegerField("发现处数", default=0)
    failed = models.PositiveIntegerField("读不出的网址数", default=0)
    swept = models.PositiveIntegerField("清除的无主文件数", default=0)

    class Meta:
        verbose_name = "夜间核查"
        verbose_name_plural = "夜间核查"
        default_permissions = ()


class FindingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Office and auditor."""
        from registry.parties.access import reach

        told = reach(user).roles & {"clerk", "head", "auditor"}
        return self if user.is_superuser or told else self.none()

    def open(self):
        return self.filter(gone_at=None)


class PublicFinding(models.Model):
    """A public address on which a full number of a person was read: the sort of number, never the number."""

    address = models.CharField("网址", max_length=300)
    sorts = models.CharField("像是", max_length=40)
    first_seen_at = models.DateTimeField("首次发现")
    last_seen_at = models.DateTimeField("最近发现")
    gone_at = models.DateTimeField("不再出现", null=True, blank=True)
    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "公开网页核查发现"
        verbose_name_plural = "公开网页核查发现"
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=models.Q(gone_at=None), name="uq_public_finding_open"
            )
        ]

    def __str__(self):
        return f"{self.address}：{self.sorts}"


from .reading.models import ReadingKey, Reads, ReadingUse  # noqa: E402, F401, I001
