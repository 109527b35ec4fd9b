"""A bank's profile of headers, and the file that waits until somebody says which column is which."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models

from registry.history.models import Recorded, RecordedQuerySet

from ..columns import COLUMNS, SKIP

CHOICES = [
    ("", "不再记住，按表头自动识别"), (SKIP, "不用这一列"), *((column.name, column.label) for column in COLUMNS),
]  # fmt: skip


def private_storage():
    """Outside the web root; nobody downloads from here."""
    return storages["private"]


class ColumnProfileQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office and auditor: all. A bank: what it taught itself."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_lending:
            return self
        return self.filter(bank_id__in=scope.institutions) if scope.institutions else self.none()


class ColumnProfile(Recorded):
    """One header of one bank and the column it means. `key` is the header without width, blanks and units."""

    bank = models.ForeignKey("parties.Institution", models.PROTECT, related_name="+", verbose_name="银行")
    header = models.CharField("表头", max_length=100, help_text="照表中的写法填写。")
    key = models.CharField("识别用的写法", max_length=120, editable=False)
    column = models.CharField("对应的栏目", max_length=20, choices=CHOICES, blank=True)
    taught_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="由谁确定", editable=False
    )
    taught_on = models.DateField("确定日期", editable=False)
    objects = ColumnProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "表头对应"
        verbose_name_plural = "表头对应"
        ordering = ["bank", "header"]
        constraints = [models.UniqueConstraint(fields=["bank", "key"], name="uq_column_profile")]

    def __str__(self):
        return f"{self.bank}：{self.header}"

    @property
    def owner_code(self):
        return self.bank.code


class HeldFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever uploaded it, while still at that bank; nobody else (trust UPL-4)."""
        from registry.parties.access import reach

        return self.filter(uploaded_by=user, bank_id__in=reach(user).institutions)


class HeldFile(models.Model):
    """Working matter of one person for one day; taken away when read, put aside, or the day is over."""

    bank = models.ForeignKey("parties.Institution", models.PROTECT, related_name="+", verbose_name="银行")
    file = models.FileField("文件", storage=private_storage, upload_to="held/%Y/%m", max_length=200)
    original_name = models.CharField("原文件名", max_length=200)
    sha256 = models.CharField("文件指纹", max_length=64)
    unit = models.CharField("金额单位", max_length=4, blank=True)
    uploaded_on = models.DateField("上传日期")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    objects = HeldFileQuerySet.as_manager()

    class Meta:
        verbose_name = "等待对应表头的文件"
        verbose_name_plural = "等待对应表头的文件"
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self):
        return self.original_name
