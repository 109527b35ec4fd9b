"""An objection to one entry of a notice (A11). Seen only by those who handle it; the text is never touched."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from .. import moves


def private_storage():
    return storages["private"]


class ObjectionQuerySet(RecordedQuerySet):
    HOLDING = ("received", "accepted", "investigating")

    def undecided(self):
        """Objections that hold their entry at the close (A11). A lead holds only once it is investigated."""
        return self.filter(status__in=self.HOLDING)

    def visible_to(self, user):
        """Office and auditor only."""
        from registry.parties.access import reach

        roles = reach(user).roles
        return self if user.is_superuser or roles & {"clerk", "head", "auditor"} else self.none()


class Objection(Recorded):
    """One objection or lead as received from the public page, letter or visit."""

    class Sort(models.TextChoices):
        PERSON = "person", "个人实名"
        ORGANISATION = "organisation", "单位（加盖公章）"
        ANONYMOUS = "anonymous", "匿名线索"

    TABLE = moves.OBJECTION

    entry = models.ForeignKey(
        "publicity.NoticeEntry", models.PROTECT, related_name="objections", verbose_name="公示对象"
    )
    receipt_number = models.CharField("受理号", max_length=20, unique=True)
    sort = models.CharField("异议人", max_length=12, choices=Sort.choices)
    name = models.CharField("姓名或单位名称", max_length=80, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    address = models.CharField("联系地址", max_length=200, blank=True)
    facts = models.TextField("事实与理由")
    evidence = models.FileField(
        "证据材料", storage=private_storage, upload_to="objections/%Y/%m", max_length=200, blank=True
    )
    evidence_name = models.CharField("原文件名", max_length=200, blank=True)
    received_on = models.DateField("收到日期")
    late = models.BooleanField("公示期外收到", default=False)
    reply_text = models.TextField("答复内容", blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    status = StatusField(moves.OBJECTION)
    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "异议"
        verbose_name_plural = "异议"
        ordering = ["-id"]
        permissions = moves.OBJECTION.permissions()
        constraints = [
            models.CheckConstraint(
                condition=Q(sort="anonymous") | (~Q(name="") & ~Q(phone="")), name="ck_objection_real_name"
            ),
        ]

    def __str__(self):
        return f"{self.receipt_number}（{self.entry.shown_name}）"

    @property
    def subject_code(self):
        return self.entry.uscc
