"""Looking at a business's credit file: the business's authorisation, and a log of every look (R55, PRV-3)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded
from registry.ledger.models import AppendOnly, AppendOnlyQuerySet

from .base import OwnQuerySet, private_storage, sees_all


class AuthorisationQuerySet(OwnQuerySet):
    def holding(self, today):
        """Authorisations that hold on `today`."""
        return self.filter(from_on__lte=today, until_on__gte=today).exclude(revoked_on__lte=today)


class QueryAuthorisation(Recorded):
    """A business lets one institution look at its credit file, for a purpose, from one day to another."""

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="query_authorisations", verbose_name="企业（户）"
    )
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="被授权单位"
    )
    purpose = models.CharField("用途", max_length=100, help_text="照录授权书所写的用途，例如“贷前审查”。")
    from_on = models.DateField("授权起")
    until_on = models.DateField("授权止")
    file = models.FileField(
        "授权书", storage=private_storage, upload_to="authorisations/%Y/%m", max_length=200
    )
    file_name = models.CharField("原文件名", max_length=200, editable=False)
    sha256 = models.CharField("文件指纹", max_length=64, editable=False)
    revoked_on = models.DateField("撤回日期", null=True, blank=True, editable=False)
    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        verbose_name = "查询授权"
        verbose_name_plural = "查询授权"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="ck_authorisation_days"),
            models.CheckConstraint(condition=~Q(file="") & ~Q(purpose=""), name="ck_authorisation_paper"),
            models.UniqueConstraint(
                fields=["business", "institution", "sha256"],
                condition=Q(revoked_on=None),
                name="uq_authorisation_paper",
            ),
        ]

    def __str__(self):
        return f"{self.business} → {self.institution}"

    @property
    def subject_code(self):
        return self.business.uscc

    @property
    def owner_code(self):
        return self.institution.code


class QueryQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        """Office and auditor: every look. An institution: its own."""
        from registry.parties.access import reach

        return self if sees_all(user) else self.filter(institution_id__in=reach(user).institutions)


class ProfileQuery(AppendOnly):
    """One look, or one refused look, at one business's credit file: who, when, why, under which authorisation."""

    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="profile_queries", verbose_name="企业（户）"
    )
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="查询单位"
    )
    queried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="查询人"
    )
    queried_on = models.DateField("查询日期", db_index=True)
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)
    purpose = models.CharField("用途", max_length=100)
    authorisation = models.ForeignKey(
        QueryAuthorisation, models.PROTECT, null=True, blank=True, related_name="queries", verbose_name="授权"
    )
    granted = models.BooleanField("准许")
    refusal = models.CharField("不准许的原因", max_length=300, blank=True)
    objects = QueryQuerySet.as_manager()

    class Meta:
        verbose_name = "信用档案查询"
        verbose_name_plural = "信用档案查询记录"
        ordering = ["-id"]
        permissions = [("query_profile", "可以查询企业（户）信用档案")]
        constraints = [
            models.CheckConstraint(condition=Q(granted=True) | ~Q(refusal=""), name="ck_query_refusal"),
        ]

    def __str__(self):
        return f"{self.queried_by}：{self.business}（{self.queried_on:%Y-%m-%d}）"
