"""What lenders find out about a loan: their own inquiry before it, and how the money is used after it (R33, R34)."""

from django.db import models
from django.db.models import Q

from registry.policy.dates import written

from ..files import private_storage
from .base import BankOwned


class Inquiry(BankOwned):
    """What the bank or the guarantor found itself before lending (R33). A later finding supersedes (R70)."""

    class Result(models.TextChoices):
        AGREE = "agree", "同意"
        DISAGREE = "disagree", "不同意"

    line = models.ForeignKey(
        "lending.CreditLine", models.PROTECT, related_name="inquiries", verbose_name="授信合同"
    )
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="调查单位"
    )
    result = models.CharField("调查结论", max_length=8, choices=Result.choices)
    concluded_on = models.DateField("作出日期")
    grounds = models.TextField("调查情况和理由")
    standing = models.BooleanField("现行有效", default=True, editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="更正哪一条"
    )

    class Meta:
        verbose_name = "放款前调查"
        verbose_name_plural = "放款前调查"
        ordering = ["-concluded_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "institution"], condition=Q(standing=True), name="uq_standing_inquiry"
            ),
        ]

    def __str__(self):
        return f"{self.institution}：{self.line.contract_no} {self.get_result_display()}"

    @property
    def business(self):
        return self.line.business


class SupervisionNote(BankOwned):
    """One check by the bank of what the money is used for (R34), of a line or of one note under it."""

    class Finding(models.TextChoices):
        FITS = "fits", "相符"
        DOUBT = "doubt", "存疑"
        MISUSE = "misuse", "挪用嫌疑"

    line = models.ForeignKey(
        "lending.CreditLine", models.PROTECT, related_name="supervisions", verbose_name="授信合同"
    )
    note = models.ForeignKey(
        "lending.LoanNote",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervisions",
        verbose_name="借据",
    )
    checked_on = models.DateField("检查日期")
    looked_at = models.TextField("检查内容", help_text="查看了哪些凭证、账户、现场。")
    finding = models.CharField("检查结果", max_length=8, choices=Finding.choices, db_index=True)
    remarks = models.TextField("情况说明", blank=True)
    file = models.FileField(
        "检查材料", storage=private_storage, upload_to="supervision/%Y/%m", max_length=200, blank=True
    )
    original_name = models.CharField("材料原名", max_length=120, blank=True)
    considered_on = models.DateField("办公室研究日期", null=True, blank=True)
    consideration = models.TextField("研究结果", blank=True)

    class Meta:
        verbose_name = "资金使用监督记录"
        verbose_name_plural = "资金使用监督记录"
        ordering = ["-checked_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "checked_on"], condition=Q(note__isnull=False), name="uq_supervision_of_note"
            ),
            models.UniqueConstraint(
                fields=["line", "checked_on"], condition=Q(note=None), name="uq_supervision_of_line"
            ),
            models.CheckConstraint(condition=Q(finding="fits") | ~Q(remarks=""), name="ck_supervision_told"),
            models.CheckConstraint(
                condition=Q(considered_on=None, consideration="")
                | (Q(considered_on__isnull=False, finding="misuse") & ~Q(consideration="")),
                name="ck_supervision_considered",
            ),
        ]

    def __str__(self):
        about = f"借据{self.note.note_no}" if self.note_id else f"合同{self.line.contract_no}"
        return f"{about} {written(self.checked_on)}监督检查（{self.get_finding_display()}）"

    @property
    def business(self):
        return self.line.business
