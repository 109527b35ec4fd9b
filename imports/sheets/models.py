"""A sheet of the office as it was uploaded, and its rows as they were shown."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField
from registry.screening.models.application import private_storage

from .moves import SHEET

READERS = {"clerk", "head", "auditor"}


class SheetUploadQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """The office that books them and the auditor."""
        from registry.parties.access import reach

        return self if reach(user).roles & READERS else self.none()


class SheetUpload(Recorded):
    """One file. `digest` is the fingerprint of what was shown: another one at booking means the register moved on."""

    class Kind(models.TextChoices):
        ROSTER = "roster", "信用企业（户）名册"
        RATES = "rates", "LPR公布表"

    TABLE = SHEET

    kind = models.CharField("表格", max_length=12, choices=Kind.choices)
    file = models.FileField("文件", storage=private_storage, upload_to="sheets/%Y/%m", max_length=200)
    original_name = models.CharField("原文件名", max_length=200)
    sha256 = models.CharField("文件指纹", max_length=64, db_index=True)
    recognised_on = models.DateField("认定日期", null=True, blank=True, help_text="名册中各户认定的日期。")
    rows = models.PositiveIntegerField("行数", default=0)
    created = models.PositiveIntegerField("新增", default=0)
    updated = models.PositiveIntegerField("更新", default=0)
    unchanged = models.PositiveIntegerField("无变化", default=0)
    rejected = models.PositiveIntegerField("有误", default=0)
    remarks = models.JSONField("说明", default=list, blank=True)
    digest = models.CharField("核对结果指纹", max_length=64, editable=False)
    uploaded_on = models.DateField("上传日期")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="确认人",
    )
    status = StatusField(SHEET)
    objects = SheetUploadQuerySet.as_manager()

    class Meta:
        verbose_name = "登记表上传"
        verbose_name_plural = "登记表上传"
        ordering = ["-id"]
        permissions = [*SHEET.permissions(), ("upload_roster", "可以上传信用企业（户）名册")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="roster") | Q(recognised_on__isnull=False), name="ck_sheet_recognised_on"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.original_name}"

    @property
    def source(self):
        """How rows and history name this file."""
        return f"sheet:{self.pk}"


class SheetRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(upload__in=SheetUpload.objects.visible_to(user))


class SheetRow(models.Model):
    """One row as shown. Working matter: gone when the file is put aside or expires."""

    class Action(models.TextChoices):
        NEW = "new", "新增"
        CHANGED = "changed", "更新"
        UNCHANGED = "unchanged", "无变化"
        REJECTED = "rejected", "有误"

    upload = models.ForeignKey(SheetUpload, models.PROTECT, related_name="lines", verbose_name="上传")
    line = models.PositiveIntegerField("序号")
    number = models.PositiveIntegerField("行号", help_text="在文件中看到的行号。")
    action = models.CharField("处理", max_length=10, choices=Action.choices)
    named = models.CharField("对象", max_length=200, blank=True)
    changes = models.JSONField("变化", default=list, blank=True)
    problems = models.JSONField("错误", default=list, blank=True)
    remarks = models.JSONField("提醒", default=list, blank=True)
    objects = SheetRowQuerySet.as_manager()

    class Meta:
        verbose_name = "登记表明细"
        verbose_name_plural = "登记表明细"
        ordering = ["upload", "line"]
        constraints = [models.UniqueConstraint(fields=["upload", "line"], name="uq_sheet_row")]

    def __str__(self):
        return f"第{self.number}行"
