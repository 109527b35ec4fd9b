"""Who a business is has changed: operator, name, or a conversion to a company; the standing does not silently follow."""

from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from ..moves import RESCREENING


class OfficeQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Whoever may read the whole register."""
        from ..access import reach

        scope = reach(user)
        return self if scope.sees_registry or scope.screens else self.none()


class IdentityChange(Recorded):
    """One registered change (变更登记). `changed_on` is the registration authority's day."""

    class Kind(models.TextChoices):
        OPERATOR = "operator", "法定代表人或经营者变更"
        NAME = "name", "名称变更"
        CONVERSION = "conversion", "个体工商户转为企业"

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="identity_changes", verbose_name="企业（户）"
    )
    kind = models.CharField("变更事项", max_length=12, choices=Kind.choices)
    changed_on = models.DateField("变更登记日期")
    old = models.CharField("变更前", max_length=120)
    new = models.CharField("变更后", max_length=120)
    evidence = models.CharField("证明材料", max_length=200, help_text="材料名称、文号与日期。")
    successor = models.ForeignKey(
        "parties.Business", models.PROTECT, null=True, blank=True, related_name="converted_from",
        verbose_name="转为的企业",
    )  # fmt: skip
    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "身份变更"
        verbose_name_plural = "身份变更"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business"], condition=Q(kind="conversion"), name="uq_one_conversion"
            ),
            models.CheckConstraint(
                condition=Q(kind="conversion", successor__isnull=False)
                | (~Q(kind="conversion") & Q(successor=None)),
                name="ck_conversion_successor",
            ),
        ]

    def __str__(self):
        return f"{self.business}：{self.get_kind_display()}"

    @property
    def subject_code(self):
        return self.business.uscc


class ReScreeningTask(Recorded):
    """The office looks again at a business whose identity changed while it had, or sought, a standing."""

    TABLE = RESCREENING

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="rescreenings", verbose_name="企业（户）"
    )
    cause = models.OneToOneField(IdentityChange, models.PROTECT, related_name="task", verbose_name="起因")
    opened_on = models.DateField("提出日期")
    concluded_on = models.DateField("办结日期", null=True, blank=True)
    status = StatusField(RESCREENING)
    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "重新甄别"
        verbose_name_plural = "重新甄别"
        ordering = ["-id"]
        permissions = RESCREENING.permissions()

    def __str__(self):
        return f"{self.business}（{self.cause.get_kind_display()}）"

    @property
    def subject_code(self):
        return self.business.uscc
