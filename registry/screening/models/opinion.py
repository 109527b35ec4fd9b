"""What each department answered on its own conditions (R26, R61, R72)."""

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When

from registry.history.models import Recorded, RecordedQuerySet

UNCONCLUDED = ("draft", "submitted", "supplement", "screening", "withdrawn")
ANSWERABLE = ("screening", "screened", "approved")


class OpinionQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office, leading group and auditor: all. A department: its own only (sealed from the others)."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_registry:
            return self
        return self.filter(institution_id__in=scope.institutions) if scope.screens else self.none()

    def with_seal(self, user):
        """Adds `opened`: whether this user may read the answer. One's own always; others' once the seal is off."""
        from registry.parties.access import reach

        own = Q(institution_id__in=reach(user).institutions)
        lifted = Q(Exists(Unsealing.objects.filter(application=OuterRef("application"))))
        concluded = ~Q(application__status__in=UNCONCLUDED)
        opened = Case(
            When(own | lifted | concluded, then=Value(True)), default=False, output_field=BooleanField()
        )
        return self.annotate(opened=opened)

    def unanswered(self):
        return self.filter(standing=True, answer="")

    def owed(self):
        """Questions that somebody still has to answer."""
        return self.unanswered().filter(application__status__in=ANSWERABLE)

    def expired(self, today):
        """Standing answers past their last day."""
        return self.filter(standing=True, valid_until__lt=today).exclude(answer="")

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
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="接续哪一条"
    )
    answered_mail = models.EmailField("答复邮箱", blank=True, help_text="经由链接答复时，收验证码的邮箱。")
    standing = models.BooleanField("现行有效", default=True, editable=False)
    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "部门意见"
        verbose_name_plural = "部门意见"
        ordering = ["application", "condition__order", "institution__order"]
        permissions = [
            ("give_opinion", "可以答复部门意见"),
            ("challenge_opinion", "可以质询部门意见"),
            ("unseal_opinion", "可以启封部门意见"),
            ("ask_opinion", "可以重新征询部门意见"),
        ]
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


class SeenByScreening(RecordedQuerySet):
    """Rows about opinions: the office and who else reads the registry; a department its own."""

    owner = "opinion__institution_id__in"

    def visible_to(self, user):
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_registry:
            return self
        return self.filter(**{self.owner: scope.institutions}) if scope.screens else self.none()


class Unsealing(Recorded):
    """The seal of one application's opinions taken off: all are in, or the office opened them late with a reason."""

    application = models.OneToOneField(
        "screening.Application", models.PROTECT, related_name="unsealing", verbose_name="申报"
    )
    unsealed_on = models.DateField("启封日期")
    complete = models.BooleanField("全部答复后启封")
    reason = models.TextField("启封理由", blank=True)

    class Meta:
        verbose_name = "意见启封"
        verbose_name_plural = "意见启封"
        constraints = [
            models.CheckConstraint(condition=Q(complete=True) | ~Q(reason=""), name="ck_unsealing_reason"),
        ]

    def __str__(self):
        return f"{self.application}的意见启封"


class OpinionChallenge(Recorded):
    """A question of the office about an answer (质询): the institution confirms or corrects it."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "维持原意见"
        CORRECTED = "corrected", "已更正"

    opinion = models.ForeignKey(
        DepartmentOpinion, models.PROTECT, related_name="challenges", verbose_name="部门意见"
    )
    raised_on = models.DateField("质询日期")
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="质询人"
    )
    question = models.TextField("质询事由")
    outcome = models.CharField("答复结果", max_length=12, choices=Outcome.choices, blank=True)
    reply = models.TextField("答复说明", blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="答复人",
    )
    objects = SeenByScreening.as_manager()

    class Meta:
        verbose_name = "意见质询"
        verbose_name_plural = "意见质询"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["opinion"], condition=Q(outcome=""), name="uq_challenge_open"),
            models.CheckConstraint(
                condition=Q(outcome="", replied_on=None, replied_by=None)
                | (~Q(outcome="") & Q(replied_on__isnull=False, replied_by__isnull=False)),
                name="ck_challenge_reply",
            ),
            models.CheckConstraint(condition=~Q(question=""), name="ck_challenge_question"),
        ]

    def __str__(self):
        return f"质询{self.opinion}"

    @property
    def owner_code(self):
        return self.opinion.institution.code
