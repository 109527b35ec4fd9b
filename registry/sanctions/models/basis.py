"""The maintained list of legal bases: nothing else carries a listing or its publication (国办发〔2020〕49号)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField
from registry.policy.rules import BASIS_KINDS, BasisFacts

from .. import moves


class LegalBasisQuerySet(RecordedQuerySet):
    def usable(self, today):
        """Approved by a second person and in force on `today`."""
        rows = self.filter(status="approved", in_force_from__lte=today)
        return rows.filter(Q(in_force_to=None) | Q(in_force_to__gte=today))

    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.none()


class LegalBasis(Recorded):
    """One article of one law, regulation or central document, proposed by one person and approved by another."""

    TABLE = moves.LEGAL_BASIS

    kind = models.CharField("依据类别", max_length=10, choices=BASIS_KINDS.items())
    document = models.CharField(
        "文件名称", max_length=120, help_text="法律、法规或者党中央、国务院政策文件的全称。"
    )
    number = models.CharField("文号", max_length=60, blank=True, help_text="没有文号的可不填。")
    article = models.CharField("条款", max_length=60, help_text="例如：第三十条第二款。")
    text = models.TextField("条文", help_text="照录所引条款的原文，供核对。")
    in_force_from = models.DateField("施行日期")
    in_force_to = models.DateField(
        "停止施行日期", null=True, blank=True, help_text="含当日；现行有效的不填。"
    )
    covers_fraud = models.BooleanField("适用于骗取贷款", default=False)
    covers_misuse = models.BooleanField("适用于挪用贷款资金", default=False)
    covers_evasion = models.BooleanField("适用于恶意逃废债务", default=False)
    publishes = models.BooleanField(
        "条文规定可以向社会公布", default=False, help_text="没有规定的，列入后只能内部使用，不得公开。"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="批准人",
    )
    approved_on = models.DateField("批准日期", null=True, blank=True)
    status = StatusField(moves.LEGAL_BASIS)
    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = "法律依据"
        verbose_name_plural = "法律依据"
        ordering = ["kind", "document", "article"]
        permissions = moves.LEGAL_BASIS.permissions()
        constraints = [
            models.UniqueConstraint(
                fields=["document", "article"],
                condition=Q(status__in=["proposed", "approved"]),
                name="uq_one_live_basis_per_article",
            ),
            models.CheckConstraint(
                condition=Q(in_force_to=None) | Q(in_force_to__gte=F("in_force_from")),
                name="ck_basis_days",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="ck_basis_approved_by",
            ),
            models.CheckConstraint(
                condition=Q(covers_fraud=True) | Q(covers_misuse=True) | Q(covers_evasion=True),
                name="ck_basis_covers",
            ),
        ]

    def __str__(self):
        return self.citation

    @property
    def citation(self):
        """《…》（文号）第…条, as papers cite it."""
        name = self.document if self.document.startswith("《") else f"《{self.document}》"
        return f"{name}{f'（{self.number}）' if self.number else ''}{self.article}"

    def as_facts(self) -> BasisFacts:
        covers = {"fraud": self.covers_fraud, "misuse": self.covers_misuse, "evasion": self.covers_evasion}
        return BasisFacts(
            kind=self.kind, document=self.document, article=self.article, number=self.number,
            in_force_from=self.in_force_from, in_force_to=self.in_force_to,
            grounds=frozenset(name for name, yes in covers.items() if yes),
            approved=self.status == "approved", publishes=self.publishes,
        )  # fmt: skip
