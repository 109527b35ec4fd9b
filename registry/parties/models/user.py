"""Accounts and what they may act as: a person, a role, an institution (design §5)."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q

from registry.history.acting import act_or_none
from registry.history.errors import UnauditedWrite
from registry.history.models import Recorded, RecordedQuerySet, Trail

from ..context import working_day
from ..roles import ROLES


class AccountQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who keeps accounts, audits or works in the office: all. Everybody else: their own."""
        from ..access import reach

        scope = reach(user)
        if scope.keeps_accounts or scope.roles & {"auditor", "clerk", "head"}:
            return self
        return self.filter(pk=user.pk) if user.is_authenticated else self.none()


class AccountManager(UserManager.from_queryset(AccountQuerySet)):
    use_in_migrations = False


class User(AbstractUser):
    """One account. Disabled, never deleted; nobody makes a superuser but a superuser."""

    first_name = last_name = None
    full_name = models.CharField("姓名", max_length=50, blank=True)
    phone = models.CharField("手机", max_length=20, blank=True)
    reopened_on = models.DateField("重新启用日期", null=True, blank=True, editable=False)
    history = Trail(inherit=False, excluded_fields=["last_login", "password"])
    objects = AccountManager()

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return self.full_name or self.username

    def get_short_name(self):
        return self.get_full_name()

    def save(self, *args, **kwargs):
        if set(kwargs.get("update_fields") or ()) == {"last_login"}:
            self.skip_history_when_saving = True
        self._refuse_self_promotion()
        try:
            super().save(*args, **kwargs)
        finally:
            self.__dict__.pop("skip_history_when_saving", None)

    def delete(self, *args, **kwargs):
        raise UnauditedWrite("账号不删除，只停用。")

    def _refuse_self_promotion(self):
        act = act_or_none()
        request = getattr(type(self).history.model, "history_request", None) or _request()
        person = act.actor if act else getattr(request, "user", None)
        if not self.is_superuser or person is None or getattr(person, "is_superuser", False):
            return
        if not type(self)._base_manager.filter(pk=self.pk, is_superuser=True).exists():
            raise PermissionDenied("不能把账号设为超级用户。")


def _request():
    return getattr(Trail.context, "request", None)


class MembershipQuerySet(RecordedQuerySet):
    def unended(self):
        """Not ended by an act; a delegation among them may not have begun or may be over."""
        return self.filter(ended_on=None)

    def standing(self):
        """Held until ended, without a last day."""
        return self.unended().filter(until=None)

    def delegated(self, today):
        """Delegations that run on `today`, both ends included: derived from their dates, no timer needed."""
        return self.unended().filter(until__gte=today, started_on__lte=today)

    def current(self, today=None):
        """What the person may act as on `today` (default: now, the day of the request)."""
        return self.standing() | self.delegated(today or working_day())

    def visible_to(self, user):
        from ..access import reach

        scope = reach(user)
        return self if scope.keeps_accounts or "auditor" in scope.roles else self.filter(user_id=user.pk)


class Membership(Recorded):
    """A person acts in a role for an institution from one day to another. Groups follow from it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="账号")
    institution = models.ForeignKey("parties.Institution", models.PROTECT, verbose_name="机构")
    role = models.CharField("岗位", max_length=24, choices=[(key, role.label) for key, role in ROLES.items()])
    started_on = models.DateField("起始日")
    ended_on = models.DateField("终止日", null=True, blank=True)
    liaison = models.BooleanField(
        "本单位账号负责人",
        default=False,
        help_text="核实本单位人员的账号申请；没有负责人的单位由办公室负责人核实。",
    )
    delegated_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="委托人"
    )
    until = models.DateField("委托至", null=True, blank=True, help_text="含当日，到期自行失效。")
    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        permissions = [("approve_membership", "可以批准岗位的授予与终止")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "institution", "role"],
                condition=Q(ended_on=None),
                name="uq_membership_current",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="ck_membership_days",
            ),
            models.CheckConstraint(
                condition=Q(until=None, delegated_by=None)
                | Q(until__gte=models.F("started_on"), delegated_by__isnull=False),
                name="ck_delegation_has_last_day",
            ),
        ]

    def __str__(self):
        told = f"{self.user} · {self.institution} · {self.get_role_display()}"
        return f"{told}（受{self.delegated_by}委托）" if self.delegated_by_id else told
