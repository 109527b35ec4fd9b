"""Whether a recognised business still meets the conditions: asked again each half year, and before a first drawdown (R25, R37)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet

from .opinion import DepartmentOpinion


class RecheckQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """The office and the auditor: all. A department: what it was asked itself. Nobody else."""
        from registry.parties.access import reach

        scope = reach(user)
        if user.is_superuser or scope.roles & {"clerk", "head", "auditor"}:
            return self
        return self.filter(institution_id__in=scope.institutions) if scope.screens else self.none()

    def standing(self):
        return self.filter(standing=True)

    def owed(self):
        """Questions that still wait for their answer."""
        return self.filter(standing=True, answer="")

    def adverse(self):
        return self.filter(standing=True, answer=DepartmentOpinion.Answer.FAIL)

    def expired(self, today):
        """Standing answers past their last day."""
        return self.filter(standing=True, valid_until__lt=today).exclude(answer="")


class Recheck(Recorded):
    """One institution's answer on one condition about one recognised business. Only conclusion and reference are kept (R72).

    A later question or a correction takes the place of the earlier row; both stay on record.
    """

    class Cause(models.TextChoices):
        ROUND = "round", "半年复核"
        DRAWDOWN = "drawdown", "首次放款前意见过期"

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="rechecks", verbose_name="企业（户）"
    )
    qualification = models.ForeignKey(
        "parties.Qualification", models.PROTECT, related_name="rechecks", verbose_name="资格"
    )
    condition = models.ForeignKey(
        "policy.AdmissionCondition", models.PROTECT, related_name="+", verbose_name="准入条件"
    )
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="复核单位"
    )
    cause = models.CharField("起因", max_length=8, choices=Cause.choices)
    round = models.ForeignKey(
        "screening.Round",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rechecks",
        verbose_name="甄别轮次",
    )
    asked_on = models.DateField("征询日期")
    due_on = models.DateField("答复期限")
    answer = models.CharField(
        "意见", max_length=8, choices=DepartmentOpinion.Answer.choices, blank=True, db_index=True
    )
    reason = models.TextField(
        "说明", blank=True, help_text="不通过、存疑必须说明；只写结论，不写案情和征信内容。"
    )
    reference = models.CharField("查询凭据", max_length=120, blank=True)
    queried_on = models.DateField("查询日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="答复人",
    )
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="接续哪一条"
    )
    standing = models.BooleanField("现行有效", default=True, editable=False)
    objects = RecheckQuerySet.as_manager()

    class Meta:
        verbose_name = "资格复核意见"
        verbose_name_plural = "资格复核意见"
        ordering = ["-asked_on", "business", "condition__order", "institution__order"]
        permissions = [("ask_recheck", "可以开展资格复核"), ("answer_recheck", "可以答复资格复核")]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "condition", "institution"],
                condition=Q(standing=True),
                name="uq_recheck_standing",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, answered_by=None)
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="ck_recheck_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "pass"]) | ~Q(reason=""), name="ck_recheck_reason_when_not_pass"
            ),
            models.CheckConstraint(
                condition=Q(cause="round", round__isnull=False) | Q(cause="drawdown", round=None),
                name="ck_recheck_cause",
            ),
        ]

    def __str__(self):
        return f"{self.business}：{self.condition}（{self.institution}）"

    @property
    def subject_code(self):
        return self.business.uscc

    @property
    def owner_code(self):
        return self.institution.code

    def latest(self):
        """The last word that took this one's place and says something; itself when there is none."""
        found = row = self
        while (row := Recheck.objects.filter(corrects=row).first()) is not None:
            found = row if row.answer else found
        return found
