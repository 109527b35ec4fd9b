"""What the public is told after a decision (公告): once per cause, under a permanent address (R30, R42, §5.4)."""

from django.db import models

from registry.history.models import Recorded, RecordedQuerySet


class AnnouncementQuerySet(RecordedQuerySet):
    def public(self, today):
        """Published and not expired; an expired one keeps its address but shows no personal data."""
        return self.filter(published_on__lte=today).filter(
            models.Q(expires_on=None) | models.Q(expires_on__gte=today), withdrawn_on=None
        )

    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.filter(withdrawn_on=None)


class Announcement(Recorded):
    """One announcement. `cause` is the ledger row (or notice) it tells of; unique, so it is told once."""

    class Kind(models.TextChoices):
        RECOGNITION = "recognition", "认定公告"
        CANCELLATION = "cancellation", "取消资格公告"
        BLACKLIST = "blacklist", "黑名单公告"
        CORRECTION = "correction", "更正公告"
        REMOVAL = "removal", "移出公告"

    kind = models.CharField("种类", max_length=12, choices=Kind.choices, db_index=True)
    serial = models.CharField("固定编号", max_length=20, unique=True)
    number = models.CharField("文号", max_length=40, unique=True)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("正文")
    rows = models.JSONField("名单（公开字段）", default=list, blank=True)
    cause = models.CharField("起因", max_length=80, unique=True)
    notice = models.ForeignKey(
        "publicity.Notice",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="announcements",
        verbose_name="相关公示",
    )
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name="更正或取代哪一份",
    )
    entry = models.ForeignKey(
        "publicity.NoticeEntry", models.PROTECT, null=True, blank=True, related_name="corrections",
        verbose_name="更正的公示对象",
    )  # fmt: skip
    published_on = models.DateField("发布日期", db_index=True)
    expires_on = models.DateField("公开期满", null=True, blank=True)
    withdrawn_on = models.DateField("撤销日期", null=True, blank=True)
    recorded_at = models.DateTimeField("上网时间", auto_now_add=True)
    sha256 = models.CharField("正文指纹", max_length=64)
    check_code = models.CharField("查验码", max_length=20, unique=True)
    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = "公告"
        verbose_name_plural = "公告"
        ordering = ["-published_on", "-id"]

    def __str__(self):
        return self.title

    def state(self, today, later=None) -> str:
        """valid, replaced, withdrawn or expired, for the page and for whoever checks a printed copy.

        `later`: what corrects it, where that has been read already.
        """
        if later is None:
            later = self.corrected_by.filter(published_on__lte=today)
        if any(one.published_on <= today for one in later):
            return "replaced"
        if self.withdrawn_on and self.withdrawn_on <= today:
            return "withdrawn"
        return "expired" if self.expires_on and self.expires_on < today else "valid"

    def get_absolute_url(self):
        return f"/n/{self.serial}/"
