"""Who came in, who was turned away, who took data out: append-only, no passwords, no personal data (trust AUD-3)."""

from django.conf import settings
from django.db import models

from registry.ledger.models import AppendOnly, AppendOnlyQuerySet


class AccessEventQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        """Auditors and the security officer; nobody else, not even the system administrator."""
        from ..access import reach

        return self if reach(user).roles & {"auditor", "security"} else self.none()


class AccessEvent(AppendOnly):
    """`account` is empty for a name that is no account (it might be a mistyped password); `account_key` is its digest.

    `network` is the sender's address cut to its network (/24, /48), `device` the digest of a device known from before.
    """

    class Kind(models.TextChoices):
        LOGIN = "login", "登录"
        FAILED = "login_failed", "登录失败"
        WAIT = "login_wait", "失败过多，须等待"
        LOGOUT = "logout", "退出"
        TIMEOUT = "timeout", "超时退出"
        DENIED = "denied", "越权访问被拒"
        EXPORT = "export", "导出"
        ROLE = "role", "岗位变动"
        REQUEST = "account_request", "申请账号"
        REVEAL = "reveal", "查看联系方式"

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    kind = models.CharField("事件", max_length=16, choices=Kind.choices, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="账号"
    )
    account_key = models.CharField("账号指纹", max_length=16, blank=True, db_index=True)
    what = models.CharField("内容", max_length=200, blank=True)
    network = models.CharField("网段", max_length=48, blank=True)
    device = models.CharField("常用设备指纹", max_length=16, blank=True)
    objects = AccessEventQuerySet.as_manager()

    class Meta:
        verbose_name = "访问记录"
        verbose_name_plural = "访问记录"
        ordering = ["-id"]
        permissions = [("reveal_contact", "可以查看完整联系方式")]
        indexes = [models.Index(fields=["account_key", "kind", "at"], name="ix_access_account")]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.user or '（不是账号）'}"
