"""Rights of a delegation: derived from its dates whenever they are asked for, beside the groups of lasting roles."""

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import Permission

from .context import working_day
from .roles import ROLES


class DelegationBackend(BaseBackend):
    """Adds nothing but permissions; signing in stays with Django's own backend."""

    def get_group_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if "_delegated" not in user_obj.__dict__:
            user_obj.__dict__["_delegated"] = self._rights(user_obj)
        return user_obj.__dict__["_delegated"]

    def _rights(self, user):
        roles = user.memberships.delegated(working_day()).values_list("role", flat=True)
        labels = [ROLES[role].label for role in roles]
        if not labels:
            return set()
        rows = Permission.objects.filter(group__name__in=labels).values_list(
            "content_type__app_label", "codename"
        )
        return {f"{app}.{name}" for app, name in rows}
