"""Uploads and their staged rows: what a bank sent, what was read in it, what became of it (R70)."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from . import moves
from .kept import Said, Words


def private_storage():
    """Outside the web root; read only through views that ask `visible_to`."""
    return storages["private"]


class UploadQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office, guarantor, auditor: all. A bank: its own uploads and nothing else."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_lending:
            return self
        return self.filter(bank_id__in=scope.institutions) if scope.institutions else self.none()


class Upload(Recorded):
    """One workbook from one bank. `register_version` is what the preview was computed against."""

    class Unit(models.TextChoices):
        YUAN = "yuan", "元"
        WAN = "wan", "万元"

    TABLE = moves.UPLOAD

    bank = models.ForeignKey("parties.Institution", models.PROTECT, related_name="+", verbose_name="银行")
    file = models.FileField("文件", storage=private_storage, upload_to="uploads/%Y/%m", max_length=200)
    original_name = models.CharField("原文件名", max_length=200)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("文件指纹", max_length=64, db_index=True)
    unit = models.CharField("金额单位", max_length=4, choices=Unit.choices, default=Unit.YUAN)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    header_row = models.PositiveIntegerField("表头所在行", default=1)
    mapping = models.JSONField("表头的对应", default=dict, blank=True, editable=False)
    as_of = models.DateField("数据日期", null=True, blank=True)
    uploaded_on = models.DateField("上传日期")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="确认人",
    )
    rows = models.PositiveIntegerField("行数", default=0)
    created = models.PositiveIntegerField("新增", default=0)
    updated = models.PositiveIntegerField("更新", default=0)
    unchanged = models.PositiveIntegerField("无变化", default=0)
    rejected = models.PositiveIntegerField("有误", default=0)
    warnings = models.PositiveIntegerField("提醒", default=0)
    remarks = models.JSONField("说明", default=list, blank=True)
    control = models.JSONField("核对数", default=dict, blank=True, editable=False)
    register_version = models.CharField("核对时的登记版本", max_length=64, blank=True)
    booked_key = models.CharField(
        "入账指纹", max_length=64, null=True, blank=True, unique=True, editable=False
    )
    status = StatusField(moves.UPLOAD)
    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "上传"
        verbose_name_plural = "上传"
        ordering = ["-id"]
        permissions = [
            *moves.UPLOAD.permissions(),
            ("upload_ledger", "可以上传贷款台账"),
            ("decide_undo_upload", "可以批准撤销台账入账"),
        ]

    def __str__(self):
        return f"{self.original_name}（{self.bank}）"

    @property
    def owner_code(self):
        return self.bank.code

    @property
    def source(self):
        """How rows and history name this upload."""
        return f"upload:{self.pk}"


class StagedRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(upload__in=Upload.objects.visible_to(user))


class StagedRow(models.Model):
    """One row as read and as cleaned, with its problems. Working matter of one upload, kept for the record."""

    class Action(models.TextChoices):
        NEW = "new", "新增"
        CHANGED = "changed", "更新"
        UNCHANGED = "unchanged", "无变化"
        REJECTED = "rejected", "有误"

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="staged", verbose_name="上传")
    row = models.PositiveIntegerField("行号", help_text="在文件中看到的行号。")
    raw = Words("原文", default=list)
    clean = Said("整理后", default=dict)
    changes = models.JSONField("变化", default=list, blank=True)
    action = models.CharField("处理", max_length=10, choices=Action.choices)
    errors = models.JSONField("错误", default=list, blank=True)
    warnings = models.JSONField("提醒", default=list, blank=True)
    duties = models.JSONField("将触发的事项", default=list, blank=True)
    ripple = models.JSONField("以原数据为依据的文书", default=list, blank=True, editable=False)
    objects = StagedRowQuerySet.as_manager()

    class Meta:
        verbose_name = "上传明细"
        verbose_name_plural = "上传明细"
        ordering = ["upload", "row"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "row"], name="uq_staged_row"),
        ]

    def __str__(self):
        return f"第{self.row}行"


from .background.models import UploadJob  # noqa: E402, F401
from .held.models import ColumnProfile, HeldFile  # noqa: E402, F401
from .interface.models import UploadCall, UploadKey  # noqa: E402, F401
from .recommending.models import RecommendationSheet  # noqa: E402, F401
from .sheets.models import SheetRow, SheetUpload  # noqa: E402, F401
