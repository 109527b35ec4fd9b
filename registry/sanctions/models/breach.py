"""Leads: adverse facts and rechecks about qualified businesses, for the office to judge (R37)."""

from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from .. import moves
from .warning import WarningNotice


class OfficeQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office and auditor: a lead is not yet a warning, nobody else hears of it."""
        from registry.parties.access import reach

        roles = reach(user).roles
        return self if user.is_superuser or roles & {"clerk", "head", "auditor"} else self.none()


class ConditionBreach(Recorded):
    """An adverse credit fact or a failed recheck of a qualified business, for the office to judge (R37). Never cancels by itself."""

    TABLE = moves.CONDITION_BREACH

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="breaches", verbose_name="企业（户）"
    )
    qualification = models.ForeignKey(
        "parties.Qualification", models.PROTECT, related_name="breaches", verbose_name="资格"
    )
    fact = models.OneToOneField(
        "credit.CreditFact",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="breach",
        verbose_name="信用信息",
    )
    recheck = models.OneToOneField(
        "screening.Recheck",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="breach",
        verbose_name="资格复核意见",
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
                condition=Q(fact=None, recheck__isnull=False) | Q(fact__isnull=False, recheck=None),
                name="ck_breach_ground",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["confirmed", "withdrawn"]) | Q(condition__isnull=False),
                name="ck_breach_condition",
            ),
        ]

    def __str__(self):
        return f"{self.business}：{self.fact.kind if self.fact else '资格复核不通过'}"

    @property
    def subject_code(self):
        return self.business.uscc
