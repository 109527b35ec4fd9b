"""Warnings, blacklist cases and what departments did (R39, R49–R52)."""

from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField
from registry.lending.files import private_storage

from . import moves


class OfficeAndGuarantorQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        from registry.parties.access import reach

        scope = reach(user)
        return self if scope.sees_registry or scope.sees_lending else self.none()


class OfficeQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office and auditor: a lead is not yet a warning, nobody else hears of it."""
        from registry.parties.access import reach

        roles = reach(user).roles
        return self if user.is_superuser or roles & {"clerk", "head", "auditor"} else self.none()


class WarningNotice(Recorded):
    """One 预警提示 about one business: for an overdue episode (R36) or a broken condition (R37). Never public."""

    class Trigger(models.TextChoices):
        OVERDUE = "overdue", "未按期偿还本息"
        CONDITION = "condition", "不再符合准入条件"

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="warnings", verbose_name="企业（户）"
    )
    qualification = models.ForeignKey(
        "parties.Qualification",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="warnings",
        verbose_name="资格",
    )
    trigger = models.CharField("情形", max_length=10, choices=Trigger.choices)
    episode = models.OneToOneField(
        "lending.OverdueEpisode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="warning",
        verbose_name="逾期",
    )
    condition = models.ForeignKey(
        "policy.AdmissionCondition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="准入条件",
    )
    facts = models.TextField("事实与依据")
    triggered_on = models.DateField("触发日期")
    issued_on = models.DateField("发出日期")
    document_number = models.CharField("文号", max_length=60, blank=True)
    waived_on = models.DateField("不予取消之日", null=True, blank=True, help_text="A13：认定技术性逾期之日。")
    waiver_cause = models.CharField("技术性原因", max_length=200, blank=True)
    waiver_evidence = models.CharField(
        "证明材料", max_length=200, blank=True, help_text="材料名称、文号与日期。"
    )
    waiver_file = models.FileField(
        "证明材料文件", storage=private_storage, upload_to="waivers/%Y/%m", max_length=200, blank=True
    )
    objects = OfficeAndGuarantorQuerySet.as_manager()

    class Meta:
        verbose_name = "预警提示"
        verbose_name_plural = "预警提示"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(trigger="overdue", episode__isnull=False)
                | Q(trigger="condition", condition__isnull=False),
                name="ck_warning_ground",
            ),
            models.CheckConstraint(
                condition=Q(waived_on=None) | (~Q(waiver_cause="") & ~Q(waiver_evidence="")),
                name="ck_waiver_evidence",
            ),
        ]

    def __str__(self):
        return f"{self.business} 预警（{self.get_trigger_display()}）"

    @property
    def subject_code(self):
        return self.business.uscc


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
    basis = models.TextField("认定依据", help_text="法院判决、行政决定或核查材料的名称、文号与日期。")
    evidence_file = models.FileField(
        "证据材料", storage=private_storage, upload_to="blacklist/%Y/%m", max_length=200, blank=True
    )
    determined_on = models.DateField(
        "失信行为认定日期", help_text="司法、行政文书确定之日，期限由此起算（36号令）。"
    )
    severity = models.CharField("失信程度", max_length=8, choices=Severity.choices, default=Severity.GENERAL)
    proposed_on = models.DateField("提出日期")
    notified_on = models.DateField("告知送达日期", null=True, blank=True)
    delivery_proof = models.CharField("送达凭据", max_length=120, blank=True)
    reply_due_on = models.DateField("陈述申辩截止", null=True, blank=True)
    reply_due_provisional = models.BooleanField("截止日暂定", default=False)
    reply = models.TextField("陈述申辩意见", blank=True)
    replied_on = models.DateField("陈述申辩日期", null=True, blank=True)
    reply_waived = models.BooleanField("书面放弃陈述申辩", default=False)
    reply_review = models.TextField("复核意见", blank=True, help_text="对陈述申辩逐条说明是否采纳及理由。")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    legal_basis = models.TextField(
        "公开的法律依据", blank=True, help_text="没有法律、法规依据不得公开（国办发〔2020〕49号）。"
    )
    publish_from = models.DateField("公开起始日", null=True, blank=True)
    min_until = models.DateField("最短公开期满", null=True, blank=True)
    max_until = models.DateField("最长公开期满", null=True, blank=True)
    removed_on = models.DateField("移出日期", null=True, blank=True)
    removal_reason = models.CharField("移出事由", max_length=200, blank=True)
    exclusion_lifted_on = models.DateField(
        "解除限制日期",
        null=True,
        blank=True,
        help_text="移出不等于恢复资格（R49）；另行决定解除之日起方可再申请。",
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


class JointActionQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office, legal, auditor: all. A department: what it was asked itself."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_registry:
            return self
        return self.filter(institution_id__in=scope.institutions) if scope.institutions else self.none()


class JointAction(Recorded):
    """What one department was asked to do about a listed business, and what it did (R50, A32)."""

    case = models.ForeignKey(BlacklistCase, models.PROTECT, related_name="joint_actions", verbose_name="案件")
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="部门"
    )
    asked_on = models.DateField("通知日期")
    measure = models.TextField("采取的措施", blank=True)
    done_on = models.DateField("办结日期", null=True, blank=True)
    lifted_on = models.DateField("解除日期", null=True, blank=True)
    objects = JointActionQuerySet.as_manager()

    class Meta:
        verbose_name = "联合惩戒措施"
        verbose_name_plural = "联合惩戒措施"
        constraints = [models.UniqueConstraint(fields=["case", "institution"], name="uq_joint_action")]

    def __str__(self):
        return f"{self.institution}：{self.case}"

    @property
    def owner_code(self):
        return self.institution.code

    @property
    def subject_code(self):
        return self.case.subject_code


class ConditionBreach(Recorded):
    """An adverse credit fact about a qualified business, for the office to judge (R37). Never cancels by itself."""

    TABLE = moves.CONDITION_BREACH

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="breaches", verbose_name="企业（户）"
    )
    qualification = models.ForeignKey(
        "parties.Qualification", models.PROTECT, related_name="breaches", verbose_name="资格"
    )
    fact = models.OneToOneField(
        "credit.CreditFact", models.PROTECT, related_name="breach", verbose_name="信用信息"
    )
    condition = models.ForeignKey(
        "policy.AdmissionCondition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="准入条件",
    )
    found_on = models.DateField("发现日期")
    warning = models.OneToOneField(
        WarningNotice, models.PROTECT, null=True, blank=True, related_name="breach", verbose_name="预警提示"
    )
    status = StatusField(moves.CONDITION_BREACH)
    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "违反准入条件线索"
        verbose_name_plural = "违反准入条件线索"
        ordering = ["-id"]
        permissions = moves.CONDITION_BREACH.permissions()
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["confirmed", "withdrawn"]) | Q(condition__isnull=False),
                name="ck_breach_condition",
            ),
        ]

    def __str__(self):
        return f"{self.business}：{self.fact.kind}"

    @property
    def subject_code(self):
        return self.business.uscc
