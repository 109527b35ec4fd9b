"""Keys of institutions that read the public interface, where each was last used from, and how often anybody asks."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded, RecordedQuerySet


class ReadingKeyQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        from registry.parties.access import of_keepers

        return of_keepers(self, user)


class ReadingKey(Recorded):
    """One institution's key. Kept as a fingerprint; shown once when made. It opens nothing that is not public."""

    name = models.CharField("名称", max_length=60, help_text="对方系统的名称，便于识别。")
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="单位"
    )
    reads_public = models.BooleanField(
        "读取公开内容", default=True, help_text="公示、公告、名录、网页、工作日、开放数据，按本密钥的次数计。"
    )
    reads_changes = models.BooleanField(
        "读取变化", default=True, help_text="公开内容的每一次变化，一次最多取1000条。"
    )
    reads_checks = models.BooleanField(
        "批量核对", default=False, help_text="查一户、查一份文书不再受十分钟30次的限制；仍然一次只查一个。"
    )
    per_minute = models.PositiveIntegerField(
        "每分钟最多请求", default=3000, validators=[MinValueValidator(60), MaxValueValidator(20000)]
    )
    expires_on = models.DateField("有效期至", help_text="最长24个月。")
    addresses = models.TextField(
        "允许的网络地址", blank=True, help_text="每行一个地址或网段，例如 203.0.113.0/24；留空为不限。"
    )
    prefix = models.CharField("密钥开头", max_length=12, unique=True, editable=False)
    digest = models.CharField("密钥指纹", max_length=64, unique=True, editable=False)
    issued_on = models.DateField("发放日期", editable=False)
    revoked_on = models.DateField("吊销日期", null=True, blank=True, editable=False)
    objects = ReadingKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "数据读取密钥"
        verbose_name_plural = "数据读取密钥"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_on__gte=F("issued_on")), name="ck_reading_key_expiry"),
        ]

    def __str__(self):
        return f"{self.name}（{self.institution}）"


class ReadingUseQuerySet(models.QuerySet):
    def visible_to(self, user):
        from registry.parties.access import of_keepers

        return of_keepers(self, user)


class ReadingUse(models.Model):
    """From which address a key was shown, with what outcome, first and last time (to the minute)."""

    key = models.ForeignKey(ReadingKey, models.PROTECT, related_name="uses", verbose_name="密钥")
    address = models.CharField("来源地址", max_length=45)
    outcome = models.CharField("结果", max_length=20)
    first_at = models.DateTimeField("首次使用")
    last_at = models.DateTimeField("最近使用")
    objects = ReadingUseQuerySet.as_manager()

    class Meta:
        verbose_name = "数据读取密钥使用"
        verbose_name_plural = "数据读取密钥使用情况"
        ordering = ["-last_at", "-id"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["key", "address", "outcome"], name="uq_reading_use"),
        ]

    def __str__(self):
        return f"{self.key}：{self.address}"


class Reads(models.Model):
    """How often one sender has asked the interface in one minute, counted by all workers together."""

    source = models.CharField("来源（密钥指纹）", max_length=32)
    span = models.BigIntegerField("时段（一分钟）")
    asked = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = "接口请求次数"
        verbose_name_plural = "接口请求次数"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["source", "span"], name="uq_reads")]
