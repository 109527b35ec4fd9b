"""What each department answered on its own conditions, and what the leading group decided (R26, R27, R61, R72)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded, RecordedQuerySet


class OpinionQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office, leading group and auditor: all. A department: its own only (sealed from the others)."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_registry:
            return self
        return self.filter(institution_id__in=scope.institutions) if scope.screens else self.none()

    def standing(self):
        """Opinions not superseded by a later one of the same institution on the same condition."""
        return self.filter(standing=True)


class DepartmentOpinion(Recorded):
    """One institution's answer on one condition of one application: asked, then answered once.

    A correction is a new opinion that supersedes; only conclusion and reference are kept, no raw records (R72).
    """

    class Answer(models.TextChoices):
        PASS = "pass", "通过"
        FAIL = "fail", "不通过"
        DOUBT = "doubt", "存疑"

    application = models.ForeignKey(
        "screening.Application", models.PROTECT, related_name="opinions", verbose_name="申报"
    )
    condition = models.ForeignKey(
        "policy.AdmissionCondition", models.PROTECT, related_name="+", verbose_name="准入条件"
    )
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="审核部门"
    )
    asked_on = models.DateField("征询日期")
    due_on = models.DateField("答复期限", null=True, blank=True)
    answer = models.CharField("意见", max_length=8, choices=Answer.choices, blank=True)
    reason = models.TextField(
        "说明", blank=True, help_text="不通过、存疑必须说明；只写结论，不写案情和征信内容。"
    )
    reference = models.CharField("查询凭据", max_length=120, blank=True)
    source = models.CharField("信息来源", max_length=120, blank=True)
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
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="更正哪一条"
    )
    standing = models.BooleanField("现行有效", default=True, editable=False)
    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "部门意见"
        verbose_name_plural = "部门意见"
        ordering = ["application", "condition__order", "institution__order"]
        permissions = [("give_opinion", "可以答复部门意见")]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "condition", "institution"],
                condition=Q(standing=True),
                name="uq_opinion_standing",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, answered_by=None)
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="ck_opinion_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "pass"]) | ~Q(reason=""), name="ck_opinion_reason_when_not_pass"
            ),
        ]

    def __str__(self):
        return f"{self.institution}：{self.condition}"

    @property
    def subject_code(self):
        return self.application.business.uscc

    @property
    def owner_code(self):
        return self.institution.code


class DecisionQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.none()


class LeadingGroupDecision(Recorded):
    """One decision of the leading group on one application, with its minutes number (R27, R62)."""

    application = models.OneToOneField(
        "screening.Application", models.PROTECT, related_name="decision", verbose_name="申报"
    )
    minutes_number = models.CharField("会议纪要号", max_length=60)
    met_on = models.DateField("会议日期")
    approved = models.BooleanField("审核通过")
    reason = models.TextField("理由", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="录入人"
    )
    decided_on = models.DateField("录入日期")
    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "领导小组决定"
        verbose_name_plural = "领导小组决定"
        constraints = [
            models.CheckConstraint(condition=~Q(minutes_number=""), name="ck_decision_minutes"),
            models.CheckConstraint(condition=Q(decided_on__gte=F("met_on")), name="ck_decision_days"),
        ]

    def __str__(self):
        return f"{self.minutes_number}：{self.application}"
