"""联合惩戒: what each department was asked and what it did (R50, A32)."""

from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet

from .case import BlacklistCase


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

    class Outcome(models.TextChoices):
        TAKEN = "taken", "已采取措施"
        NONE = "none", "没有可以采取的措施"

    case = models.ForeignKey(BlacklistCase, models.PROTECT, related_name="joint_actions", verbose_name="案件")
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="部门"
    )
    asked_on = models.DateField("通知日期")
    due_on = models.DateField("应反馈日期", null=True, blank=True)
    outcome = models.CharField("办理结果", max_length=8, choices=Outcome.choices, blank=True)
    measure = models.TextField("采取的措施", blank=True)
    measure_basis = models.CharField(
        "措施的法律依据",
        max_length=200,
        blank=True,
        help_text="法律、法规的名称和条款；没有依据的措施不得采取。",
    )
    done_on = models.DateField("办结日期", null=True, blank=True)
    lifted_on = models.DateField("解除日期", null=True, blank=True)
    objects = JointActionQuerySet.as_manager()

    class Meta:
        verbose_name = "联合惩戒措施"
        verbose_name_plural = "联合惩戒措施"
        constraints = [
            models.UniqueConstraint(fields=["case", "institution"], name="uq_joint_action"),
            models.CheckConstraint(
                condition=~Q(outcome="taken") | ~Q(measure_basis=""), name="ck_measure_has_basis"
            ),
        ]

    def __str__(self):
        return f"{self.institution}：{self.case}"

    @property
    def owner_code(self):
        return self.institution.code

    @property
    def subject_code(self):
        return self.case.subject_code
