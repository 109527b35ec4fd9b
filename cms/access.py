"""What Django's own signals and the middleware tell of who came in and who was turned away."""

from django.contrib.auth.signals import user_logged_in, user_logged_out

from registry.parties.events import note

from .throttle import device_of


def listen():
    """Connect once, from AppConfig.ready: every door (login page, registers, page editor) sends these."""
    user_logged_in.connect(_came_in, dispatch_uid="access.login")
    user_logged_out.connect(_went_out, dispatch_uid="access.logout")


def address_of(request):
    return request.META.get("REMOTE_ADDR", "") if request is not None else ""


def _came_in(sender, request, user, **_):
    note("login", user=user, address=address_of(request), device=device_of(request, user.username))


def _went_out(sender, request, user, **_):
    if user is not None and not getattr(request, "timed_out", False):
        note("logout", user=user, address=address_of(request))
