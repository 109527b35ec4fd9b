"""What makes a paper checkable: the public keys, the signed statement of each paper, and how a paper ended."""

from django.conf import settings
from django.db import models

from registry.ledger.models import AppendOnly


class SigningKey(AppendOnly):
    """One public key that has signed. Never removed: a paper signed by it must stay checkable."""

    key_id = models.CharField("密钥编号", max_length=16, unique=True)
    public_key = models.CharField("公钥", max_length=64)
    first_used_at = models.DateTimeField("启用时间", auto_now_add=True)

    class Meta:
        app_label = "documents"
        verbose_name = "签名公钥"
        verbose_name_plural = "签名公钥"
        ordering = ["id"]

    def __str__(self):
        return self.key_id


class Seal(AppendOnly):
    """The statement of one paper, exactly as signed: check code, kind, number, issuer, day, fingerprint. No private fact."""

    check_code = models.CharField("查验码", max_length=20, unique=True)
    record_type = models.CharField("记录类型", max_length=60)
    record_id = models.BigIntegerField("记录编号")
    statement = models.TextField("所签内容")
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="+", verbose_name="密钥")
    signature = models.CharField("签名", max_length=100)
    sealed_at = models.DateTimeField("签名时间", auto_now_add=True)

    class Meta:
        app_label = "documents"
        verbose_name = "文书签名"
        verbose_name_plural = "文书签名"
        indexes = [models.Index(fields=["record_type", "record_id"], name="ix_seal_record")]


class PaperEnd(AppendOnly):
    """A paper that no longer stands: replaced by a later one, or taken back. Once per paper."""

    document = models.OneToOneField(
        "documents.IssuedDocument", models.PROTECT, related_name="end", verbose_name="文书"
    )
    replaced_by = models.OneToOneField(
        "documents.IssuedDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="取代它的文书",
    )
    ended_on = models.DateField("失效日期")
    reason = models.CharField("原因", max_length=300)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人"
    )

    class Meta:
        app_label = "documents"
        verbose_name = "文书失效"
        verbose_name_plural = "文书失效"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(replaced_by=models.F("document")), name="ck_paper_end_other"
            )
        ]
