"""A collected credit fact: a conclusion about one business, never raw data, superseded and never deleted (R55, A28)."""

from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded

from ..rules import LEVELS, NORMAL
from .base import OwnQuerySet, sees_all


class FactQuerySet(OwnQuerySet):
    def standing(self):
        """Facts that count: not superseded, not withdrawn, not repaired (A28)."""
        return self.filter(standing=True, repaired_on=None)

    def shown(self, today):
        """Standing facts whose time has not run out on `today`."""
        return self.standing().filter(reported_on__lte=today, valid_until__gte=today)

    def adverse(self):
        return self.filter(level="adverse")

    def visible_to(self, user):
        """The auditor: all. The office: what stands. An institution: what stands of what it gave."""
        from registry.parties.access import reach

        scope = reach(user)
        if user.is_superuser or "auditor" in scope.roles:
            return self
        return super().visible_to(user).standing() if sees_all(user) or scope.institutions else self.none()


class CreditFact(Recorded):
    """One conclusion of one source about one business, for a period or a day (then both ends are that day)."""

    source = models.ForeignKey(
        "credit.CreditSource", models.PROTECT, related_name="facts", verbose_name="来源"
    )
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="提供单位"
    )
    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="credit_facts", verbose_name="企业（户）"
    )
    kind = models.CharField("事项", max_length=40)
    period_from = models.DateField("所属期起")
    period_to = models.DateField("所属期止")
    level = models.CharField(
        "结论", max_length=8, choices=list(LEVELS.items()), default=NORMAL, db_index=True
    )
    statement = models.CharField(
        "情况说明", max_length=100, blank=True, help_text="只写结论，不写案情和征信内容。"
    )
    reference = models.CharField("文号", max_length=80, blank=True)
    reported_on = models.DateField("报送日期")
    valid_until = models.DateField("有效期至", db_index=True)
    delivery = models.ForeignKey(
        "credit.Delivery", models.PROTECT, related_name="facts", verbose_name="报送批次"
    )
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="更正哪一条"
    )
    standing = models.BooleanField("现行有效", default=True, editable=False)
    withdrawn_on = models.DateField("撤销日期", null=True, blank=True)
    repaired_on = models.DateField("修复日期", null=True, blank=True)
    repair_reference = models.CharField("修复文号", max_length=80, blank=True)
    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "信用信息"
        verbose_name_plural = "信用信息"
        ordering = ["-period_to", "-id"]
        permissions = [("report_facts", "可以报送信用信息"), ("repair_creditfact", "可以登记信用修复")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "business", "kind", "period_from", "period_to", "reference"],
                condition=Q(standing=True),
                name="uq_credit_fact_standing",
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to"), valid_until__gte=F("period_to")),
                name="ck_credit_fact_days",
            ),
            models.CheckConstraint(
                condition=Q(level="normal") | ~Q(statement=""), name="ck_credit_fact_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(level="adverse") | ~Q(reference=""), name="ck_credit_fact_adverse_reference"
            ),
            models.CheckConstraint(
                condition=Q(repaired_on=None) | ~Q(repair_reference=""), name="ck_credit_fact_repair"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(standing=False), name="ck_credit_fact_withdrawn"
            ),
        ]

    def __str__(self):
        return f"{self.business}：{self.kind}（{self.get_level_display()}）"

    @property
    def subject_code(self):
        return self.business.uscc

    @property
    def owner_code(self):
        return self.institution.code

    def shown_on(self, today) -> bool:
        """Whether it counts and may be shown on `today`."""
        return self.standing and self.repaired_on is None and self.reported_on <= today <= self.valid_until

    def latest(self):
        """The last correction of this fact; itself when nothing corrected it."""
        fact = self
        while (later := CreditFact.objects.filter(corrects=fact).first()) is not None:
            fact = later
        return fact
