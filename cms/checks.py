"""Set-ups that must not run: an active superuser stands above every separation of duties (trust AUT-5)."""

from django.core.checks import Error, Tags, register
from django.db import DatabaseError


@register(Tags.database)
def no_superuser(app_configs=None, databases=None, **_):
    """An error naming each active superuser. Asked by `check --database default` and by every `migrate`."""
    from registry.parties.models import User

    if not databases:
        return []
    try:
        names = list(
            User.objects.filter(is_superuser=True, is_active=True).values_list("username", flat=True)
        )
    except DatabaseError:
        return []
    return [
        Error(f"账号“{name}”是在用的超级用户，三员分立不允许。请取消其超级用户标记或停用。", id="cms.E001")
        for name in names
    ]
