"""Signed links for bodies without an account: one institution's questions, a code by mail, every use logged."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded
from registry.ledger.models import AppendOnly

from .opinion import SeenByScreening


class LinkQuerySet(SeenByScreening):
    owner = "institution_id__in"

    def live(self, today):
        return self.filter(revoked_on=None, expires_on__gte=today)


class OpinionLink(Recorded):
    """One link. `nonce` is part of the signed token, so that a new link never opens with an old one."""

    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="答复单位"
    )
    mail_domain = models.CharField("邮箱域名", max_length=100, help_text="验证码只发往这个域名的邮箱。")
    nonce = models.CharField("随机数", max_length=32, unique=True, editable=False)
    issued_on = models.DateField("签发日期")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="签发人"
    )
    expires_on = models.DateField("有效期至")
    revoked_on = models.DateField("撤销日期", null=True, blank=True)
    revoked_reason = models.CharField("撤销理由", max_length=300, blank=True)
    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "答复链接"
        verbose_name_plural = "答复链接"
        ordering = ["-id"]
        permissions = [("issue_opinionlink", "可以签发答复链接"), ("revoke_opinionlink", "可以撤销答复链接")]
        constraints = [
            models.CheckConstraint(condition=Q(expires_on__gte=F("issued_on")), name="ck_link_days"),
            models.CheckConstraint(
                condition=Q(revoked_on=None) | ~Q(revoked_reason=""), name="ck_link_revoked_reason"
            ),
        ]

    def __str__(self):
        return f"{self.institution}的答复链接（{self.issued_on:%Y年%m月%d日}）"

    @property
    def owner_code(self):
        return self.institution.code


class LinkCode(models.Model):
    """A one-time code mailed to one address: kept as a salted hash, good once, for minutes, for few tries."""

    link = models.ForeignKey(OpinionLink, models.PROTECT, related_name="codes", verbose_name="链接")
    address = models.EmailField("邮箱")
    code_hash = models.CharField("验证码指纹", max_length=200)
    sent_at = models.DateTimeField("发出时间")
    expires_at = models.DateTimeField("失效时间")
    tries = models.PositiveSmallIntegerField("试过几次", default=0)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = "链接验证码"
        verbose_name_plural = "链接验证码"


class LinkUse(AppendOnly):
    """One thing that happened at a link: opened, a code sent, right or wrong, an answer given, a refusal."""

    class What(models.TextChoices):
        OPENED = "opened", "打开链接"
        REFUSED = "refused", "链接无效"
        SENT = "sent", "发出验证码"
        WRONG = "wrong", "验证码不符"
        ENTERED = "entered", "验证通过"
        ANSWERED = "answered", "答复意见"

    link = models.ForeignKey(OpinionLink, models.PROTECT, related_name="uses", verbose_name="答复链接")
    what = models.CharField("事项", max_length=10, choices=What.choices)
    address = models.CharField("邮箱", max_length=254, blank=True)
    detail = models.CharField("说明", max_length=200, blank=True)
    happened_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "链接使用记录"
        verbose_name_plural = "链接使用记录"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.get_what_display()} {self.address}".strip()
