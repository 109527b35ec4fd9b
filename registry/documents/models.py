"""Issued documents and the gap-free counters that number them."""

from django.conf import settings
from django.db import models

from registry.ledger.models import AppendOnly, AppendOnlyQuerySet

from .canonical import canonical_json
from .proofs import PaperEnd, Seal, SigningKey
from .versions import LayoutFile, LayoutVersion, WordCopy, WordLayout


class Counter(models.Model):
    """The last number given per kind and year. Locked while a number is taken, so there is no gap (§7.1)."""

    kind = models.CharField("文种", max_length=24)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("已用到", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="uq_counter_kind_year")]


class IssuedDocumentQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        """Office and auditor see all; others the papers addressed to, or belonging to, their institution."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_registry:
            return self
        codes = list(scope.codes)
        addressed = models.Q(owner_code__in=codes) | models.Q(copies__recipient_code__in=codes)
        return self.filter(addressed).distinct() if codes else self.none()


class IssuedDocument(AppendOnly):
    """One paper as issued: text, addressees and fingerprint never change (R71). A correction is a new paper."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "公示公告"
        REFERRAL = "referral", "推荐名单"
        RESULT = "result", "认定通知"
        DECLINED = "declined", "未通过告知"
        WARNING = "warning", "预警提示函"
        CANCELLATION = "cancellation", "取消资格决定"
        DEMAND = "demand", "催收通知书"
        DAY1_REPORT = "day1", "逾期首日报告"
        DAY60_REPORT = "day60", "逾期满60日报告"
        CONSENT = "consent", "同意代偿通知"
        REFUSAL = "refusal", "不同意代偿通知"
        COMPENSATION = "compensation", "代偿通知书"
        BLACKLIST_NOTICE = "bl_notice", "拟列入黑名单告知书"
        BLACKLIST_DECISION = "bl_decision", "列入决定书"
        REPAIR = "bl_repair", "信用修复告知书"
        JOINT = "joint", "联合惩戒通知"
        REMOVAL = "removal", "移出决定"
        REPAIR_REFUSED = "repair_refused", "不予信用修复决定"
        WITHDRAWAL = "withdrawal", "预警撤回函"
        RECALL = "recall", "撤回通知书"
        REFUND = "refund", "代偿款退还通知书"
        REPLY = "reply", "异议答复"
        ACKNOWLEDGEMENT = "ack", "异议受理告知"
        NOT_ACCEPTED = "not_ack", "异议不予受理告知"
        STATEMENT = "statement", "核实通知"
        CERTIFICATE = "certificate", "公示情况证明"

    kind = models.CharField("文种", max_length=16, choices=Kind.choices, db_index=True)
    number = models.CharField("文号", max_length=60, unique=True)
    title = models.CharField("标题", max_length=200)
    addressee = models.CharField("主送", max_length=300, blank=True)
    body = models.TextField("正文")
    annex = models.JSONField("附表", default=list, blank=True)
    issuer_code = models.CharField("发文机构代码", max_length=24)
    issuer_name = models.CharField("发文机构", max_length=100)
    owner_code = models.CharField("所属机构代码", max_length=24, blank=True, db_index=True)
    subject_code = models.CharField("统一社会信用代码", max_length=18, blank=True, db_index=True)
    issued_on = models.DateField("成文日期")
    record_type = models.CharField(max_length=60, blank=True)
    record_id = models.BigIntegerField(null=True, blank=True)
    sha256 = models.CharField("指纹", max_length=64)
    check_code = models.CharField("查验码", max_length=20, unique=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人"
    )
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)
    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        ordering = ["-id"]
        permissions = [("withdraw_issueddocument", "可以收回文书")]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def canonical_text(self):
        """What the fingerprint covers: everything that is printed."""
        names = ("number", "title", "addressee", "body", "annex")
        printed = {name: getattr(self, name) for name in names}
        return canonical_json(
            printed
            | {
                "kind": self.get_kind_display(),
                "issuer": self.issuer_name,
                "issued_on": self.issued_on.isoformat(),
            }
        )


class DocumentCopy(AppendOnly):
    """One addressee of one paper (主送 or 抄送)."""

    document = models.ForeignKey(IssuedDocument, models.PROTECT, related_name="copies", verbose_name="文书")
    recipient_code = models.CharField("收文机构代码", max_length=24, db_index=True)

    class Meta:
        verbose_name = "收文机构"
        verbose_name_plural = "收文机构"
        constraints = [
            models.UniqueConstraint(fields=["document", "recipient_code"], name="uq_document_copy")
        ]


__all__ = [
    "Counter",
    "DocumentCopy",
    "IssuedDocument",
    "LayoutFile",
    "LayoutVersion",
    "PaperEnd",
    "Seal",
    "SigningKey",
    "WordCopy",
    "WordLayout",
]
