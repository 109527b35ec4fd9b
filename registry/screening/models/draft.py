"""What an applicant has typed but not handed in: no business yet, no history, gone when its window is over (PIPL 47)."""

from django.db import models

from .application import Attachment, private_storage


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody of the staff reads what has not been handed in."""
        return self.none()

    def live(self, today):
        """Drafts that may still be continued on `today`."""
        return self.filter(purged_on=None, expires_on__gte=today)

    def to_purge(self, today):
        """Handed in before `today`, or past their window, with personal data still in them."""
        over = models.Q(expires_on__lt=today) | models.Q(application__received_on__lt=today)
        return self.filter(over, purged_on=None).order_by("pk")


class ApplicationDraft(models.Model):
    """One unfinished application; its number is random, so that nobody can guess another's."""

    number = models.CharField("草稿号", max_length=12, unique=True)
    round = models.ForeignKey("screening.Round", models.PROTECT, related_name="+", verbose_name="轮次")
    answers = models.JSONField("已填内容", default=dict)
    started_on = models.DateField("开始日期")
    expires_on = models.DateField("保留到", db_index=True)
    application = models.OneToOneField(
        "screening.Application", models.PROTECT, null=True, related_name="draft", verbose_name="已提交的申报"
    )
    purged_on = models.DateField("清除日期", null=True)
    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "申报草稿"
        verbose_name_plural = "申报草稿"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purged_on=None) | models.Q(answers={}), name="ck_draft_purged_is_empty"
            ),
        ]

    def __str__(self):
        return f"申报草稿（{self.pk}）"


class DraftPaper(models.Model):
    """A file of a draft, in quarantine until its content has been checked; never served to anybody."""

    class State(models.TextChoices):
        WAITING = "waiting", "待检"
        CHECKED = "checked", "已检查"

    draft = models.ForeignKey(
        ApplicationDraft, models.CASCADE, related_name="papers", verbose_name="申报草稿"
    )
    kind = models.CharField("材料", max_length=16, choices=Attachment.Kind.choices)
    file = models.FileField("文件", storage=private_storage, upload_to="quarantine/%Y/%m", max_length=200)
    original_name = models.CharField("原文件名", max_length=200)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("文件指纹", max_length=64)
    state = models.CharField("检查", max_length=8, choices=State.choices, default=State.WAITING)

    class Meta:
        verbose_name = "草稿材料"
        verbose_name_plural = "草稿材料"
        default_permissions = ()
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "kind", "sha256"], name="uq_draft_paper_once"),
        ]

    def __str__(self):
        return f"草稿材料（{self.pk}）"


class FailedLookup(models.Model):
    """One wrong number or telephone at a public counter; `key` is a keyed hash of what was tried or whence."""

    key = models.CharField("指纹", max_length=64)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "查询未果"
        verbose_name_plural = "查询未果"
        default_permissions = ()
        indexes = [models.Index(fields=["key", "at"], name="ix_failed_lookup")]
