"""A blacklist case: its facts, its papers, its days (R49–R51, domain §5.2, §5.3)."""

from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField
from registry.lending.files import private_storage
from registry.policy.rules import SERVICE_METHODS

from .. import moves
from .basis import LegalBasis


def named_file(record, field):
    """The name a person reads for a file kept under a random one: what it is, with its ending."""
    return f"{record._meta.get_field(field).verbose_name}.{getattr(record, field).name.rpartition('.')[2]}"


class BlacklistQuerySet(RecordedQuerySet):
    IN_FORCE = ("listed", "published")

    def in_force(self):
        """Listed now, public or not: no new 信保贷 (R49)."""
        return self.filter(status__in=self.IN_FORCE)

    def public(self, today):
        """What may be shown: published on a recorded legal basis and inside its term: nothing from `max_until` on (§5.3)."""
        return self.filter(status="published", publish_from__lte=today, max_until__gt=today).exclude(
            legal_basis=""
        )

    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.none()


class BlacklistCase(Recorded):
    """One case against one business on one of the three grounds of R49, with due process (§5.2)."""

    class Ground(models.TextChoices):
        FRAUD = "fraud", "骗取贷款"
        MISUSE = "misuse", "挪用贷款资金"
        EVASION = "evasion", "恶意逃废债务"

    class Severity(models.TextChoices):
        MINOR = "minor", "轻微"
        GENERAL = "general", "一般"
        SERIOUS = "serious", "严重"

    TABLE = moves.BLACKLIST_CASE

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="blacklist_cases", verbose_name="企业（户）"
    )
    ground = models.CharField("情形", max_length=8, choices=Ground.choices)
    facts = models.TextField("事实与证据")
    basis = models.TextField(
        "认定依据", help_text="认定失信行为的法院判决、行政决定等文书的名称、文号与日期。"
    )
    evidence_file = models.FileField(
        "证据材料", storage=private_storage, upload_to="blacklist/%Y/%m", max_length=200, blank=True
    )
    determined_on = models.DateField(
        "失信行为认定日期", help_text="司法、行政文书确定之日，期限由此起算（36号令）。"
    )
    severity = models.CharField("失信程度", max_length=8, choices=Severity.choices, default=Severity.GENERAL)
    proposed_on = models.DateField("提出日期")
    listing_basis = models.ForeignKey(
        LegalBasis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name="法律依据",
        help_text="由法制审核人员从名录中选定；没有依据不得告知，更不得列入（国办发〔2020〕49号）。",
    )
    cleared_on = models.DateField("法制审核通过日期", null=True, blank=True)
    notified_on = models.DateField("告知送达日期", null=True, blank=True)
    notice_method = models.CharField(
        "告知送达方式", max_length=10, choices=SERVICE_METHODS.items(), blank=True
    )
    delivery_proof = models.CharField("送达凭据", max_length=120, blank=True)
    notice_file = models.FileField(
        "告知送达凭证", storage=private_storage, upload_to="service/%Y/%m", max_length=200, blank=True
    )
    reply_due_on = models.DateField("陈述申辩截止", null=True, blank=True)
    reply_due_provisional = models.BooleanField("截止日暂定", default=False)
    reply = models.TextField("陈述申辩意见", blank=True)
    replied_on = models.DateField("陈述申辩日期", null=True, blank=True)
    reply_waived = models.BooleanField("书面放弃陈述申辩", default=False)
    reply_review = models.TextField("复核意见", blank=True, help_text="对陈述申辩逐条说明是否采纳及理由。")
    reviewed_on = models.DateField("复核日期", null=True, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    served_on = models.DateField("决定送达日期", null=True, blank=True)
    served_method = models.CharField(
        "决定送达方式", max_length=10, choices=SERVICE_METHODS.items(), blank=True
    )
    served_proof = models.CharField("决定送达凭据", max_length=120, blank=True)
    served_file = models.FileField(
        "决定送达凭证", storage=private_storage, upload_to="service/%Y/%m", max_length=200, blank=True
    )
    legal_basis = models.TextField(
        "公开的法律依据", blank=True, help_text="没有法律、法规依据不得公开（国办发〔2020〕49号）。"
    )
    necessity = models.CharField(
        "公开的必要性", max_length=200, blank=True, help_text="轻微失信信息原则上不公开；确有必要的写明理由。"
    )
    withheld_on = models.DateField("审核不予公开日期", null=True, blank=True)
    publish_from = models.DateField("公开起始日", null=True, blank=True)
    min_until = models.DateField("最早可申请修复之日", null=True, blank=True)
    max_until = models.DateField("自该日起停止公开", null=True, blank=True)
    removed_on = models.DateField("移出日期", null=True, blank=True)
    removal_reason = models.CharField("移出事由", max_length=200, blank=True)
    exclusion_lifted_on = models.DateField(
        "解除限制日期",
        null=True,
        blank=True,
        help_text="移出不等于恢复资格；另行决定解除之日起方可再申请。",
    )
    status = StatusField(moves.BLACKLIST_CASE)
    objects = BlacklistQuerySet.as_manager()

    class Meta:
        verbose_name = "黑名单案件"
        verbose_name_plural = "黑名单案件"
        ordering = ["-id"]
        permissions = moves.BLACKLIST_CASE.permissions()
        constraints = [
            models.UniqueConstraint(
                fields=["business", "ground"],
                condition=~Q(status__in=["dismissed", "removed"]),
                name="uq_one_live_case_per_ground",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["listed", "published"])
                | Q(notified_on__isnull=False, decided_on__isnull=False),
                name="ck_listed_only_after_notice",
            ),
            models.CheckConstraint(
                condition=Q(cleared_on=None) | Q(listing_basis__isnull=False), name="ck_cleared_with_basis"
            ),
            models.CheckConstraint(
                condition=Q(served_on=None) | Q(served_on__gte=F("decided_on")),
                name="ck_served_after_decision",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | ~Q(legal_basis=""), name="ck_public_needs_basis"
            ),
            models.CheckConstraint(
                condition=Q(reply_due_on=None) | Q(reply_due_on__gte=F("notified_on")),
                name="ck_reply_after_notice",
            ),
        ]

    def __str__(self):
        return f"{self.business}（{self.get_ground_display()}）"

    @property
    def subject_code(self):
        return self.business.uscc

    @property
    def notice_file_name(self):
        return named_file(self, "notice_file")

    @property
    def served_file_name(self):
        return named_file(self, "served_file")
