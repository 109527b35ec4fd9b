"""Proof of a notice's standing on the web: each look the system took at its own page, and the certificates (R28, R29)."""

from django.db import models

from registry.ledger.models import AppendOnly, AppendOnlyQuerySet

from .notice import Notice


class ProofQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.none()


class PageCheck(AppendOnly):
    """One look: the page was fetched over HTTP and what stands on it compared with what was opened."""

    class Result(models.TextChoices):
        SAME = "same", "与公示文本一致"
        CHANGED = "changed", "与公示文本不一致"
        STATUS = "status", "网页出错"
        TIMEOUT = "timeout", "超时"
        UNREACHABLE = "unreachable", "无法连接"

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="page_checks", verbose_name="公示")
    checked_at = models.DateTimeField("核验时间", db_index=True)
    result = models.CharField("结果", max_length=12, choices=Result.choices)
    http_status = models.PositiveSmallIntegerField("状态码", null=True, blank=True)
    latency_ms = models.PositiveIntegerField("用时（毫秒）")
    seen_sha256 = models.CharField("网页文本指纹", max_length=64, blank=True)
    expected_sha256 = models.CharField("应有指纹", max_length=64)
    note = models.CharField("说明", max_length=200, blank=True)
    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = "网页核验"
        verbose_name_plural = "网页核验"
        ordering = ["-id"]
        indexes = [models.Index(fields=["notice", "checked_at"], name="ix_page_check")]

    def __str__(self):
        return f"{self.notice.number} {self.get_result_display()}"


class Certificate(AppendOnly):
    """One 公示情况证明: the issued paper and the facts it states. A later one replaces it when a fact has changed."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="certificates", verbose_name="公示")
    document = models.OneToOneField(
        "documents.IssuedDocument", models.PROTECT, related_name="certificate", verbose_name="文书"
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="取代哪一份",
    )
    fixed = models.JSONField("公示期与网页核验", default=dict)
    moving = models.JSONField("凭据、异议与结果", default=dict)
    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = "公示情况证明"
        verbose_name_plural = "公示情况证明"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice"], condition=models.Q(replaces=None), name="uq_first_certificate"
            )
        ]

    def __str__(self):
        return str(self.document)
