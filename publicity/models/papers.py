"""Files around an objection: waiting in quarantine until handed in, then kept for its handlers only (trust OUT-2)."""

from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded

from .objection import HandlersOnly, private_storage


class WaitingPaper(models.Model):
    """A file a visitor has chosen and not yet handed in; never served to anybody, gone the next day."""

    class State(models.TextChoices):
        WAITING = "waiting", "待检"
        CHECKED = "checked", "已检查"

    ticket = models.CharField("暂存号", max_length=32, db_index=True)
    file = models.FileField("文件", storage=private_storage, upload_to="quarantine/%Y/%m", max_length=200)
    original_name = models.CharField("原文件名", max_length=200)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("文件指纹", max_length=64)
    state = models.CharField("检查", max_length=8, choices=State.choices, default=State.WAITING)
    kept_on = models.DateField("暂存日期", db_index=True)

    class Meta:
        verbose_name = "暂存材料"
        verbose_name_plural = "暂存材料"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ticket", "sha256"], name="uq_waiting_paper_once")]

    def __str__(self):
        return f"暂存材料（{self.pk}）"


class ObjectionPaper(Recorded):
    """One file of an objection: from the sender, from the business objected to, or gathered by the office."""

    class Side(models.TextChoices):
        SENDER = "sender", "异议人提供"
        BUSINESS = "business", "被反映对象提供"
        OFFICE = "office", "经办人登记"

    objection = models.ForeignKey(
        "publicity.Objection", models.PROTECT, related_name="papers", verbose_name="异议"
    )
    side = models.CharField("来源", max_length=8, choices=Side.choices)
    file = models.FileField(
        "文件", storage=private_storage, upload_to="objections/%Y/%m", max_length=200, blank=True
    )
    original_name = models.CharField("原文件名", max_length=200)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("文件指纹", max_length=64)
    received_on = models.DateField("收到日期")
    objects = HandlersOnly.as_manager()

    class Meta:
        verbose_name = "异议材料"
        verbose_name_plural = "异议材料"
        ordering = ["objection", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["objection", "sha256"], name="uq_objection_paper_once")
        ]

    def __str__(self):
        return f"{self.objection.receipt_number}：{self.original_name}"

    @property
    def subject_code(self):
        return self.objection.subject_code


class Statement(Recorded):
    """What the business objected to was asked, and what it said. The question is the redacted copy, nothing else."""

    objection = models.OneToOneField(
        "publicity.Objection", models.PROTECT, related_name="statement", verbose_name="异议"
    )
    letter = models.OneToOneField(
        "documents.IssuedDocument", models.PROTECT, related_name="+", verbose_name="核实通知"
    )
    asked_on = models.DateField("通知日期")
    due_on = models.DateField("说明期限", db_index=True)
    text = models.TextField("说明内容", blank=True)
    signed_by = models.CharField("说明人", max_length=80, blank=True)
    given_on = models.DateField("收到说明日期", null=True, blank=True)
    online = models.BooleanField("网上提交", default=False)
    objects = HandlersOnly.as_manager()

    class Meta:
        verbose_name = "被反映对象说明"
        verbose_name_plural = "被反映对象说明"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_on=None) | Q(given_on__gte=F("asked_on")),
                name="ck_statement_after_question",
            ),
        ]

    def __str__(self):
        return f"{self.objection.entry.shown_name}的说明（{self.objection.receipt_number}）"

    @property
    def subject_code(self):
        return self.objection.subject_code


class Knock(models.Model):
    """One objection or file from the public page; `key` is a keyed hash of whence. Gone after a day."""

    key = models.CharField("指纹", max_length=64)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "提交计数"
        verbose_name_plural = "提交计数"
        default_permissions = ()
        indexes = [models.Index(fields=["key", "at"], name="ix_knock")]
