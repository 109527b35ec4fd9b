"""Accounts and what they may act as: a person, a role, an institution (design §5)."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q

from registry.history.acting import act_or_none
from registry.history.errors import UnauditedWrite
from registry.history.models import Recorded, RecordedQuerySet, Trail

from ..roles import ROLES


class User(AbstractUser):
    """One account. Disabled, never deleted; nobody makes a superuser but a superuser."""

    first_name = last_name = None
    full_name = models.CharField("姓名", max_length=50, blank=True)
    phone = models.CharField("手机", max_length=20, blank=True)
    history = Trail(inherit=False, excluded_fields=["last_login", "password"])
    objects = UserManager()

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
    def current(self):
        return self.filter(ended_on=None)

    def visible_to(self, user):
        from ..access import reach

        return self if reach(user).keeps_accounts else self.filter(user_id=user.pk)


class Membership(Recorded):
    """A person acts in a role for an institution from one day to another. Groups follow from it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="账号")
    institution = models.ForeignKey("parties.Institution", models.PROTECT, verbose_name="机构")
    role = models.CharField("岗位", max_length=24, choices=[(key, role.label) for key, role in ROLES.items()])
    started_on = models.DateField("起始日")
    ended_on = models.DateField("终止日", null=True, blank=True)
    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
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
        ]

    def __str__(self):
        return f"{self.user} · {self.institution} · {self.get_role_display()}"
