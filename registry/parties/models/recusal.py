"""回避: a person with an interest in a business keeps out of its matters from one day to another."""

from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet


class RecusalQuerySet(RecordedQuerySet):
    def current(self):
        return self.filter(ended_on=None)

    def visible_to(self, user):
        """The office, the auditor and the leading group: all; everybody: their own."""
        from ..access import reach

        if reach(user).roles & {"clerk", "head", "auditor"}:
            return self
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()


class Recusal(Recorded):
    """`ground` is why; the details of a private relation are not asked."""

    class Ground(models.TextChoices):
        KIN = "kin", "本人或近亲属是经营者、股东或高管"
        INTEREST = "interest", "与其有借贷、投资或交易关系"
        WORK = "work", "曾经或正在其中任职"
        OTHER = "other", "其他可能影响公正办理的情形"

    user = models.ForeignKey("parties.User", models.PROTECT, related_name="recusals", verbose_name="回避人")
    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="recusals", verbose_name="企业（户）"
    )
    ground = models.CharField("回避事由", max_length=12, choices=Ground.choices)
    started_on = models.DateField("起始日", editable=False)
    ended_on = models.DateField("终止日", null=True, blank=True, editable=False)
    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = "回避"
        verbose_name_plural = "回避"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "business"], condition=Q(ended_on=None), name="uq_recusal_current",
                violation_error_message="该人员对这家企业（户）已在回避中，不必重复登记。",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.user}回避{self.business}"
