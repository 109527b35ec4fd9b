"""Word layouts as the office keeps them: one row per kind of paper, every file and every version for ever, and the copies made."""

from django.conf import settings
from django.db import models

from registry.ledger.models import AppendOnly, AppendOnlyQuerySet

from .layouts.slots import SLOTS


class OfficeQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        """Office and auditor."""
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.none()


class WordLayout(AppendOnly):
    """A kind of paper that may have a Word layout of its own; `general` serves all that have none."""

    slot = models.CharField(
        "文种", max_length=24, unique=True, choices=[(n, s.label) for n, s in SLOTS.items()]
    )
    objects = OfficeQuerySet.as_manager()

    class Meta:
        app_label = "documents"
        verbose_name = "文书版式"
        verbose_name_plural = "文书版式"
        ordering = ["pk"]

    def __str__(self):
        return self.get_slot_display()


class LayoutFile(AppendOnly):
    """One file that passed the check, exactly as uploaded. Kept in the database: a version must never lose its file."""

    layout = models.ForeignKey(WordLayout, models.PROTECT, related_name="files", verbose_name="文种")
    original_name = models.CharField("文件名", max_length=120)
    content = models.BinaryField("内容")
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("文件指纹", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    uploaded_on = models.DateField("上传日期")
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)
    objects = OfficeQuerySet.as_manager()

    class Meta:
        app_label = "documents"
        verbose_name = "版式文件"
        verbose_name_plural = "版式文件"
        ordering = ["-id"]
        permissions = [("approve_layoutfile", "可以批准启用版式")]
        constraints = [models.UniqueConstraint(fields=["layout", "sha256"], name="uq_layout_file_once")]

    def __str__(self):
        return f"{self.layout}：{self.original_name}"

    @property
    def bytes(self):
        return bytes(self.content)

    @property
    def told(self):
        """What the person who has just uploaded it reads."""
        return [
            f"“{self.original_name}”检查通过，已保存，尚未启用。请在下面“上传过的文件”中打开它，查看检查结果、下载预览，再提出启用。"
        ]


class LayoutVersion(AppendOnly):
    """What a kind of paper is set in from a day on. Without a file: the general layout, or the house's own.

    It never holds from the day it was approved, always from a later one: what was in force on a day is settled before it begins.
    """

    layout = models.ForeignKey(WordLayout, models.PROTECT, related_name="versions", verbose_name="文种")
    number = models.PositiveIntegerField("版本号")
    file = models.ForeignKey(
        LayoutFile, models.PROTECT, null=True, blank=True, related_name="versions", verbose_name="版式文件"
    )
    in_force_from = models.DateField("启用日期")
    approved_on = models.DateField("批准日期")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="批准人"
    )
    reason = models.TextField("理由")
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)
    objects = OfficeQuerySet.as_manager()

    class Meta:
        app_label = "documents"
        verbose_name = "版式版本"
        verbose_name_plural = "版式版本"
        ordering = ["layout", "number"]
        constraints = [
            models.UniqueConstraint(fields=["layout", "number"], name="uq_layout_version"),
            models.CheckConstraint(
                condition=models.Q(in_force_from__gt=models.F("approved_on")), name="ck_layout_from_later_day"
            ),
        ]

    def __str__(self):
        return f"{self.layout}第{self.number}版"


class WordCopy(AppendOnly):
    """The Word file of one issued paper, made once and given out unchanged ever after. `version` is empty for the house layout."""

    document = models.OneToOneField(
        "documents.IssuedDocument", models.PROTECT, related_name="word_copy", verbose_name="文书"
    )
    version = models.ForeignKey(
        LayoutVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所用版式"
    )
    content = models.BinaryField("内容")
    sha256 = models.CharField("文件指纹", max_length=64)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)

    class Meta:
        app_label = "documents"
        verbose_name = "文书副本"
        verbose_name_plural = "文书副本"

    @property
    def bytes(self):
        return bytes(self.content)
