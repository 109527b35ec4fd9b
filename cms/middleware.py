"""Security headers, 长者模式, sessions that end, and the log of refused doors and exports."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes

from registry.history import clock

STRICT = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; "
    "base-uri 'self'; form-action 'self'"
)
EDITOR = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'"
)


ELDER, YEAR = "zhangzhe", 365 * 24 * 60 * 60


class ElderMode:
    """长者模式 of the public pages: `?zhangzhe=1` (or 0) keeps the choice in a cookie and leads back to the same page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = request.GET.copy()
        wish = asked.pop(ELDER, [""])[-1] if request.method == "GET" else ""
        if wish in ("0", "1"):
            rest = asked.urlencode()
            answer = HttpResponseRedirect(escape_leading_slashes(request.path + (f"?{rest}" if rest else "")))
            answer.set_cookie(
                ELDER, wish, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
            )
            return answer
        request.elder = request.COOKIES.get(ELDER) == "1"
        asked[ELDER] = "0" if request.elder else "1"
        request.elder_switch = f"?{asked.urlencode()}"
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


class HeadOnly:
    """An answer to HEAD has no body: the web server sends what it is given, and the next answer would begin amid it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        if request.method == "HEAD" and not answer.streaming and answer.content:
            answer.headers.setdefault("Content-Length", str(len(answer.content)))
            answer.content = b""
        return answer


class SecurityHeaders:
    """Adds what Django's own middleware leaves out. Wagtail's editor needs inline script (decision 0001)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        editor = request.path.startswith("/cms/")
        response.headers.setdefault("Content-Security-Policy", EDITOR if editor else STRICT)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if editor:
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        if request.path.startswith(("/admin/", "/cms/", "/login/")):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


IDLE, IDLE_OFFICERS, ABSOLUTE = timedelta(minutes=30), timedelta(minutes=15), timedelta(hours=12)
STAMP_EVERY = timedelta(minutes=1)


class SessionLimits:
    """A session ends after 30 minutes without a request (15 for the three officers) and 12 hours in all (trust AUT-3)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and self._over(request):
            return self._out(request)
        return self.get_response(request)

    def _over(self, request):
        from registry.parties.access import reach
        from registry.parties.apart import THREE

        now, session = clock.moment(), request.session
        began = datetime.fromisoformat(session.setdefault("began", now.isoformat()))
        seen = datetime.fromisoformat(session.setdefault("seen", now.isoformat()))
        idle = IDLE_OFFICERS if reach(request.user).roles & set(THREE) else IDLE
        if now - seen > idle or now - began > ABSOLUTE:
            return True
        if now - seen > STAMP_EVERY:
            session["seen"] = now.isoformat()
        return False

    def _out(self, request):
        from registry.parties.events import note

        note("timeout", user=request.user, address=request.META.get("REMOTE_ADDR", ""))
        request.timed_out = True
        logout(request)
        messages.warning(request, "您已较长时间没有操作，为安全起见已自动退出，请重新登录。")
        staff = request.path.startswith(("/admin/", "/cms/"))
        return HttpResponseRedirect(f"/login/?next={request.path}" if staff else request.get_full_path())


class AccessLog:
    """Notes refused doors and exports of signed-in people (trust AUD-3)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            kind = self._kind(request, response)
            if kind:
                from registry.parties.events import note

                note(
                    kind,
                    user=user,
                    what=taken_of(request, response),
                    address=request.META.get("REMOTE_ADDR", ""),
                )
        return response

    def _kind(self, request, response):
        if response.status_code == 403:
            return "denied"
        report = request.path.startswith("/cms/") and request.GET.get("export")
        posted = request.method == "POST" and "/export/" in request.path
        taken = (posted or report) and response.status_code == 200
        return "export" if taken and "attachment" in response.headers.get("Content-Disposition", "") else ""


def taken_of(request, response) -> str:
    """The door, or of an export what was taken out: register, format, rows, fingerprint, filter."""
    return getattr(response, "taken", "") or place_of(request)


def place_of(request) -> str:
    """The door a person stood at, in words: the register and the row's number, never an address."""
    match = getattr(request, "resolver_match", None)
    register = getattr(getattr(match, "func", None), "model_admin", None)
    if register is None:
        return (
            "页面管理"
            if request.path.startswith("/cms/")
            else "业务后台"
            if request.path.startswith("/admin/")
            else "公共网站"
        )
    row = match.kwargs.get("object_id")
    named = str(register.opts.verbose_name_plural)
    return f"{named}第{row}号" if row and str(row).isdigit() else named
