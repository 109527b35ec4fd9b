"""An application and what is attached to it (R11–R23)."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField
from registry.policy.sizes import SIZE_LABELS

from .. import moves


def private_storage():
    return storages["private"]


class ApplicationQuerySet(RecordedQuerySet):
    UNDECIDED = (
        "draft",
        "submitted",
        "supplement",
        "screening",
        "screened",
        "approved",
        "in_publicity",
        "held",
    )

    def visible_to(self, user):
        """Office, leading group and auditor: all. Departments: what is in screening or later. Recommenders: their own."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_registry:
            return self
        mine = Q(recommender_id__in=scope.institutions)
        if scope.screens:
            mine |= ~Q(status__in=("draft", "submitted", "supplement", "withdrawn"))
        return self.filter(mine) if scope.institutions else self.none()

    def undecided(self):
        return self.filter(status__in=self.UNDECIDED)


class Application(Recorded):
    """One business's application in one round, recommended by an institution or made by itself (R22)."""

    class Channel(models.TextChoices):
        RECOMMENDED = "recommended", "推荐申报"
        SELF = "self", "自行申报"

    TABLE = moves.APPLICATION

    round = models.ForeignKey(
        "screening.Round", models.PROTECT, related_name="applications", verbose_name="轮次"
    )
    business = models.ForeignKey(
        "parties.Business", models.PROTECT, related_name="applications", verbose_name="企业（户）"
    )
    channel = models.CharField(
        "申报方式", max_length=12, choices=Channel.choices, default=Channel.RECOMMENDED
    )
    recommender = models.ForeignKey(
        "parties.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="推荐单位",
    )
    receipt_number = models.CharField("受理号", max_length=20, unique=True)
    contact_name = models.CharField("联系人", max_length=50)
    contact_phone = models.CharField("联系电话", max_length=30)
    registered_here = models.BooleanField("在伊金霍洛旗工商注册", default=False, help_text="文件二（一）2。")
    taxed_here = models.BooleanField("由伊金霍洛旗税务征管", default=False, help_text="文件二（一）2。")
    has_premises = models.BooleanField(
        "有固定经营场所，生产经营正常", default=False, help_text="文件二（一）2。"
    )
    consents_publication = models.BooleanField("同意公示企业（户）信息", default=False)
    consents_credit_query = models.BooleanField("授权查询征信", default=False)
    consents_operator_name = models.BooleanField(
        "同意公示经营者（法定代表人）全名", default=False, help_text="可以不同意；不同意的只显示姓。"
    )
    consents_version = models.CharField("声明文本版本", max_length=20, blank=True, editable=False)
    industry_code = models.CharField(
        "申报行业代码", max_length=8, blank=True, help_text="GB/T 4754-2017；空着的按企业（户）登记的。"
    )
    employees = models.PositiveIntegerField("申报从业人员（人）", null=True, blank=True)
    revenue = models.DecimalField(
        "申报营业收入（元）", max_digits=18, decimal_places=2, null=True, blank=True
    )
    assets = models.DecimalField("申报资产总额（元）", max_digits=18, decimal_places=2, null=True, blank=True)
    figures_year = models.PositiveSmallIntegerField("申报指标年度", null=True, blank=True)
    tax_grade = models.CharField("申报纳税信用级别", max_length=1, blank=True)
    tax_grade_year = models.PositiveSmallIntegerField("申报评价年度", null=True, blank=True)
    tax_since = models.DateField("申报首次纳税日期", null=True, blank=True)
    operator_key = models.CharField(
        "经营者证件指纹", max_length=64, blank=True, editable=False, db_index=True
    )
    operator_masked = models.CharField("经营者证件（遮盖）", max_length=18, blank=True, editable=False)
    particulars_note = models.TextField(
        "登记内容待核对", blank=True, help_text="申报人说明的变化和系统提示，由办公室核对后更改登记。"
    )
    size_class = models.CharField(
        "划型结果",
        max_length=12,
        blank=True,
        choices=list(SIZE_LABELS.items()),
        help_text="按受理时的指标计算。",
    )
    size_reason = models.TextField("划型理由", blank=True)
    received_on = models.DateField("受理日期", null=True, blank=True)
    outside_window_reason = models.CharField(
        "窗口外受理理由", max_length=300, blank=True, help_text="不在每年5月份、12月份内受理的理由。"
    )
    supplement_due_on = models.DateField("补正期限", null=True, blank=True)
    supplement_items = models.JSONField("要求补正的事项", default=list, blank=True, editable=False)
    supplement_done = models.JSONField("已经补正的事项", default=list, blank=True, editable=False)
    conclusion = models.TextField("办公室甄别结论", blank=True)
    status = StatusField(moves.APPLICATION)
    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "申报"
        verbose_name_plural = "申报"
        ordering = ["-id"]
        permissions = [*moves.APPLICATION.permissions(), ("override_window", "可以在窗口外受理申报"),
                       ("export_application", "可以导出申报")]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["round", "business"],
                condition=~Q(status="withdrawn"),
                name="uq_application_round_business",
            ),
            models.CheckConstraint(
                condition=Q(channel="self") | Q(recommender__isnull=False), name="ck_application_recommender"
            ),
        ]

    def __str__(self):
        return f"{self.business}（{self.round.batch}申报）"

    @property
    def decision(self):
        """The leading group's standing decision, or None."""
        return next((d for d in self.decisions.all() if d.standing), None)

    @property
    def subject_code(self):
        return self.business.uscc

    @property
    def owner_code(self):
        return self.recommender.code if self.recommender_id else ""


class AttachmentQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office, leading group and auditor: all. Others: what their own institution recommended (R72)."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_registry:
            return self
        return self.filter(application__recommender_id__in=scope.institutions)

    def standing(self):
        """Files that are there: not replaced by later ones, not deleted when their time was over."""
        return self.filter(replaced_on=None, expired_on=None)


class Attachment(Recorded):
    """One file of an application, kept outside the web root (R23)."""

    class Kind(models.TextChoices):
        CREDIT_REPORT = "credit_report", "人民银行征信报告"
        FORM = "form", "申报表"
        LICENCE = "licence", "营业执照"
        OTHER = "other", "其他材料"

    REQUIRED = (Kind.CREDIT_REPORT, Kind.FORM)

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="attachments", verbose_name="申报"
    )
    kind = models.CharField("材料", max_length=16, choices=Kind.choices)
    file = models.FileField("文件", storage=private_storage, upload_to="applications/%Y/%m", max_length=200)
    original_name = models.CharField("原文件名", max_length=200)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("文件指纹", max_length=64)
    replaced_on = models.DateField(
        "被替换日期", null=True, blank=True, help_text="申报人改换材料的日期；原件保留。"
    )
    expired_on = models.DateField(
        "按期限删除日期", null=True, blank=True, editable=False, help_text="文件已删除，文件名和指纹保留。"
    )
    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "申报材料"
        verbose_name_plural = "申报材料"
        constraints = [
            models.UniqueConstraint(fields=["application", "kind", "sha256"], name="uq_attachment_once"),
        ]

    def __str__(self):
        return (
            f"{self.get_kind_display()}：{self.original_name}{'（已按期限删除）' if self.expired_on else ''}"
        )

    @property
    def owner_code(self):
        return self.application.owner_code
