"""Wrong passwords: five in a quarter of an hour, then wait. A device known from before has a count of its own,

so that a stranger who guesses at an account cannot lock its owner out (trust AUT-1).
"""

from datetime import timedelta

from django.core import signing

from registry.history import clock
from registry.parties.events import digest
from registry.parties.models import AccessEvent

TRIES, MINUTES = 5, 15
COOKIE, SALT, DAYS = "changyong", "known-device", 180


def device_of(request, username) -> str:
    """The digest of a device that signed in to this account before; "" for any other."""
    text = getattr(request, "COOKIES", {}).get(COOKIE, "")
    try:
        known = signing.loads(text, salt=SALT, max_age=DAYS * 86400) if text else {}
    except signing.BadSignature:
        return ""
    return known.get("device", "") if digest(username) in known.get("accounts", []) else ""


def remember(request, response, username):
    """After a login: the device is known for this account, beside those it knew."""
    text = request.COOKIES.get(COOKIE, "")
    try:
        known = signing.loads(text, salt=SALT, max_age=DAYS * 86400) if text else {}
    except signing.BadSignature:
        known = {}
    accounts = [digest(username), *(a for a in known.get("accounts", []) if a != digest(username))][:8]
    device = known.get("device") or digest(signing.dumps([username, clock.moment().isoformat()]))
    value = signing.dumps({"device": device, "accounts": accounts}, salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
        path="/login/",
    )


def minutes_to_wait(request, username) -> int:
    """0, or how many minutes until this account may be tried again from this device."""
    now, device = clock.moment(), device_of(request, username)
    rows = AccessEvent.objects.filter(account_key=digest(username), device=device)
    since = now - timedelta(minutes=MINUTES)
    last = rows.filter(kind="login", at__gt=since).order_by("-id").first()
    failed = rows.filter(kind="login_failed", at__gt=since, id__gt=last.pk if last else 0).order_by("-id")
    times = list(failed.values_list("at", flat=True)[:TRIES])
    if len(times) < TRIES:
        return 0
    left = times[-1] + timedelta(minutes=MINUTES) - now
    return max(1, -(-int(left.total_seconds()) // 60))
