"""A sheet of recommendations as it was uploaded, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.screening.models.application import private_storage


class SheetQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """The office, the leading group and the auditor: all. A recommender: its own institution's."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_registry:
            return self
        return (
            self.filter(institution_id__in=scope.institutions)
            if "recommender" in scope.roles
            else self.none()
        )


class RecommendationSheet(Recorded):
    """One file of one institution; its rows are judged anew whenever it is looked at, drafted when confirmed."""

    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="推荐单位"
    )
    file = models.FileField("文件", storage=private_storage, upload_to="recommending/%Y/%m", max_length=200)
    original_name = models.CharField("原文件名", max_length=200)
    sha256 = models.CharField("文件指纹", max_length=64)
    rows = models.PositiveIntegerField("行数", default=0)
    drafted = models.PositiveIntegerField("已建草稿", default=0)
    uploaded_on = models.DateField("上传日期")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "推荐表"
        verbose_name_plural = "推荐表"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "sha256"], name="uq_recommendation_sheet"),
            models.CheckConstraint(
                condition=Q(drafted=0) | Q(confirmed_on__isnull=False), name="ck_recommendation_sheet_drafted"
            ),
        ]

    def __str__(self):
        return f"{self.institution}：{self.original_name}"

    @property
    def owner_code(self):
        return self.institution.code
