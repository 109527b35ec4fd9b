"""A person asks for an account: checked by the own institution, opened by the administrator (trust AUT-5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from ..moves import ACCOUNT_REQUEST
from ..roles import ROLES

OPEN = ("requested", "endorsed")


class AccountRequestQuerySet(RecordedQuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def visible_to(self, user):
        """Who keeps accounts, the auditor and the office head: all. The person in charge at an institution: its own."""
        from ..access import reach

        scope = reach(user)
        if scope.keeps_accounts or scope.roles & {"auditor", "head"}:
            return self
        if not scope.institutions:
            return self.none()
        led = user.memberships.current().filter(liaison=True).values("institution_id")
        return self.filter(institution_id__in=led)


class AccountRequest(Recorded):
    """One request; `opened` is the account it led to."""

    TABLE = ACCOUNT_REQUEST

    full_name = models.CharField("姓名", max_length=50)
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="所在单位"
    )
    role = models.CharField(
        "申请岗位", max_length=24, choices=[(key, role.label) for key, role in ROLES.items()]
    )
    phone = models.CharField("手机", max_length=30)
    email = models.EmailField("工作邮箱", max_length=120)
    reason = models.CharField("申请事由", max_length=300)
    requested_on = models.DateField("申请日期")
    expires_on = models.DateField("办理期限", help_text="含当日；过期作废，须重新申请。")
    opened = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="开通的账号",
    )
    status = StatusField(ACCOUNT_REQUEST)
    objects = AccountRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "账号申请"
        verbose_name_plural = "账号申请"
        ordering = ["-id"]
        permissions = ACCOUNT_REQUEST.permissions()
        constraints = [
            models.UniqueConstraint(
                fields=["email", "institution", "role"],
                condition=Q(status__in=OPEN),
                name="uq_one_open_request",
            )
        ]

    def __str__(self):
        return f"{self.full_name}（{self.institution}，{self.get_role_display()}）"

    @property
    def owner_code(self):
        return self.institution.code
