"""预警提示 to institutions, never public (R36–R39)."""

from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.lending.files import private_storage


class OfficeAndGuarantorQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        from registry.parties.access import reach

        scope = reach(user)
        return self if scope.sees_registry or scope.sees_lending else self.none()


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
    waived_on = models.DateField("不予取消之日", null=True, blank=True, help_text="认定技术性逾期之日。")
    waiver_cause = models.CharField("技术性原因", max_length=200, blank=True)
    waiver_evidence = models.CharField(
        "证明材料", max_length=200, blank=True, help_text="材料名称、文号与日期。"
    )
    waiver_file = models.FileField(
        "证明材料文件", storage=private_storage, upload_to="waivers/%Y/%m", max_length=200, blank=True
    )
    withdrawn_on = models.DateField(
        "撤回日期", null=True, blank=True, help_text="所依事实被更正、修复或撤销，已通知全部收文单位。"
    )
    withdrawal_reason = models.CharField("撤回理由", max_length=200, blank=True)
    cancelled_by = models.ForeignKey(
        "ledger.StatusChange", models.PROTECT, null=True, blank=True, related_name="relied_on", verbose_name="据以取消资格",
        help_text="以这份预警为依据作出的取消资格决定。",
    )  # fmt: skip
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
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawal_reason=""), name="ck_withdrawal_reason"
            ),
        ]

    def __str__(self):
        return f"{self.business} 预警（{self.get_trigger_display()}）"

    @property
    def subject_code(self):
        return self.business.uscc
