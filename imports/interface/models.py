"""Keys of the banks' interface, and every call of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.models import AppendOnly, AppendOnlyQuerySet


class UploadKeyQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        from registry.parties.access import of_keepers

        return of_keepers(self, user)


class UploadKey(Recorded):
    """A key for one bank, held by one person of it, who is named in history. Kept as a fingerprint; shown once when made."""

    name = models.CharField("名称", max_length=60, help_text="对方系统的名称，便于识别。")
    bank = models.ForeignKey("parties.Institution", models.PROTECT, related_name="+", verbose_name="银行")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="责任人",
        help_text="该银行有“银行经办”或“银行复核”岗位的人；用这枚密钥办理的，都记在责任人名下，离岗后密钥随即失效。",
    )
    expires_on = models.DateField("有效期至")
    addresses = models.TextField(
        "允许的网络地址", blank=True, help_text="每行一个地址或网段，例如 10.1.2.0/24；留空为不限。"
    )
    prefix = models.CharField("密钥开头", max_length=12, unique=True, editable=False)
    digest = models.CharField("密钥指纹", max_length=64, unique=True, editable=False)
    issued_on = models.DateField("发放日期", editable=False)
    revoked_on = models.DateField("吊销日期", null=True, blank=True, editable=False)
    objects = UploadKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "台账接口密钥"
        verbose_name_plural = "台账接口密钥"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("issued_on")), name="ck_upload_key_expiry"
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.bank}）"


class UploadCallQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        from registry.parties.access import of_keepers

        return of_keepers(self, user)


class UploadCall(AppendOnly):
    """One call of the interface, answered or refused: from where, under which key, with what outcome (AUD-3)."""

    token = models.ForeignKey(
        UploadKey, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name="接口密钥"
    )
    address = models.CharField("来源地址", max_length=45, db_index=True)
    asked = models.CharField("请求", max_length=100)
    answered = models.PositiveSmallIntegerField("结果代码")
    outcome = models.CharField("结果", max_length=100)
    job = models.ForeignKey(
        "imports.UploadJob", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办理"
    )
    called_at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    objects = UploadCallQuerySet.as_manager()

    class Meta:
        verbose_name = "台账接口调用"
        verbose_name_plural = "台账接口调用记录"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.address}：{self.outcome}"
