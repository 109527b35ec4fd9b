"""Bodies that act: office, leading group, departments, towns, banks, microlenders, the guarantor (R22, R26, R54)."""

from django.db import models

from registry.history.models import Recorded, RecordedQuerySet


class InstitutionQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Names of institutions are no secret among staff."""
        return self if user.is_authenticated else self.none()

    def partner_banks(self):
        return self.filter(kind=Institution.Kind.BANK, active=True)

    def departments(self):
        return self.filter(kind=Institution.Kind.DEPARTMENT, active=True)


class Institution(Recorded):
    """One body, known everywhere by its short code (e.g. `OFFICE`, `TAX`, `NSH`)."""

    class Kind(models.TextChoices):
        OFFICE = "office", "领导小组办公室"
        LEADING = "leading", "领导小组"
        DEPARTMENT = "department", "成员单位"
        TOWN = "town", "镇"
        BANK = "bank", "合作金融机构"
        MICROLENDER = "microlender", "小额贷款公司"
        GUARANTOR = "guarantor", "担保公司"
        PROVIDER = "provider", "信息提供单位"
        SUPERIOR = "superior", "上级单位"

    code = models.CharField(
        "机构代码", max_length=24, unique=True, help_text="大写字母与数字，一经使用不再更改。"
    )
    name = models.CharField("机构名称", max_length=100, unique=True)
    kind = models.CharField("类别", max_length=16, choices=Kind.choices, db_index=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    email = models.EmailField(
        "收件邮箱", blank=True, help_text="预警、报告等文书除站内收件箱外，同时发往此邮箱。"
    )
    phone = models.CharField("联系电话", max_length=30, blank=True)
    receives_warnings = models.BooleanField(
        "接收预警提示",
        default=True,
        help_text="逾期预警、取消资格等文书同时发给有关单位和金融机构（文件二（二）5）。",
    )
    joins_screening = models.BooleanField(
        "参加甄别", default=False, help_text="按职责审核申请的部门（文件二（二）2）。"
    )
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="上级单位",
        limit_choices_to={"kind": "superior"},
        help_text="如该行总行、该公司的主管单位。代偿申请久拖未办时同时发往它的收件邮箱。先以“上级单位”类别登记，再在此选择。",
    )
    active = models.BooleanField("在用", default=True)
    order = models.PositiveSmallIntegerField("排序", default=100)
    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"
        ordering = ["order", "code"]

    def __str__(self):
        return self.name
