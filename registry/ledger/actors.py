"""Two actors that are no person at a desk: timers act as `system`, visitors of the public site as `public`."""

from django.contrib.auth import get_user_model

SYSTEM, PUBLIC = "system", "public"
_NAMES = {SYSTEM: "系统", PUBLIC: "公众"}


def system_actor():
    """The real, inactive user `system` (no usable password), made on first need."""
    return _actor(SYSTEM)


def public_actor():
    """The real, inactive user `public`: who a form of the public site is recorded as."""
    return _actor(PUBLIC)


def is_system(user) -> bool:
    return getattr(user, "username", None) == SYSTEM and not user.is_active


def is_public(user) -> bool:
    return getattr(user, "username", None) == PUBLIC and not user.is_active


def _actor(username):
    User = get_user_model()
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User(username=username, full_name=_NAMES[username], is_active=False)
        user.set_unusable_password()
        user.save()
    return user
