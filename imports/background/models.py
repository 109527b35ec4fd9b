"""A piece of work that waits or runs in the background: what is due is decided by these rows, never by the queue."""

import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

OPEN = ("waiting", "running")


def private_storage():
    """Outside the web root, encrypted; nobody downloads from here."""
    return storages["private"]


class UploadJobQuerySet(models.QuerySet):
    def open(self):
        """Waiting or running, in the order in which they were asked for."""
        return self.filter(state__in=OPEN).order_by("asked_at", "pk")

    def visible_to(self, user):
        """Whoever asked for it, while still at that bank; nobody else (trust UPL-4)."""
        from registry.parties.access import reach

        return self.filter(asked_by=user, bank_id__in=reach(user).institutions)


class UploadJob(models.Model):
    """One file to be read, or one upload to be booked. The bytes are gone as soon as it is settled, a day later at most.

    `taught` and `at` say which column is which, as in `stage`; `rows` is about how many rows the file has.
    """

    class Kind(models.TextChoices):
        READ = "read", "读取核对"
        BOOK = "book", "确认入账"

    class State(models.TextChoices):
        WAITING = "waiting", "等待办理"
        RUNNING = "running", "正在办理"
        DONE = "done", "已办完"
        FAILED = "failed", "没有办成"
        CANCELLED = "cancelled", "已取消"

    key = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("办理事项", max_length=4, choices=Kind.choices)
    by_interface = models.BooleanField("由接口送来", default=False)
    bank = models.ForeignKey("parties.Institution", models.PROTECT, related_name="+", verbose_name="银行")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="办理人"
    )
    original_name = models.CharField("原文件名", max_length=200)
    file = models.FileField(
        "文件", storage=private_storage, upload_to="jobs/%Y/%m", max_length=200, blank=True
    )
    sha256 = models.CharField("文件指纹", max_length=64, db_index=True)
    unit = models.CharField("金额单位", max_length=4, blank=True)
    taught = models.JSONField("各列的对应", null=True, blank=True)
    at = models.PositiveIntegerField("表头所在行", default=0)
    rows = models.PositiveIntegerField("行数（约）", default=0)
    held = models.ForeignKey(
        "imports.HeldFile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="等待对应表头的文件",
    )
    upload = models.ForeignKey(
        "imports.Upload", models.PROTECT, null=True, blank=True, related_name="jobs", verbose_name="上传"
    )
    partial = models.BooleanField("只入账无误的行", default=False)
    reason = models.TextField("说明", blank=True)
    state = models.CharField(
        "进度", max_length=9, choices=State.choices, default=State.WAITING, db_index=True
    )
    attempts = models.PositiveSmallIntegerField("办理次数", default=0)
    asked_at = models.DateTimeField("交办时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)
    said = models.JSONField("结果说明", default=list, blank=True)
    seen = models.BooleanField("办理人已看到结果", default=False)
    objects = UploadJobQuerySet.as_manager()
    fresh = False

    class Meta:
        verbose_name = "后台办理"
        verbose_name_plural = "后台办理"
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "sha256", "unit"],
                condition=Q(kind="read", state__in=OPEN),
                name="uq_job_file",
            ),
            models.UniqueConstraint(
                fields=["upload"], condition=Q(kind="book", state__in=OPEN), name="uq_job_booking"
            ),
        ]

    def __str__(self):
        return self.original_name

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def told(self):
        """What a person reads after handing it in."""
        return [f"“{self}”较大，已交后台办理（{self.get_kind_display()}）。"]
