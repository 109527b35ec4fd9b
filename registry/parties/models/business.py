"""The businesses of the county and what standing they have."""

from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from .. import moves
from ..places import PLACES


class BusinessQuerySet(RecordedQuerySet):
    def recognised(self):
        """Businesses that are 信用企业 or 信用户 now (R30)."""
        return self.filter(qualifications__status__in=Qualification.IN_FORCE).distinct()

    def visible_to(self, user):
        """Office, leading group, legal, auditor, guarantor: all. Departments: all (they screen them).
        Banks and recommenders: recognised ones and those they deal with themselves."""
        from ..access import reach

        scope = reach(user)
        if scope.sees_registry or scope.screens or scope.sees_lending:
            return self
        if not scope.institutions:
            return self.none()
        mine = Q(qualifications__status__in=Qualification.IN_FORCE)
        mine |= Q(created_for_id__in=scope.institutions)
        return self.filter(mine).distinct()


class Business(Recorded):
    """One subject, known by its unified social credit code (GB 32100; R11–R13). Money in 元."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", "企业"
        INDIVIDUAL = "individual", "个体工商户"

    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    kind = models.CharField("主体类型", max_length=12, choices=Kind.choices, db_index=True)
    name = models.CharField(
        "名称", max_length=120, blank=True, help_text="个体工商户可以没有字号，此时显示经营者姓名。"
    )
    operator_name = models.CharField("法定代表人/经营者", max_length=50)
    operator_consent = models.BooleanField(
        "同意公示姓名", default=False, help_text="本人单独同意后才公示全名，否则只显示姓。"
    )
    town = models.CharField("所属镇", max_length=9, choices=list(PLACES.items()), blank=True, db_index=True)
    address = models.CharField("住所（经营场所）", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    industry_code = models.CharField(
        "行业代码", max_length=8, blank=True, help_text="GB/T 4754-2017，如 C3484。"
    )
    employees = models.PositiveIntegerField("从业人员（人）", null=True, blank=True)
    revenue = models.DecimalField("营业收入（元）", max_digits=18, decimal_places=2, null=True, blank=True)
    assets = models.DecimalField("资产总额（元）", max_digits=18, decimal_places=2, null=True, blank=True)
    figures_year = models.PositiveSmallIntegerField("指标年度", null=True, blank=True)
    tax_grade = models.CharField(
        "纳税信用级别", max_length=1, blank=True, help_text="A、B、M、C、D；未参评留空。"
    )
    tax_grade_year = models.PositiveSmallIntegerField("评价年度", null=True, blank=True)
    tax_since = models.DateField("首次纳税日期", null=True, blank=True)
    established_on = models.DateField("成立日期", null=True, blank=True)
    legacy_number = models.CharField("原工商注册号", max_length=15, blank=True, db_index=True)
    created_for = models.ForeignKey(
        "parties.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="首次推荐单位",
    )
    objects = BusinessQuerySet.as_manager()

    class Meta:
        verbose_name = "企业（户）"
        verbose_name_plural = "企业（户）"
        permissions = [("export_business", "可以导出企业（户）")]
        ordering = ["kind", "uscc"]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self):
        """The trade name, or “张三（个体工商户）” where there is none (domain §3.5)."""
        return self.name or f"{self.operator_name}（个体工商户）"

    @property
    def subject_code(self):
        return self.uscc

    @property
    def is_enterprise(self):
        return self.kind == self.Kind.ENTERPRISE

    def qualification(self):
        """The qualification in force, or None."""
        return self.qualifications.filter(status__in=Qualification.IN_FORCE).first()


class QualificationQuerySet(RecordedQuerySet):
    def in_force(self):
        return self.filter(status__in=Qualification.IN_FORCE)

    def public(self):
        """What the public roster shows: recognised now."""
        return self.in_force().select_related("business")

    def visible_to(self, user):
        from ..access import reach

        scope = reach(user)
        if scope.sees_registry or scope.screens or scope.sees_lending:
            return self
        return self.in_force() if scope.institutions else self.none()


class Qualification(Recorded):
    """One business's standing from one recognition: candidate → qualified → (warned) → cancelled."""

    IN_FORCE = ("qualified", "warned")
    TABLE = moves.QUALIFICATION

    business = models.ForeignKey(
        Business, models.PROTECT, related_name="qualifications", verbose_name="企业（户）"
    )
    batch = models.CharField("批次", max_length=40, help_text="如“2026年上半年”。")
    notice_serial = models.CharField("公示编号", max_length=40, blank=True)
    recognised_on = models.DateField("认定日期", null=True, blank=True)
    cancelled_on = models.DateField("取消日期", null=True, blank=True)
    may_reapply_on = models.DateField(
        "可再次申请日期", null=True, blank=True, help_text="留空为不得再申请（文件二（二）5）。"
    )
    status = StatusField(moves.QUALIFICATION)
    objects = QualificationQuerySet.as_manager()

    class Meta:
        verbose_name = "信用资格"
        verbose_name_plural = "信用资格"
        ordering = ["-id"]
        permissions = [*moves.QUALIFICATION.permissions(), ("export_qualification", "可以导出信用资格")]
        indexes = [models.Index(fields=["status", "recognised_on"], name="ix_qualification_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["business"],
                condition=Q(status__in=["candidate", "qualified", "warned"]),
                name="uq_one_live_qualification",
            ),
            models.UniqueConstraint(
                fields=["business", "batch"], condition=~Q(status="lapsed"), name="uq_qualification_batch"
            ),
        ]

    def __str__(self):
        return f"{self.business}（{self.batch}）"

    @property
    def subject_code(self):
        return self.business.uscc
