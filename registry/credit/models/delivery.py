"""How facts come in: deliveries by sheet or interface, the keys of the interface, and every call of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField
from registry.ledger.models import AppendOnly, AppendOnlyQuerySet

from .. import moves
from .base import OwnQuerySet, private_storage


class Delivery(Recorded):
    """One handing-over of facts by one institution, with the purpose, the authority for it and how long it may be used."""

    class Channel(models.TextChoices):
        SHEET = "sheet", "表格上传"
        API = "api", "数据接口"

    TABLE = moves.DELIVERY

    source = models.ForeignKey(
        "credit.CreditSource", models.PROTECT, related_name="deliveries", verbose_name="来源"
    )
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="报送单位"
    )
    channel = models.CharField("方式", max_length=5, choices=Channel.choices)
    purpose = models.CharField("用途", max_length=100)
    authority = models.CharField("授权依据", max_length=200)
    use_until = models.DateField("使用期限至")
    received_on = models.DateField("收到日期")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="报送人"
    )
    file = models.FileField(
        "文件", storage=private_storage, upload_to="credit/%Y/%m", max_length=200, blank=True
    )
    original_name = models.CharField("原文件名", max_length=200, blank=True)
    sha256 = models.CharField("内容指纹", max_length=64)
    token = models.ForeignKey(
        "credit.ApiToken",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name="接口密钥",
    )
    idempotency_key = models.CharField("请求编号", max_length=64, null=True, blank=True, editable=False)
    rows = models.PositiveIntegerField("行数", default=0)
    created = models.PositiveIntegerField("新增", default=0)
    corrected = models.PositiveIntegerField("更正", default=0)
    unchanged = models.PositiveIntegerField("无变化", default=0)
    rejected = models.PositiveIntegerField("有误", default=0)
    preview = models.JSONField("核对结果", default=list, blank=True, editable=False)
    status = StatusField(moves.DELIVERY)
    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "信用信息报送"
        verbose_name_plural = "信用信息报送"
        ordering = ["-id"]
        permissions = moves.DELIVERY.permissions()
        constraints = [
            models.UniqueConstraint(fields=["token", "idempotency_key"], name="uq_delivery_once"),
            models.CheckConstraint(
                condition=~Q(purpose="") & ~Q(authority="") & Q(use_until__gte=models.F("received_on")),
                name="ck_delivery_authority",
            ),
        ]

    def __str__(self):
        return f"{self.source}（{self.received_on:%Y-%m-%d}）"

    @property
    def owner_code(self):
        return self.institution.code


class TokenQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Who keeps accounts, and the auditor."""
        from registry.parties.access import of_keepers

        return of_keepers(self, user)


class ApiToken(Recorded):
    """A key of the interface for one source, held by one person. Only its fingerprint is kept; shown once when made."""

    class Scope(models.TextChoices):
        REPORT = "report", "报送信用信息"

    name = models.CharField("名称", max_length=60, help_text="对方系统的名称，便于识别。")
    source = models.ForeignKey(
        "credit.CreditSource", models.PROTECT, related_name="tokens", verbose_name="来源"
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="责任人",
        help_text="提供单位中有“信用信息报送”岗位的人；离岗后密钥随即失效。",
    )
    scope = models.CharField("权限", max_length=12, choices=Scope.choices, default=Scope.REPORT)
    expires_on = models.DateField("有效期至")
    addresses = models.TextField(
        "允许的网络地址", blank=True, help_text="每行一个地址或网段，例如 10.1.2.0/24；留空为不限。"
    )
    prefix = models.CharField("密钥开头", max_length=12, unique=True, editable=False)
    digest = models.CharField("密钥指纹", max_length=64, unique=True, editable=False)
    issued_on = models.DateField("发放日期", editable=False)
    revoked_on = models.DateField("吊销日期", null=True, blank=True, editable=False)
    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = "接口密钥"
        verbose_name_plural = "接口密钥"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("issued_on")), name="ck_token_expiry"
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.source}）"


class CallQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        from registry.parties.access import of_keepers

        return of_keepers(self, user)


class ApiCall(AppendOnly):
    """One call of the interface, answered or refused: from where, under which key, with what outcome (AUD-3)."""

    token = models.ForeignKey(
        ApiToken, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name="接口密钥"
    )
    address = models.CharField("来源地址", max_length=45, db_index=True)
    answered = models.PositiveSmallIntegerField("结果代码")
    outcome = models.CharField("结果", max_length=100)
    delivery = models.ForeignKey(
        Delivery, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报送批次"
    )
    called_at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = "接口调用"
        verbose_name_plural = "接口调用记录"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.address}：{self.outcome}"
