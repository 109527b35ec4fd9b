"""What the leading group decided, and the letter to whom it was refused (R27, R62, R69)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from .. import moves


class DecisionQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.none()


class LeadingGroupDecision(Recorded):
    """One decision of the leading group on one application, with its minutes number (R27, R62)."""

    application = models.ForeignKey(
        "screening.Application", models.PROTECT, related_name="decisions", verbose_name="申报"
    )
    minutes_number = models.CharField("会议纪要号", max_length=60)
    met_on = models.DateField("会议日期")
    approved = models.BooleanField("审核通过")
    reason = models.TextField("理由", blank=True)
    tally = models.CharField("表决情况", max_length=200, blank=True)
    standing = models.BooleanField("现行有效", default=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="录入人"
    )
    decided_on = models.DateField("录入日期")
    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "领导小组决定"
        verbose_name_plural = "领导小组决定"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(standing=True), name="uq_decision_standing"
            ),
            models.CheckConstraint(condition=~Q(minutes_number=""), name="ck_decision_minutes"),
            models.CheckConstraint(condition=Q(decided_on__gte=F("met_on")), name="ck_decision_days"),
        ]

    def __str__(self):
        return f"{self.minutes_number}：{self.application}"


class LetterQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office, leading group and auditor: all. A recommender: letters about its own applications."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_registry:
            return self
        mine = scope.institutions if "recommender" in scope.roles else ()
        return self.filter(application__recommender_id__in=mine)


class RefusalLetter(Recorded):
    """One 未通过告知 to an applicant, and the applicant's answer to it (申辩) with the office's reply."""

    class Stage(models.TextChoices):
        SCREENING = "screening", "甄别不通过"
        LEADING = "leading", "领导小组审核不通过"

    TABLE = moves.LETTER

    application = models.ForeignKey(
        "screening.Application", models.PROTECT, related_name="refusal_letters", verbose_name="申报"
    )
    document = models.OneToOneField(
        "documents.IssuedDocument", models.PROTECT, related_name="+", verbose_name="文书"
    )
    stage = models.CharField("环节", max_length=10, choices=Stage.choices)
    issued_on = models.DateField("告知日期")
    reply_due_on = models.DateField("申辩期限")
    appealed_on = models.DateField("申辩日期", null=True, blank=True)
    appellant = models.CharField("申辩人", max_length=80, blank=True)
    appeal = models.TextField("申辩内容", blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer = models.TextField("答复内容", blank=True)
    answer_document = models.OneToOneField(
        "documents.IssuedDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="答复文书",
    )
    status = StatusField(moves.LETTER)
    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "未通过告知"
        verbose_name_plural = "未通过告知"
        ordering = ["-id"]
        permissions = moves.LETTER.permissions()
        constraints = [
            models.CheckConstraint(condition=Q(reply_due_on__gte=F("issued_on")), name="ck_letter_days"),
        ]

    def __str__(self):
        return f"{self.document.number}（{self.application.business}）"

    @property
    def subject_code(self):
        return self.application.business.uscc

    @property
    def owner_code(self):
        return self.application.owner_code
