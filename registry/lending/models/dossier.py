"""The compensation file of an overdue episode: opened on day 1, its papers, and what the office sent back (R46, R66)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.policy.dates import written

from ..files import private_storage
from ..rules.deficiency import CODES
from .base import BankOwned


class ClaimDossier(BankOwned):
    """One file per episode. What is in it is read from the records; `told_day` is the last stage the bank was told of."""

    episode = models.OneToOneField(
        "lending.OverdueEpisode", models.PROTECT, related_name="dossier", verbose_name="逾期"
    )
    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="+", verbose_name="企业（户）"
    )
    opened_on = models.DateField("建立日期")
    told_day = models.PositiveSmallIntegerField(
        "最近提醒的逾期日", default=0, help_text="逾期第1、30、45、55日各查一次，有缺件的提醒银行。"
    )

    class Meta:
        verbose_name = "代偿资料包"
        verbose_name_plural = "代偿资料包"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.episode.note.note_no} 代偿资料包（自{written(self.episode.unpaid_since)}逾期）"


class DossierDocument(BankOwned):
    """One file the bank put in. Taken out with a reason, never deleted."""

    dossier = models.ForeignKey(
        ClaimDossier, models.PROTECT, related_name="documents", verbose_name="代偿资料包"
    )
    paper = models.ForeignKey(
        "lending.PaperRequirement", models.PROTECT, related_name="+", verbose_name="资料名称"
    )
    about = models.CharField("说明", max_length=200, blank=True, help_text="如文书号、日期、页数。")
    file = models.FileField("文件", storage=private_storage, upload_to="dossiers/%Y/%m", max_length=200)
    original_name = models.CharField("文件原名", max_length=120, blank=True)
    uploaded_on = models.DateField("上传日期")
    lodgings = models.PositiveSmallIntegerField(
        "上传前已提交次数", default=0, help_text="这次逾期的代偿申请在此前已提交几次；退回后补的由此可见。"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    standing = models.BooleanField("在资料包中", default=True, editable=False)
    taken_out_on = models.DateField("撤下日期", null=True, blank=True)
    taken_out_for = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "代偿资料"
        verbose_name_plural = "代偿资料"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing=True, taken_out_on=None) | Q(standing=False, taken_out_on__isnull=False),
                name="ck_document_taken_out",
            ),
        ]

    def __str__(self):
        return f"{self.paper.name}（{self.original_name}）"

    @property
    def business(self):
        return self.dossier.business


class ClaimDeficiency(BankOwned):
    """One thing the office found wanting when it sent a claim back, by code, and the bank's answer to it."""

    claim = models.ForeignKey(
        "lending.CompensationClaim", models.PROTECT, related_name="deficiencies", verbose_name="代偿申请"
    )
    paper = models.ForeignKey(
        "lending.PaperRequirement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="资料名称",
        help_text="空：代偿金额和计息。",
    )
    code = models.CharField("退回原因", max_length=4, choices=list(CODES.items()))
    round = models.PositiveSmallIntegerField("第几次提交")
    raised_on = models.DateField("退回日期")
    answer = models.CharField("补正说明", max_length=500, blank=True)
    answered_on = models.DateField("补正日期", null=True, blank=True)

    class Meta:
        verbose_name = "代偿补正事项"
        verbose_name_plural = "代偿补正事项"
        ordering = ["-round", "id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "round", "paper", "code"], name="uq_deficiency_once"),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="ck_deficiency_answered",
            ),
        ]

    def __str__(self):
        return f"{self.claim}第{self.round}次退回：{self.subject}——{self.get_code_display()}"

    @property
    def subject(self):
        """What it is about, in words."""
        return f"“{self.paper.name}”" if self.paper_id else "代偿金额和计息"

    @property
    def business(self):
        return self.claim.business
